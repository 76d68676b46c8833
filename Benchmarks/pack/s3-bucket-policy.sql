-- title: Changes of bucket policies (CIS AWS Foundations 3.0, 4.8)
SELECT
  eventtime,
  coalesce(useridentity.arn, useridentity.principalid) AS actor,
  eventname,
  json_extract_scalar(requestparameters, '$.bucketName') AS bucket,
  errorcode
FROM cloudtrail_logs
WHERE eventsource = 's3.amazonaws.com'
  AND eventname IN (
    'PutBucketAcl', 'PutBucketPolicy', 'PutBucketCors', 'PutBucketLifecycle',
    'PutBucketReplication', 'DeleteBucketPolicy', 'DeleteBucketCors', 'DeleteBucketLifecycle',
    'DeleteBucketReplication')
ORDER BY eventtime, eventid
