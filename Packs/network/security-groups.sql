-- title: Security group changes
-- section: Network
-- severity: medium
-- controls: CIS-AWS-1.4 4.10; SOC-2 CC6.6
-- per: user, event
-- link: actor=user
-- description: Rules and groups that were changed; those that name the whole internet come first.
SELECT
  eventtime,
  coalesce(useridentity.arn, useridentity.principalid) AS actor,
  eventname,
  CASE
    WHEN requestparameters LIKE '%0.0.0.0/0%' OR requestparameters LIKE '%::/0%' THEN 'yes'
    ELSE 'no'
  END AS whole_internet,
  coalesce(
    json_extract_scalar(requestparameters, '$.groupId'),
    json_extract_scalar(responseelements, '$.groupId'),
    json_extract_scalar(requestparameters, '$.groupName')) AS security_group,
  coalesce(errorcode, 'succeeded') AS outcome,
  recipientaccountid AS account,
  awsregion AS region,
  eventid
FROM cloudtrail_logs
WHERE eventname IN (
    'AuthorizeSecurityGroupIngress', 'AuthorizeSecurityGroupEgress',
    'RevokeSecurityGroupIngress', 'RevokeSecurityGroupEgress', 'CreateSecurityGroup',
    'DeleteSecurityGroup', 'ModifySecurityGroupRules')
ORDER BY whole_internet DESC, eventtime, eventid
