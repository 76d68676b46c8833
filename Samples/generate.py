#!/usr/bin/env python3
"""Writes Samples/AWSLogs: seven days of invented CloudTrail records of two accounts.

Every run writes the same bytes. Names, keys and addresses are invented: account ids are AWS's
documentation ids, addresses are from the documentation ranges, keys end in EXAMPLE.
"""

import gzip
import hashlib
import json
import pathlib
import random
import shutil

ROOT = pathlib.Path(__file__).parent / "AWSLogs"
PRODUCTION, SECURITY = "111122223333", "444455556666"
DAYS = [f"2026-10-{day:02d}" for day in range(5, 12)]
RANDOM = random.Random(20261005)

CLI = "aws-cli/2.31.4 md/awscrt#0.27.6 ua/2.1 os/linux#6.8 md/arch#x86_64 lang/python#3.13.7"
BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36"
TERRAFORM = "APN/1.0 HashiCorp/1.0 Terraform/1.13.3 (+https://www.terraform.io) aws-sdk-go-v2/1.39.2"
BOTO = "Boto3/1.40.49 md/Botocore#1.40.49 ua/2.1 os/linux#6.1 lang/python#3.12.11 exec-env/AWS_Lambda_python3.12"


def hexes(count):
    return "".join(RANDOM.choice("0123456789abcdef") for _ in range(count))


def uuid():
    return "-".join(hexes(n) for n in (8, 4, 4, 4, 12))


def key(prefix, name):
    """A key id of the right form, always the same for one name."""
    digest = hashlib.sha256(name.encode()).hexdigest().upper()
    return prefix + "".join(c if c not in "0189" else "QRST"["0189".index(c)] for c in digest)[:9] + "EXAMPLE"


def iam_user(name, account=PRODUCTION, mfa=None, path="/"):
    identity = {
        "type": "IAMUser",
        "principalId": "AIDA" + hashlib.sha256(name.encode()).hexdigest()[:17].upper(),
        "arn": f"arn:aws:iam::{account}:user{path}{name}",
        "accountId": account,
        "accessKeyId": key("AKIA", name) if mfa is None else key("ASIA", name),
        "userName": name,
    }
    if mfa is not None:
        identity["sessionContext"] = {
            "attributes": {"creationDate": "2026-10-05T07:58:10Z", "mfaAuthenticated": str(mfa).lower()}
        }
    return identity


def role(name, session, account=PRODUCTION, path="/", mfa=False, invoked_by=None, delivery=None):
    role_id = "AROA" + hashlib.sha256(name.encode()).hexdigest()[:17].upper()
    context = {
        "sessionIssuer": {
            "type": "Role",
            "principalId": role_id,
            "arn": f"arn:aws:iam::{account}:role{path}{name}",
            "accountId": account,
            "userName": name,
        },
        "attributes": {"creationDate": "2026-10-05T08:00:00Z", "mfaAuthenticated": str(mfa).lower()},
    }
    if delivery:
        context["ec2RoleDelivery"] = delivery
    identity = {
        "type": "AssumedRole",
        "principalId": f"{role_id}:{session}",
        "arn": f"arn:aws:sts::{account}:assumed-role/{name}/{session}",
        "accountId": account,
        "accessKeyId": key("ASIA", name + session),
        "sessionContext": context,
    }
    if invoked_by:
        identity["invokedBy"] = invoked_by
    return identity


def root(account=PRODUCTION, mfa=True, access_key=False):
    identity = {
        "type": "Root",
        "principalId": account,
        "arn": f"arn:aws:iam::{account}:root",
        "accountId": account,
        "accessKeyId": key("AKIA", "root" + account) if access_key else "",
    }
    if not access_key:
        del identity["accessKeyId"]
        identity["sessionContext"] = {
            "attributes": {"creationDate": "2026-10-09T21:40:02Z", "mfaAuthenticated": str(mfa).lower()}
        }
    return identity


def service(name):
    return {"type": "AWSService", "invokedBy": name}


