-- title: Everything one user has done
SELECT eventtime, eventname, eventsource, sourceipaddress, useragent, errorcode, eventid
FROM cloudtrail_logs
WHERE useridentity.username LIKE '%john.smith%'
ORDER BY eventtime, eventid
