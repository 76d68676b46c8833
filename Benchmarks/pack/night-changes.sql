-- title: Changes at night
SELECT
  useridentity.arn,
  hour(from_iso8601_timestamp(eventtime)) AS hour,
  count(*) AS changes
FROM cloudtrail_logs
WHERE readonly = 'false'
  AND useridentity.type IN ('IAMUser', 'Root')
  AND hour(from_iso8601_timestamp(eventtime)) NOT BETWEEN 6 AND 21
GROUP BY 1, 2
ORDER BY changes DESC, 1, 2
