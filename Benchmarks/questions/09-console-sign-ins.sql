-- title: Console sign-ins by outcome and second factor
SELECT
  json_extract_scalar(responseelements, '$.ConsoleLogin') AS outcome,
  json_extract_scalar(additionaleventdata, '$.MFAUsed') AS second_factor,
  count(*) AS times
FROM cloudtrail_logs
WHERE eventname = 'ConsoleLogin'
GROUP BY
  json_extract_scalar(responseelements, '$.ConsoleLogin'),
  json_extract_scalar(additionaleventdata, '$.MFAUsed')
ORDER BY times DESC, outcome, second_factor
