-- title: Addresses that many roles work from
SELECT
  sourceipaddress,
  count(*) AS events,
  count(DISTINCT useridentity.sessioncontext.sessionissuer.username) AS roles
FROM cloudtrail_logs
GROUP BY sourceipaddress
HAVING count(DISTINCT useridentity.sessioncontext.sessionissuer.username) > 2
ORDER BY events DESC, sourceipaddress
