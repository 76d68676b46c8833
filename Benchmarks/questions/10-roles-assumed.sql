-- title: Who assumed which role
SELECT
  json_extract_scalar(requestparameters, '$.roleArn') AS role,
  coalesce(useridentity.arn, useridentity.invokedby) AS caller,
  count(*) AS times
FROM cloudtrail_logs
WHERE eventsource = 'sts.amazonaws.com' AND eventname LIKE 'AssumeRole%'
GROUP BY
  json_extract_scalar(requestparameters, '$.roleArn'),
  coalesce(useridentity.arn, useridentity.invokedby)
ORDER BY times DESC, role, caller
