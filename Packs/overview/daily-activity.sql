-- title: Activity by day
-- section: Overview
-- severity: info
-- controls: NIST-800-53-r5 AC-2(12)
-- description: Events, changes and refused calls of every day. Look for days that stand out, and for
--   days that are missing.
SELECT
  substr(eventtime, 1, 10) AS day,
  count(*) AS events,
  count_if(readonly = 'false') AS changes,
  count_if(errorcode IS NOT NULL) AS errors,
  count(DISTINCT useridentity.arn) AS callers
FROM cloudtrail_logs
GROUP BY substr(eventtime, 1, 10)
ORDER BY day
