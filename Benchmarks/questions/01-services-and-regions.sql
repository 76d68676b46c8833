-- title: What each service did in each region
SELECT eventsource, awsregion, count(*) AS events, count(DISTINCT recipientaccountid) AS accounts
FROM cloudtrail_logs
GROUP BY eventsource, awsregion
ORDER BY events DESC, eventsource, awsregion
