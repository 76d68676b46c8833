-- title: Who terminated which instance
SELECT
  eventtime,
  useridentity.arn AS caller,
  json_extract_scalar(requestparameters, '$.instancesSet.items[0].instanceId') AS instance,
  awsregion,
  eventid
FROM cloudtrail_logs
WHERE eventname = 'TerminateInstances' AND errorcode IS NULL
ORDER BY eventtime, eventid
