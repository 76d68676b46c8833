-- title: How much happened on each day
SELECT substr(eventtime, 1, 10) AS day, count(*) AS events, count(DISTINCT useridentity.arn) AS callers
FROM cloudtrail_logs
GROUP BY substr(eventtime, 1, 10)
ORDER BY day
