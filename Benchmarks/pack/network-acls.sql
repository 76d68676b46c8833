-- title: Changes of network ACLs (CIS AWS Foundations 3.0, 4.11)
SELECT eventtime, useridentity.arn, eventname, requestparameters, eventid
FROM cloudtrail_logs
WHERE eventname IN (
  'CreateNetworkAcl', 'CreateNetworkAclEntry', 'DeleteNetworkAcl', 'DeleteNetworkAclEntry',
  'ReplaceNetworkAclEntry', 'ReplaceNetworkAclAssociation')
ORDER BY eventtime, eventid
