-- title: Changes of the organization (CIS AWS Foundations 3.0, 4.15)
SELECT eventtime, useridentity.arn, eventname, requestparameters, recipientaccountid, eventid
FROM cloudtrail_logs
WHERE eventsource = 'organizations.amazonaws.com'
  AND eventname IN (
    'AcceptHandshake', 'AttachPolicy', 'CreateAccount', 'CreateOrganization', 'CreatePolicy',
    'DeclineHandshake', 'DeletePolicy', 'DetachPolicy', 'DisablePolicyType', 'EnablePolicyType',
    'InviteAccountToOrganization', 'LeaveOrganization', 'RemoveAccountFromOrganization')
ORDER BY eventtime, eventid
