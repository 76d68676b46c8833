-- title: What was deleted by which access key
SELECT
  useridentity.accesskeyid AS access_key,
  eventname,
  awsregion,
  count(*) AS times,
  min(eventtime) AS first_event,
  max(eventtime) AS last_event
FROM cloudtrail_logs
WHERE (eventname LIKE 'Delete%' OR eventname LIKE 'Terminate%') AND useridentity.accesskeyid IS NOT NULL
GROUP BY useridentity.accesskeyid, eventname, awsregion
ORDER BY times DESC, access_key, eventname, awsregion
