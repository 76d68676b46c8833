-- title: Who listed or read which bucket
SELECT
  json_extract_scalar(requestparameters, '$.bucketName') AS bucket,
  useridentity.arn AS reader,
  count(*) AS calls
FROM cloudtrail_logs
WHERE eventsource = 's3.amazonaws.com'
  AND (eventname LIKE 'List%' OR eventname LIKE 'Get%')
  AND errorcode IS NULL
GROUP BY 1, 2
ORDER BY calls DESC, bucket, reader
LIMIT 1000
