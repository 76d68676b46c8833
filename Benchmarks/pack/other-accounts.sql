-- title: Callers from other accounts
SELECT useridentity.accountid, recipientaccountid, eventsource, count(*) AS calls
FROM cloudtrail_logs
WHERE useridentity.accountid <> recipientaccountid
GROUP BY 1, 2, 3
ORDER BY calls DESC, 1, 2, 3
