-- title: The fifty busiest addresses
SELECT sourceipaddress, count(*) AS calls, count(DISTINCT useridentity.arn) AS callers
FROM cloudtrail_logs
GROUP BY sourceipaddress
ORDER BY calls DESC, sourceipaddress
LIMIT 50