SSO = "AWSReservedSSO_AdministratorAccess_0a1b2c3d4e5f6071"
SSO_PATH = "/aws-reserved/sso.amazonaws.com/eu-central-1/"
ALICE = iam_user("alice.nguyen", mfa=True, path="/staff/")
JOHN = iam_user("john.smith", mfa=False, path="/staff/")
DEPLOY = iam_user("ci-deploy", path="/robots/")
MARIA = role(SSO, "maria.lopez@example.com", path=SSO_PATH, mfa=True)
MARIA_SECURITY = role(SSO, "maria.lopez@example.com", account=SECURITY, path=SSO_PATH, mfa=True)
APP = role("app-server", "i-0aa11bb22cc33dd44", delivery="2.0")
LAMBDA = role("nightly-export", "nightly-export")
BACKUP = role("AWSBackupDefaultServiceRole", "AWSBackup-AWSBackupDefaultServiceRole",
              path="/service-role/", invoked_by="backup.amazonaws.com")
AUDITOR = role("SecurityAudit", "auditor-tool", account=SECURITY)
FEDERATED = {
    "type": "FederatedUser",
    "principalId": f"{PRODUCTION}:contractor-bob",
    "arn": f"arn:aws:sts::{PRODUCTION}:federated-user/contractor-bob",
    "accountId": PRODUCTION,
    "accessKeyId": key("ASIA", "contractor-bob"),
    "sessionContext": {
        "sessionIssuer": {
            "type": "IAMUser",
            "principalId": "AIDA" + hashlib.sha256(b"broker").hexdigest()[:17].upper(),
            "arn": f"arn:aws:iam::{PRODUCTION}:user/robots/broker",
            "accountId": PRODUCTION,
            "userName": "broker",
        },
        "attributes": {"creationDate": "2026-10-07T09:00:00Z", "mfaAuthenticated": "false"},
    },
}
SAML = {
    "type": "SAMLUser",
    "principalId": "q1w2e3r4t5:lena.fischer@example.com",
    "userName": "lena.fischer@example.com",
    "identityProvider": "q1w2e3r4t5",
}
WEB = {
    "type": "WebIdentityUser",
    "principalId": "token.actions.githubusercontent.com:sts.amazonaws.com:repo:example/shop:ref:refs/heads/main",
    "userName": "repo:example/shop:ref:refs/heads/main",
    "identityProvider": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
}
IDENTITY_CENTER = {
    "type": "IdentityCenterUser",
    "accountId": SECURITY,
    "onBehalfOf": {
        "userId": "93a4f8b2-1071-7007-e2a1-3f0c5d6e7a8b",
        "identityStoreArn": f"arn:aws:identitystore::{SECURITY}:identitystore/d-9067642ac7",
    },
    "credentialId": hexes(32),
}
OTHER_ACCOUNT = {
    "type": "AWSAccount",
    "principalId": "AROAEXAMPLEPARTNER0001:partner-sync",
    "accountId": "777788889999",
}
UNKNOWN = {"type": "Unknown", "principalId": "", "arn": "", "accountId": SECURITY, "accessKeyId": ""}

RECORDS = []


def record(time, identity, source, name, *, account=PRODUCTION, region="eu-central-1",
           ip="203.0.113.24", agent=CLI, request=None, response=None, error=None, message=None,
           read=None, extra=None, data=False, resources=None, event_type="AwsApiCall", version="1.11"):
    """One record in the key order that CloudTrail writes."""
    entry = {"eventVersion": version}
    if identity is not None:
        entry["userIdentity"] = identity
    entry |= {
        "eventTime": time,
        "eventSource": source + ".amazonaws.com",
        "eventName": name,
        "awsRegion": region,
        "sourceIPAddress": ip,
        "userAgent": agent,
    }
    if error:
        entry["errorCode"] = error
        if message:
            entry["errorMessage"] = message
    entry["requestParameters"] = request
    entry["responseElements"] = response
    if extra:
        entry["additionalEventData"] = extra
    entry["requestID"] = uuid()
    entry["eventID"] = uuid()
    if read is None:
        read = name.startswith(("Describe", "Get", "List", "Head", "Lookup"))
    entry["readOnly"] = read
    if resources:
        entry["resources"] = resources
    entry["eventType"] = event_type
    entry["managementEvent"] = not data
    entry["recipientAccountId"] = account
    if identity and identity.get("type") in ("AWSService", "AWSAccount"):
        entry["sharedEventID"] = uuid()
    entry["eventCategory"] = "Data" if data else "Management"
    if identity and identity.get("type") not in ("AWSService",) and event_type == "AwsApiCall":
        entry["tlsDetails"] = {
            "tlsVersion": "TLSv1.3",
            "cipherSuite": "TLS_AES_128_GCM_SHA256",
            "clientProvidedHostHeader": f"{source}.{region}.amazonaws.com",
        }
    RECORDS.append(entry)


