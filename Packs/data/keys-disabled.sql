-- title: Encryption keys disabled or to be deleted
-- section: Data
-- severity: high
-- controls: CIS-AWS-1.4 4.7
-- per: user
-- link: actor=user
-- description: A customer key that is disabled or scheduled for deletion takes the data with it. CIS
--   names the first two calls; the others change who may use a key.
SELECT
  eventtime,
  coalesce(useridentity.arn, useridentity.principalid) AS actor,
  eventname,
  json_extract_scalar(requestparameters, '$.keyId') AS kms_key,
  json_extract_scalar(requestparameters, '$.pendingWindowInDays') AS days_left,
  coalesce(errorcode, 'succeeded') AS outcome,
  recipientaccountid AS account,
  eventid
FROM cloudtrail_logs
WHERE eventsource = 'kms.amazonaws.com'
  AND eventname IN ('DisableKey', 'ScheduleKeyDeletion', 'PutKeyPolicy', 'CancelKeyDeletion')
ORDER BY eventtime, eventid
