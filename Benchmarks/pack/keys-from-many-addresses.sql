-- title: Keys used from more than twenty addresses
SELECT useridentity.accesskeyid, count(DISTINCT sourceipaddress) AS addresses, count(*) AS calls
FROM cloudtrail_logs
WHERE useridentity.accesskeyid LIKE 'AKIA%'
GROUP BY useridentity.accesskeyid
HAVING count(DISTINCT sourceipaddress) > 20
ORDER BY addresses DESC, useridentity.accesskeyid