def daily_noise(day):
    for hour in (1, 5, 9, 13, 17, 21):
        stamp = f"{day}T{hour:02d}:{RANDOM.randrange(60):02d}:{RANDOM.randrange(60):02d}Z"
        record(stamp, APP, "secretsmanager", "GetSecretValue", ip="198.51.100.17", agent=BOTO,
               request={"secretId": "shop/database"})
        record(stamp, APP, "kms", "Decrypt", read=True, ip="198.51.100.17", agent=BOTO,
               request={"encryptionAlgorithm": "SYMMETRIC_DEFAULT",
                        "encryptionContext": {"SecretARN": f"arn:aws:secretsmanager:eu-central-1:{PRODUCTION}:secret:shop/database-a1B2c3"}},
               resources=[{"accountId": PRODUCTION, "type": "AWS::KMS::Key",
                           "ARN": f"arn:aws:kms:eu-central-1:{PRODUCTION}:key/0f1e2d3c-4b5a-4968-8776-655443322110"}])
    record(f"{day}T02:00:04Z", LAMBDA, "s3", "PutObject", ip="198.51.100.40", agent=BOTO, data=True, read=False,
           request={"bucketName": "shop-exports", "key": f"orders/{day}.csv.gz", "x-amz-server-side-encryption": "aws:kms"},
           response={"x-amz-server-side-encryption": "aws:kms"},
           extra={"SignatureVersion": "SigV4", "bytesTransferredIn": 48213.0, "bytesTransferredOut": 0.0},
           resources=[{"type": "AWS::S3::Object", "ARN": f"arn:aws:s3:::shop-exports/orders/{day}.csv.gz"},
                      {"accountId": PRODUCTION, "type": "AWS::S3::Bucket", "ARN": "arn:aws:s3:::shop-exports"}])
    record(f"{day}T03:10:00Z", BACKUP, "backup", "StartBackupJob", ip="backup.amazonaws.com",
           agent="backup.amazonaws.com", read=False, request={"backupVaultName": "Default"})
    record(f"{day}T03:10:31Z", service("backup.amazonaws.com"), "sts", "AssumeRole",
           ip="backup.amazonaws.com", agent="backup.amazonaws.com", read=True,
           request={"roleArn": f"arn:aws:iam::{PRODUCTION}:role/service-role/AWSBackupDefaultServiceRole",
                    "roleSessionName": "AWSBackup-AWSBackupDefaultServiceRole"})
    record(f"{day}T06:30:12Z", AUDITOR, "iam", "ListUsers", account=SECURITY, region="us-east-1",
           ip="192.0.2.80", agent=BOTO)
    record(f"{day}T06:30:13Z", AUDITOR, "cloudtrail", "DescribeTrails", account=SECURITY, ip="192.0.2.80", agent=BOTO)


