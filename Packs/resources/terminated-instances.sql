-- title: Who terminated which instance
-- section: Resources
-- severity: high
-- controls: PCI-DSS-3.2.1 10.2.7; NIST-800-53-r5 AU-3
-- per: user, event
-- link: actor=user
-- description: One line for each instance named in a TerminateInstances call, whether the call
--   succeeded or was refused.
SELECT
  eventtime,
  json_extract_scalar(item, '$.instanceId') AS instance,
  coalesce(useridentity.arn, useridentity.invokedby, useridentity.principalid) AS actor,
  eventname,
  coalesce(errorcode, 'succeeded') AS outcome,
  useridentity.accesskeyid,
  sourceipaddress,
  recipientaccountid AS account,
  awsregion AS region,
  eventid
FROM cloudtrail_logs
CROSS JOIN UNNEST(
  CAST(json_extract(requestparameters, '$.instancesSet.items') AS ARRAY(JSON))) AS t (item)
WHERE eventsource = 'ec2.amazonaws.com'
  AND eventname = 'TerminateInstances'
ORDER BY eventtime, instance
