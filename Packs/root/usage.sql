-- title: Use of the root user
-- section: Root
-- severity: critical
-- controls: CIS-AWS-1.4 4.3; PCI-DSS-3.2.1 7.2.1, 10.2.2
-- per: user, event
-- link: actor=user
-- expect: no rows
-- description: Everything the root user did itself. It should be needed a few times a year at most.
SELECT
  eventtime,
  recipientaccountid AS account,
  useridentity.arn AS actor,
  eventname,
  eventsource,
  useridentity.accesskeyid,
  useridentity.sessioncontext.attributes.mfaauthenticated AS mfa,
  sourceipaddress,
  useragent,
  coalesce(errorcode, 'succeeded') AS outcome,
  eventid
FROM cloudtrail_logs
WHERE useridentity.type = 'Root'
  AND useridentity.invokedby IS NULL
  AND eventtype <> 'AwsServiceEvent'
ORDER BY eventtime, eventid