def story():
    ec2, iam = "ec2", "iam"
    us = {"region": "us-east-1"}
    login = {"event_type": "AwsConsoleSignIn", "agent": BROWSER, "read": False}

    def sign_in(time, identity, mfa, ok=True, account=PRODUCTION, ip="203.0.113.24", **more):
        record(time, identity, "signin", "ConsoleLogin", account=account, ip=ip,
               response={"ConsoleLogin": "Success" if ok else "Failure"},
               extra={"LoginTo": "https://console.aws.amazon.com/console/home", "MobileVersion": "No", "MFAUsed": mfa},
               **(login | more))

    # Monday: ordinary work.
    signing_alice = {k: ALICE[k] for k in ("type", "principalId", "arn", "accountId", "userName")}
    signing_john = {k: JOHN[k] for k in ("type", "principalId", "arn", "accountId", "userName")}
    sign_in("2026-10-05T07:58:10Z", signing_alice, "Yes")
    sign_in("2026-10-05T08:12:44Z", signing_john, "No", ip="198.51.100.201")
    record("2026-10-05T08:20:15Z", ALICE, iam, "CreateUser", **us, request={"userName": "lena.fischer", "path": "/staff/"},
           response={"user": {"path": "/staff/", "userName": "lena.fischer",
                              "arn": f"arn:aws:iam::{PRODUCTION}:user/staff/lena.fischer",
                              "createDate": "Oct 5, 2026 8:20:15 AM"}})
    record("2026-10-05T08:21:02Z", ALICE, iam, "AddUserToGroup", **us,
           request={"groupName": "developers", "userName": "lena.fischer"})
    record("2026-10-05T08:21:40Z", ALICE, iam, "CreateLoginProfile", **us,
           request={"userName": "lena.fischer", "passwordResetRequired": True},
           response={"loginProfile": {"userName": "lena.fischer", "passwordResetRequired": True}})
    record("2026-10-05T09:05:00Z", DEPLOY, ec2, "RunInstances", ip="192.0.2.10", agent=TERRAFORM,
           request={"instancesSet": {"items": [{"imageId": "ami-0c1d2e3f405162738", "minCount": 3, "maxCount": 3}]},
                    "instanceType": "t4g.medium"},
           response={"instancesSet": {"items": [{"instanceId": f"i-0{n}f00d{n}cafe{n}beef{n}"} for n in (1, 2, 3)]}})
    record("2026-10-05T09:06:12Z", DEPLOY, ec2, "DescribeInstances", ip="192.0.2.10", agent=TERRAFORM)
    record("2026-10-05T10:00:00Z", MARIA_SECURITY, "guardduty", "ListDetectors", account=SECURITY)

    # Tuesday: john.smith looks where he has no rights.
    for minute, (source, name) in enumerate([
            ("iam", "ListUsers"), ("iam", "ListRoles"), ("secretsmanager", "ListSecrets"), ("s3", "ListBuckets"),
            ("organizations", "ListAccounts"), ("kms", "ListKeys"), ("rds", "DescribeDBInstances"),
            ("lambda", "ListFunctions20150331"), ("dynamodb", "ListTables"), ("ssm", "DescribeParameters"),
            ("cloudtrail", "DescribeTrails")]):
        record(f"2026-10-06T14:{minute:02d}:07Z", JOHN, source, name, ip="198.51.100.201", error="AccessDenied",
               message=f"User: {JOHN['arn']} is not authorized to perform: {source}:{name} because no identity-based policy allows the action",
               region="us-east-1" if source in ("iam", "organizations") else "eu-central-1")
    record("2026-10-06T14:30:00Z", JOHN, ec2, "TerminateInstances", ip="198.51.100.201", read=False,
           error="Client.UnauthorizedOperation", message="You are not authorized to perform this operation.",
           request={"instancesSet": {"items": [{"instanceId": "i-02f00d2cafe2beef2"}]}})

    # Wednesday: access is granted, and used.
    record("2026-10-07T09:15:31Z", ALICE, iam, "AttachUserPolicy", **us,
           request={"userName": "john.smith", "policyArn": "arn:aws:iam::aws:policy/AdministratorAccess"})
    record("2026-10-07T09:17:02Z", ALICE, iam, "PutUserPolicy", **us,
           request={"userName": "john.smith", "policyName": "break-glass",
                    "policyDocument": "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}"})
    record("2026-10-07T09:40:11Z", JOHN, ec2, "TerminateInstances", ip="198.51.100.201", read=False,
           request={"instancesSet": {"items": [{"instanceId": "i-01f00d1cafe1beef1"}, {"instanceId": "i-02f00d2cafe2beef2"},
                                               {"instanceId": "i-03f00d3cafe3beef3"}]}},
           response={"instancesSet": {"items": [
               {"instanceId": f"i-0{n}f00d{n}cafe{n}beef{n}", "currentState": {"code": 32, "name": "shutting-down"},
                "previousState": {"code": 16, "name": "running"}} for n in (1, 2, 3)]}})
    record("2026-10-07T09:55:20Z", JOHN, iam, "CreateAccessKey", **us, ip="198.51.100.201", request={"userName": "ci-deploy"},
           response={"accessKey": {"userName": "ci-deploy", "accessKeyId": key("AKIA", "ci-deploy-2"), "status": "Active",
                                   "createDate": "Oct 7, 2026 9:55:20 AM"}})
    record("2026-10-07T09:02:00Z", FEDERATED, "s3", "ListBuckets", ip="203.0.113.77")
    record("2026-10-07T09:02:30Z", FEDERATED, "s3", "GetBucketPolicy", ip="203.0.113.77", request={"bucketName": "shop-exports"},
           error="NoSuchBucketPolicy", message="The bucket policy does not exist")
    record("2026-10-07T11:00:00Z", OTHER_ACCOUNT, "sts", "AssumeRole", **us, ip="192.0.2.199", read=True,
           request={"roleArn": f"arn:aws:iam::{PRODUCTION}:role/partner-readonly", "roleSessionName": "partner-sync",
                    "externalId": "shop-7781"})
    record("2026-10-07T11:05:00Z", SAML, "sts", "AssumeRoleWithSAML", **us, read=True, agent=BROWSER,
           request={"roleArn": f"arn:aws:iam::{PRODUCTION}:role/Developers", "principalArn": f"arn:aws:iam::{PRODUCTION}:saml-provider/corp"})
    record("2026-10-07T11:30:00Z", WEB, "sts", "AssumeRoleWithWebIdentity", **us, read=True, ip="192.0.2.55",
           request={"roleArn": f"arn:aws:iam::{PRODUCTION}:role/github-deploy", "roleSessionName": "GitHubActions"})

    # Thursday: a key made the day before deletes things at night.
    stolen = iam_user("ci-deploy", path="/robots/") | {"accessKeyId": key("AKIA", "ci-deploy-2")}
    night = {"ip": "192.0.2.222", "agent": "aws-cli/1.18.69 Python/3.8.10 Linux/5.4.0-kali", "read": False}
    record("2026-10-08T02:11:09Z", stolen, "s3", "DeleteBucket", **night, request={"bucketName": "shop-staging-assets"})
    record("2026-10-08T02:12:30Z", stolen, "rds", "DeleteDBInstance", **night,
           request={"dBInstanceIdentifier": "shop-staging", "skipFinalSnapshot": True},
           response={"dBInstanceIdentifier": "shop-staging", "dBInstanceStatus": "deleting"})
    record("2026-10-08T02:13:44Z", stolen, "dynamodb", "DeleteTable", **night, request={"tableName": "carts-staging"})
    record("2026-10-08T02:15:01Z", stolen, "ec2", "AuthorizeSecurityGroupIngress", **night,
           request={"groupId": "sg-0123456789abcdef0", "ipPermissions": {"items": [
               {"ipProtocol": "tcp", "fromPort": 22, "toPort": 22, "ipRanges": {"items": [{"cidrIp": "0.0.0.0/0"}]}}]}})
    record("2026-10-08T02:16:12Z", stolen, "cloudtrail", "StopLogging", **night,
           request={"name": f"arn:aws:cloudtrail:eu-central-1:{PRODUCTION}:trail/management"},
           error="AccessDeniedException",
           message=f"User: {stolen['arn']} is not authorized to perform: cloudtrail:StopLogging")
    record("2026-10-08T02:17:50Z", stolen, "kms", "ScheduleKeyDeletion", **night,
           request={"keyId": "0f1e2d3c-4b5a-4968-8776-655443322110", "pendingWindowInDays": 7},
           error="AccessDenied", message=f"User: {stolen['arn']} is not authorized to perform: kms:ScheduleKeyDeletion")
    record("2026-10-08T08:01:10Z", ALICE, "iam", "UpdateAccessKey", **us,
           request={"userName": "ci-deploy", "accessKeyId": key("AKIA", "ci-deploy-2"), "status": "Inactive"})
    record("2026-10-08T08:02:00Z", ALICE, "iam", "DeleteAccessKey", **us,
           request={"userName": "ci-deploy", "accessKeyId": key("AKIA", "ci-deploy-2")})
    record("2026-10-08T08:05:00Z", ALICE, "iam", "DetachUserPolicy", **us,
           request={"userName": "john.smith", "policyArn": "arn:aws:iam::aws:policy/AdministratorAccess"})
    record("2026-10-08T08:05:40Z", ALICE, "iam", "DeleteUserPolicy", **us,
           request={"userName": "john.smith", "policyName": "break-glass"})

    # Friday: guessing at the door, and the root user.
    hidden = {"type": "IAMUser", "principalId": "", "accountId": PRODUCTION, "accessKeyId": "",
              "userName": "HIDDEN_DUE_TO_SECURITY_REASONS"}
    for second in range(6):
        sign_in(f"2026-10-09T04:10:{second * 9:02d}Z", hidden if second < 4 else signing_john, "No", ok=False,
                ip="192.0.2.66", error="", message=None)
        RECORDS[-1]["errorMessage"] = "Failed authentication" if second >= 4 else "No username found in supplied account"
    sign_in("2026-10-09T21:40:02Z", root(), "Yes", ip="203.0.113.24", region="us-east-1")
    record("2026-10-09T21:44:30Z", root(), "iam", "DeactivateMFADevice", **us, agent=BROWSER, read=False,
           request={"userName": "alice.nguyen", "serialNumber": f"arn:aws:iam::{PRODUCTION}:mfa/alice"})
    record("2026-10-09T21:50:00Z", root(SECURITY, access_key=True), "s3", "ListBuckets", account=SECURITY, ip="203.0.113.24")

    # The week-end: services, odd identities, and values that must do no harm.
    record("2026-10-10T10:00:00Z", IDENTITY_CENTER, "sso", "Authenticate", account=SECURITY, **us, agent=BROWSER, read=False,
           event_type="AwsServiceEvent", ip="203.0.113.90")
    record("2026-10-10T10:05:00Z", UNKNOWN, "signin", "UserAuthentication", account=SECURITY, ip="203.0.113.91", read=False,
           event_type="AwsServiceEvent")
    record("2026-10-10T11:00:00Z", None, "kms", "RotateKey", event_type="AwsServiceEvent", ip="AWS Internal", agent="AWS Internal",
           read=False, resources=[{"ARN": f"arn:aws:kms:eu-central-1:{PRODUCTION}:key/0f1e2d3c-4b5a-4968-8776-655443322110",
                                   "accountId": PRODUCTION, "type": "AWS::KMS::Key"}])
    record("2026-10-10T12:00:00Z", service("autoscaling.amazonaws.com"), "ec2", "TerminateInstances",
           ip="autoscaling.amazonaws.com", agent="autoscaling.amazonaws.com", read=False,
           request={"instancesSet": {"items": [{"instanceId": "i-0feedfacefeedface0"}]}})
    record("2026-10-10T13:00:00Z", JOHN, "ec2", "DescribeInstances", ip="198.51.100.201",
           agent="=HYPERLINK(\"http://198.51.100.1\",\"open\")<script>alert(1)</script>")
    record("2026-10-11T07:00:00Z", MARIA, "ec2", "CreateSecurityGroup", read=False,
           request={"groupName": "entrance", "groupDescription": "Straße, 入口", "vpcId": "vpc-0a1b2c3d4e5f60718"},
           response={"groupId": "sg-0fedcba9876543210"})
    record("2026-10-11T07:10:00Z", MARIA, "iam", "PutRolePolicy", **us,
           request={"roleName": "app-server", "policyName": "exports",
                    "policyDocument": "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::shop-exports/*\"}]}"})


