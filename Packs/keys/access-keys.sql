-- title: Access keys in use
-- section: Access keys
-- severity: low
-- controls: PCI-DSS-3.2.1 10.2.5; NIST-800-53-r5 AC-6(9)
-- per: key
-- link: owner=user
-- description: What each access key did, from how many addresses. Ids that begin with AKIA are
--   long-term keys, those with ASIA belong to one session.
SELECT
  useridentity.accesskeyid,
  useridentity.arn AS owner,
  count(*) AS events,
  count(DISTINCT eventname) AS event_names,
  count(DISTINCT sourceipaddress) AS addresses,
  count_if(errorcode IS NOT NULL) AS errors,
  min(eventtime) AS first_event,
  max(eventtime) AS last_event
FROM cloudtrail_logs
WHERE useridentity.accesskeyid <> ''
GROUP BY useridentity.accesskeyid, useridentity.arn
ORDER BY events DESC, useridentity.accesskeyid, owner
