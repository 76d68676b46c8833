-- title: Services and regions in use
-- section: Overview
-- severity: info
-- controls: ISO-27001-2022 A.8.16
-- description: Where calls were made. A region that nobody should use, or a service nobody knows, is
--   worth a question.
SELECT
  awsregion AS region,
  eventsource AS service,
  count(*) AS events,
  count_if(readonly = 'false') AS changes,
  count_if(errorcode IS NOT NULL) AS errors
FROM cloudtrail_logs
GROUP BY awsregion, eventsource
ORDER BY events DESC, region, service
