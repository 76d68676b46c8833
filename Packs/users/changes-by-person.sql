-- title: Changes made by each user and role
-- section: Users
-- severity: info
-- controls: PCI-DSS-3.2.1 10.2.2; SOC-2 CC8.1; ISO-27001-2022 A.8.32
-- per: user
-- link: actor=user
-- description: Every call that changed something and succeeded, by whom. Calls that AWS services made
--   for themselves are left out.
SELECT
  eventtime,
  coalesce(useridentity.arn, useridentity.username, useridentity.principalid) AS actor,
  eventname,
  eventsource,
  recipientaccountid AS account,
  awsregion AS region,
  sourceipaddress,
  useridentity.accesskeyid,
  requestparameters,
  eventid
FROM cloudtrail_logs
WHERE readonly = 'false'
  AND errorcode IS NULL
  AND eventsource <> 'signin.amazonaws.com'
  AND coalesce(useridentity.type, 'AWSService') <> 'AWSService'
ORDER BY eventtime, eventid
