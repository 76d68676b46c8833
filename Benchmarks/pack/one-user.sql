-- title: Everything one user has changed
SELECT eventtime, eventname, eventsource, requestparameters, errorcode, sourceipaddress, eventid
FROM cloudtrail_logs
WHERE useridentity.username LIKE '%john.smith%'
  AND readonly = 'false'
ORDER BY eventtime, eventid
