-- title: Addresses each user came from
-- section: Users
-- severity: info
-- controls: NIST-800-53-r5 AC-2(12)
-- per: user
-- link: actor=user
-- description: One line for every user and source address. An address nobody knows may mean a stolen
--   credential.
SELECT
  coalesce(useridentity.arn, useridentity.username, useridentity.principalid) AS actor,
  sourceipaddress,
  count(*) AS events,
  count_if(errorcode IS NOT NULL) AS errors,
  min(eventtime) AS first_event,
  max(eventtime) AS last_event
FROM cloudtrail_logs
WHERE sourceipaddress NOT LIKE '%.amazonaws.com'
  AND sourceipaddress <> 'AWS Internal'
  AND coalesce(useridentity.arn, useridentity.username, useridentity.principalid) <> ''
GROUP BY coalesce(useridentity.arn, useridentity.username, useridentity.principalid), sourceipaddress
ORDER BY actor, events DESC, sourceipaddress
