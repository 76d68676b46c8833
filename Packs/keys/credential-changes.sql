-- title: Keys and passwords made, changed or deleted
-- section: Access keys
-- severity: high
-- controls: PCI-DSS-3.2.1 10.2.5; NIST-800-53-r5 AC-2(4); ISO-27001-2022 A.5.16
-- per: user, key
-- link: actor=user, target=user, key=key
-- description: The life of credentials. Where the target is somebody else than the actor, ask why.
SELECT
  eventtime,
  coalesce(useridentity.arn, useridentity.principalid) AS actor,
  eventname,
  coalesce(json_extract_scalar(requestparameters, '$.userName'), useridentity.username) AS target,
  coalesce(
    json_extract_scalar(responseelements, '$.accessKey.accessKeyId'),
    json_extract_scalar(requestparameters, '$.accessKeyId')) AS key,
  errorcode,
  recipientaccountid AS account,
  sourceipaddress,
  eventid
FROM cloudtrail_logs
WHERE eventsource = 'iam.amazonaws.com'
  AND eventname IN (
    'CreateAccessKey', 'UpdateAccessKey', 'DeleteAccessKey', 'CreateLoginProfile',
    'UpdateLoginProfile', 'DeleteLoginProfile', 'ChangePassword', 'UploadSSHPublicKey',
    'CreateServiceSpecificCredential', 'ResetServiceSpecificCredential',
    'UploadSigningCertificate')
ORDER BY eventtime, eventid
