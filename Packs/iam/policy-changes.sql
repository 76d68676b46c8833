-- title: IAM policy changes
-- section: Permissions
-- severity: medium
-- controls: CIS-AWS-1.4 4.4; PCI-DSS-3.2.1 8.1.2, 10.2.5; ISO-27001-2022 A.5.18
-- per: user, event
-- link: actor=user
-- description: The sixteen calls that CIS asks to be monitored. Each should belong to a change that
--   somebody approved.
SELECT
  eventtime,
  coalesce(useridentity.arn, useridentity.principalid) AS actor,
  eventname,
  coalesce(
    json_extract_scalar(requestparameters, '$.userName'),
    json_extract_scalar(requestparameters, '$.roleName'),
    json_extract_scalar(requestparameters, '$.groupName')) AS target,
  coalesce(
    json_extract_scalar(requestparameters, '$.policyArn'),
    json_extract_scalar(requestparameters, '$.policyName')) AS policy,
  coalesce(errorcode, 'succeeded') AS outcome,
  recipientaccountid AS account,
  eventid
FROM cloudtrail_logs
WHERE eventname IN (
    'DeleteGroupPolicy', 'DeleteRolePolicy', 'DeleteUserPolicy', 'PutGroupPolicy', 'PutRolePolicy',
    'PutUserPolicy', 'CreatePolicy', 'DeletePolicy', 'CreatePolicyVersion', 'DeletePolicyVersion',
    'AttachRolePolicy', 'DetachRolePolicy', 'AttachUserPolicy', 'DetachUserPolicy',
    'AttachGroupPolicy', 'DetachGroupPolicy')
ORDER BY eventtime, eventid
