-- title: Failed console sign-ins by address
-- section: Sign-in
-- severity: high
-- controls: CIS-AWS-1.4 4.6; PCI-DSS-3.2.1 10.2.4; ISO-27001-2022 A.8.16
-- description: Addresses from which a sign-in failed, the hour, and how many names were tried. Many
--   failures from one address are guessing.
SELECT
  sourceipaddress,
  substr(eventtime, 1, 13) AS hour,
  count(*) AS failures,
  count(DISTINCT useridentity.username) AS names,
  min(eventtime) AS first_event,
  max(eventtime) AS last_event
FROM cloudtrail_logs
WHERE eventname = 'ConsoleLogin'
  AND (json_extract_scalar(responseelements, '$.ConsoleLogin') = 'Failure'
    OR errormessage = 'Failed authentication')
GROUP BY sourceipaddress, substr(eventtime, 1, 13)
ORDER BY failures DESC, sourceipaddress, hour
