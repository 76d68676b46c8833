-- title: Console sign-ins
-- section: Sign-in
-- severity: info
-- controls: PCI-DSS-3.2.1 10.2.5; NIST-800-53-r5 AC-2
-- per: user
-- link: actor=user
-- description: Every sign-in to the console, with and without a second factor, successful or not.
SELECT
  eventtime,
  coalesce(useridentity.arn, useridentity.username, useridentity.principalid) AS actor,
  useridentity.type AS identity,
  json_extract_scalar(responseelements, '$.ConsoleLogin') AS result,
  json_extract_scalar(additionaleventdata, '$.MFAUsed') AS mfa_used,
  errormessage,
  recipientaccountid AS account,
  awsregion AS region,
  sourceipaddress,
  useragent,
  eventid
FROM cloudtrail_logs
WHERE eventsource = 'signin.amazonaws.com'
  AND eventname = 'ConsoleLogin'
ORDER BY eventtime, eventid
