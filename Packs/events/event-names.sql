-- title: Event names, how often and by how many
-- section: Events
-- severity: info
-- controls: NIST-800-53-r5 AU-6
-- per: event
-- description: Every API call by name. A name that occurs once or twice in a long period often tells
--   more than the busy ones.
SELECT
  eventname,
  eventsource,
  count(*) AS events,
  count(DISTINCT useridentity.arn) AS callers,
  count_if(errorcode IS NOT NULL) AS errors,
  min(eventtime) AS first_event,
  max(eventtime) AS last_event
FROM cloudtrail_logs
GROUP BY eventname, eventsource
ORDER BY events DESC, eventname, eventsource
