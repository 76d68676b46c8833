-- title: What the root users did
SELECT recipientaccountid, eventname, sourceipaddress, count(*) AS times, max(eventtime) AS last_event
FROM cloudtrail_logs
WHERE useridentity.type = 'Root' AND useridentity.invokedby IS NULL
GROUP BY recipientaccountid, eventname, sourceipaddress
ORDER BY times DESC, recipientaccountid, eventname, sourceipaddress
