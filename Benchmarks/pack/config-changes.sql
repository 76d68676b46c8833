-- title: Changes of AWS Config (CIS AWS Foundations 3.0, 4.9)
SELECT eventtime, useridentity.arn, eventname, requestparameters, eventid
FROM cloudtrail_logs
WHERE eventsource = 'config.amazonaws.com'
  AND eventname IN (
    'StopConfigurationRecorder', 'DeleteDeliveryChannel', 'PutDeliveryChannel',
    'PutConfigurationRecorder')
ORDER BY eventtime, eventid
