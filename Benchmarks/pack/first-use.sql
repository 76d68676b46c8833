-- title: The first call of each caller to each service
SELECT useridentity.arn, eventsource, min(eventtime) AS first_event, min_by(eventname, eventtime) AS call
FROM cloudtrail_logs
WHERE useridentity.type IN ('IAMUser', 'Root', 'FederatedUser')
GROUP BY useridentity.arn, eventsource
ORDER BY first_event, 1, 2
