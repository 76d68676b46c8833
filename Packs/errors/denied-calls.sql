-- title: Refused calls by user and action
-- section: Errors
-- severity: medium
-- controls: CIS-AWS-1.4 4.1; PCI-DSS-3.2.1 10.2.4; ISO-27001-2022 A.8.16
-- per: user, event
-- link: actor=user
-- description: Calls that failed for want of permission. A few are mistakes; many different ones from
--   one user are somebody looking around.
SELECT
  coalesce(useridentity.arn, useridentity.principalid) AS actor,
  eventsource,
  eventname,
  errorcode,
  count(*) AS calls,
  min(eventtime) AS first_event,
  max(eventtime) AS last_event
FROM cloudtrail_logs
WHERE errorcode LIKE '%UnauthorizedOperation' OR errorcode LIKE 'AccessDenied%'
GROUP BY coalesce(useridentity.arn, useridentity.principalid), eventsource, eventname, errorcode
ORDER BY calls DESC, actor, eventsource, eventname
