-- title: Errors of each service
SELECT eventsource, errorcode, count(*) AS errors, count(DISTINCT useridentity.arn) AS callers
FROM cloudtrail_logs
WHERE errorcode IS NOT NULL
GROUP BY eventsource, errorcode
ORDER BY errors DESC, eventsource, errorcode
