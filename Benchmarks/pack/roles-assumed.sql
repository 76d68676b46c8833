-- title: Who assumed which role
SELECT
  json_extract_scalar(requestparameters, '$.roleArn') AS role,
  coalesce(useridentity.arn, useridentity.invokedby) AS caller,
  count(*) AS times,
  max(eventtime) AS last_event
FROM cloudtrail_logs
WHERE eventsource = 'sts.amazonaws.com' AND eventname LIKE 'AssumeRole%'
GROUP BY 1, 2
ORDER BY times DESC, role, caller