def write_log_files():
    shutil.rmtree(ROOT, ignore_errors=True)
    files = {}
    for entry in sorted(RECORDS, key=lambda e: e["eventTime"]):
        time, account, region = entry["eventTime"], entry["recipientAccountId"], entry["awsRegion"]
        slot = time[:11] + f"{int(time[11:13]) // 6 * 6 + 5:02d}:55"  # one file a quarter of the day
        files.setdefault((account, region, slot), []).append(entry)
    for (account, region, slot), entries in sorted(files.items()):
        day, stamp = slot[:10], slot.replace("-", "").replace(":", "")
        unique = hashlib.sha256(f"{account}{region}{slot}".encode()).hexdigest()[:16]
        folder = ROOT / account / "CloudTrail" / region / day.replace("-", "/")
        write(folder / f"{account}_CloudTrail_{region}_{stamp}Z_{unique}.json.gz", {"Records": entries})


def write_neighbours():
    """Files that stand beside log files in a bucket and hold no events."""
    digest = ROOT / PRODUCTION / "CloudTrail-Digest/eu-central-1/2026/10/05"
    write(digest / f"{PRODUCTION}_CloudTrail-Digest_eu-central-1_management_eu-central-1_20261005T080000Z.json.gz",
          {"awsAccountId": PRODUCTION, "digestStartTime": "2026-10-05T07:00:00Z", "digestEndTime": "2026-10-05T08:00:00Z",
           "digestS3Bucket": "example-trail", "digestPublicKeyFingerprint": "0" * 32, "logFiles": []})
    config = ROOT / PRODUCTION / "Config/eu-central-1/2026/10/5/ConfigHistory"
    write(config / f"{PRODUCTION}_Config_eu-central-1_ConfigHistory_AWS::S3::Bucket_20261005T081500Z_1.json.gz",
          {"fileVersion": "1.0", "configurationItems": []})


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode()
    path.write_bytes(gzip.compress(text, 9, mtime=0))


for sample_day in DAYS:
    daily_noise(sample_day)
story()
write_log_files()
write_neighbours()
print(len(RECORDS), "records")
