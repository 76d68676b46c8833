-- title: The hundred newest denials
SELECT eventtime, eventname, eventsource, useridentity.arn, errorcode, errormessage, eventid
FROM cloudtrail_logs
WHERE errorcode IN ('AccessDenied', 'Client.UnauthorizedOperation', 'UnauthorizedOperation')
ORDER BY eventtime DESC, eventid
LIMIT 100
