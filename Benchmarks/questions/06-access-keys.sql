-- title: When and from where each access key was used
SELECT
  useridentity.accesskeyid AS access_key,
  min(eventtime) AS first_event,
  max(eventtime) AS last_event,
  count(*) AS events,
  count(DISTINCT sourceipaddress) AS addresses
FROM cloudtrail_logs
WHERE useridentity.accesskeyid IS NOT NULL
GROUP BY useridentity.accesskeyid
ORDER BY events DESC, access_key
