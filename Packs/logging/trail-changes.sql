-- title: CloudTrail stopped or changed
-- section: Logging
-- severity: critical
-- controls: CIS-AWS-1.4 4.5; PCI-DSS-3.2.1 10.2.6; SOC-2 CC5.2
-- per: user, event
-- link: actor=user
-- expect: no rows
-- description: Changes to the log itself, and tries that were refused. Nothing else in this report is
--   worth more than the log it rests on.
SELECT
  eventtime,
  coalesce(useridentity.arn, useridentity.principalid) AS actor,
  eventname,
  json_extract_scalar(requestparameters, '$.name') AS trail,
  coalesce(errorcode, 'succeeded') AS outcome,
  recipientaccountid AS account,
  awsregion AS region,
  sourceipaddress,
  eventid
FROM cloudtrail_logs
WHERE eventsource = 'cloudtrail.amazonaws.com'
  AND eventname IN (
    'CreateTrail', 'UpdateTrail', 'DeleteTrail', 'StartLogging', 'StopLogging', 'PutEventSelectors',
    'PutInsightSelectors', 'DeleteEventDataStore')
ORDER BY eventtime, eventid
