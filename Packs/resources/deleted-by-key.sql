-- title: Which access key deleted what
-- section: Resources
-- severity: high
-- controls: PCI-DSS-3.2.1 10.2.7, 10.3.6; NIST-800-53-r5 AU-3
-- per: key, user, event
-- link: actor=user
-- description: Every successful call that deletes, terminates or removes something, with the key that
--   made it and the request that names the resource.
SELECT
  eventtime,
  useridentity.accesskeyid,
  coalesce(useridentity.arn, useridentity.principalid) AS actor,
  eventname,
  eventsource,
  requestparameters,
  sourceipaddress,
  recipientaccountid AS account,
  awsregion AS region,
  eventid
FROM cloudtrail_logs
WHERE (eventname LIKE 'Delete%' OR eventname LIKE 'Terminate%' OR eventname LIKE 'Remove%'
    OR eventname LIKE 'Deregister%' OR eventname LIKE 'Release%')
  AND errorcode IS NULL
  AND useridentity.accesskeyid <> ''
ORDER BY eventtime, eventid
