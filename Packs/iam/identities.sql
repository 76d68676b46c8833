-- title: Users, roles and groups created or deleted
-- section: Permissions
-- severity: medium
-- controls: PCI-DSS-3.2.1 10.2.5, 10.2.7; NIST-800-53-r5 AC-2(4); ISO-27001-2022 A.5.16
-- per: user
-- link: actor=user, name=user
-- description: Joiners, leavers and back doors.
SELECT
  eventtime,
  coalesce(useridentity.arn, useridentity.principalid) AS actor,
  eventname,
  coalesce(
    json_extract_scalar(requestparameters, '$.userName'),
    json_extract_scalar(requestparameters, '$.roleName'),
    json_extract_scalar(requestparameters, '$.groupName'),
    json_extract_scalar(requestparameters, '$.name')) AS name,
  coalesce(errorcode, 'succeeded') AS outcome,
  recipientaccountid AS account,
  eventid
FROM cloudtrail_logs
WHERE eventsource = 'iam.amazonaws.com'
  AND eventname IN (
    'CreateUser', 'DeleteUser', 'CreateRole', 'DeleteRole', 'CreateGroup', 'DeleteGroup',
    'CreateSAMLProvider', 'DeleteSAMLProvider', 'CreateOpenIDConnectProvider',
    'DeleteOpenIDConnectProvider', 'CreateInstanceProfile', 'DeleteInstanceProfile')
ORDER BY eventtime, eventid
