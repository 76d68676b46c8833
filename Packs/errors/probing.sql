-- title: Ten or more different refused actions in an hour
-- section: Errors
-- severity: high
-- controls: NIST-800-53-r5 AC-2(12); SOC-2 CC7.2
-- per: user
-- link: actor=user
-- expect: no rows
-- description: One user who is refused ten different actions within an hour is trying doors.
SELECT
  coalesce(useridentity.arn, useridentity.principalid) AS actor,
  substr(eventtime, 1, 13) AS hour,
  count(DISTINCT eventname) AS actions,
  count(DISTINCT eventsource) AS services,
  count(DISTINCT sourceipaddress) AS addresses,
  count(*) AS calls
FROM cloudtrail_logs
WHERE errorcode LIKE '%UnauthorizedOperation' OR errorcode LIKE 'AccessDenied%'
GROUP BY coalesce(useridentity.arn, useridentity.principalid), substr(eventtime, 1, 13)
HAVING count(DISTINCT eventname) >= 10
ORDER BY actions DESC, actor, hour
