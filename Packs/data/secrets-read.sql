-- title: Secrets and parameters read
-- section: Data
-- severity: low
-- controls: PCI-DSS-3.2.1 10.2.1; NIST-800-53-r5 AC-6(9)
-- per: user
-- link: actor=user
-- description: Who read which secret, how often, and whether it was allowed.
SELECT
  coalesce(useridentity.arn, useridentity.principalid) AS actor,
  eventname,
  coalesce(
    json_extract_scalar(requestparameters, '$.secretId'),
    json_extract_scalar(requestparameters, '$.name')) AS secret_id,
  coalesce(errorcode, 'succeeded') AS outcome,
  count(*) AS reads,
  min(eventtime) AS first_event,
  max(eventtime) AS last_event
FROM cloudtrail_logs
WHERE eventname IN ('GetSecretValue', 'BatchGetSecretValue', 'GetParameter', 'GetParameters')
GROUP BY 1, 2, 3, 4
ORDER BY reads DESC, actor, secret_id
