-- title: Changes of network gateways (CIS AWS Foundations 3.0, 4.12)
SELECT eventtime, useridentity.arn, eventname, requestparameters, eventid
FROM cloudtrail_logs
WHERE eventname IN (
  'CreateCustomerGateway', 'DeleteCustomerGateway', 'AttachInternetGateway',
  'CreateInternetGateway', 'DeleteInternetGateway', 'DetachInternetGateway')
ORDER BY eventtime, eventid
