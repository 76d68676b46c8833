-- title: Who granted access to whom
SELECT
  eventtime,
  useridentity.arn AS grantor,
  eventname,
  coalesce(
    json_extract_scalar(requestparameters, '$.userName'),
    json_extract_scalar(requestparameters, '$.roleName')) AS target,
  json_extract_scalar(requestparameters, '$.policyArn') AS policy,
  eventid
FROM cloudtrail_logs
WHERE eventname IN (
    'AttachUserPolicy', 'AttachRolePolicy', 'PutRolePolicy', 'AddUserToGroup', 'CreateAccessKey')
ORDER BY eventtime, eventid
