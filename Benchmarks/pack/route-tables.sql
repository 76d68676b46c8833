-- title: Changes of route tables (CIS AWS Foundations 3.0, 4.13)
SELECT eventtime, useridentity.arn, eventname, requestparameters, eventid
FROM cloudtrail_logs
WHERE eventsource = 'ec2.amazonaws.com'
  AND eventname IN (
    'CreateRoute', 'CreateRouteTable', 'ReplaceRoute', 'ReplaceRouteTableAssociation',
    'DeleteRouteTable', 'DeleteRoute', 'DisassociateRouteTable')
ORDER BY eventtime, eventid
