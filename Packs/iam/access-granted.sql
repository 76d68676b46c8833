-- title: Who granted access to whom
-- section: Permissions
-- severity: high
-- controls: NIST-800-53-r5 AC-2(4); SOC-2 CC6.2, CC6.3
-- per: user, event
-- link: grantor=user, target=user
-- description: Policies attached or written, group memberships, passwords and keys: everything that
--   gives a user, group or role more than it had.
SELECT
  eventtime,
  coalesce(useridentity.arn, useridentity.principalid) AS grantor,
  eventname,
  coalesce(
    json_extract_scalar(requestparameters, '$.userName'),
    json_extract_scalar(requestparameters, '$.roleName'),
    json_extract_scalar(requestparameters, '$.groupName')) AS target,
  coalesce(
    json_extract_scalar(requestparameters, '$.policyArn'),
    json_extract_scalar(requestparameters, '$.policyName'),
    json_extract_scalar(requestparameters, '$.groupName')) AS granted,
  coalesce(errorcode, 'succeeded') AS outcome,
  recipientaccountid AS account,
  sourceipaddress,
  eventid
FROM cloudtrail_logs
WHERE eventname IN (
    'AttachUserPolicy', 'AttachRolePolicy', 'AttachGroupPolicy', 'PutUserPolicy', 'PutRolePolicy',
    'PutGroupPolicy', 'AddUserToGroup', 'UpdateAssumeRolePolicy', 'CreateLoginProfile',
    'CreateAccessKey', 'CreateAccountAssignment')
ORDER BY eventtime, eventid
