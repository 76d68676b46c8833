-- title: Changes of VPCs (CIS AWS Foundations 3.0, 4.14)
SELECT eventtime, useridentity.arn, eventname, requestparameters, eventid
FROM cloudtrail_logs
WHERE eventname IN (
  'CreateVpc', 'DeleteVpc', 'ModifyVpcAttribute', 'AcceptVpcPeeringConnection',
  'CreateVpcPeeringConnection', 'DeleteVpcPeeringConnection', 'RejectVpcPeeringConnection')
ORDER BY eventtime, eventid
