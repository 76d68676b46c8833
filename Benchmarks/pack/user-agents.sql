-- title: Programs that call
SELECT useragent, count(*) AS calls, min(eventtime) AS first_event, max(eventtime) AS last_event
FROM cloudtrail_logs
GROUP BY useragent
ORDER BY calls DESC, useragent
