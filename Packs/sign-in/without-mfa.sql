-- title: Console sign-ins without a second factor
-- section: Sign-in
-- severity: critical
-- controls: CIS-AWS-1.4 4.2; NIST-800-53-r5 IA-2
-- per: user
-- link: actor=user
-- expect: no rows
-- description: Successful sign-ins for which AWS saw no multi-factor authentication. Federated users
--   prove themselves elsewhere and never say Yes here: they are shown by their identity type.
SELECT
  eventtime,
  coalesce(useridentity.arn, useridentity.username, useridentity.principalid) AS actor,
  useridentity.type AS identity,
  json_extract_scalar(additionaleventdata, '$.MFAUsed') AS mfa_used,
  recipientaccountid AS account,
  sourceipaddress,
  useragent,
  eventid
FROM cloudtrail_logs
WHERE eventname = 'ConsoleLogin'
  AND json_extract_scalar(responseelements, '$.ConsoleLogin') = 'Success'
  AND json_extract_scalar(additionaleventdata, '$.MFAUsed') IS DISTINCT FROM 'Yes'
ORDER BY eventtime, eventid
