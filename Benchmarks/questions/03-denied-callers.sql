-- title: The hundred callers and calls most often denied
SELECT useridentity.arn AS caller, eventname, errorcode, count(*) AS times
FROM cloudtrail_logs
WHERE errorcode IN ('AccessDenied', 'Client.UnauthorizedOperation')
GROUP BY useridentity.arn, eventname, errorcode
ORDER BY times DESC, caller, eventname, errorcode
LIMIT 100
