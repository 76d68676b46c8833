// SPDX-License-Identifier: Apache-2.0

/// One kind of event: what it asks for and answers, and how often it happens.
struct EventKind {
  enum Category: String {
    case management = "Management"
    case data = "Data"
  }

  let weight: Double
  let source: String
  let name: String
  let isReadOnly: Bool
  let category: Category
  /// Recorded in us-east-1 wherever the caller was.
  let isGlobal: Bool
  let parameters: RecordTemplate?
  let response: RecordTemplate?
  let resources: RecordTemplate?

  init(
    _ weight: Double,
    _ source: String,
    _ name: String,
    reads: Bool = true,
    data: Bool = false,
    global: Bool = false,
    _ parameters: String? = nil,
    response: String? = nil,
    resources: String? = nil
  ) {
    self.weight = weight
    self.source = source + ".amazonaws.com"
    self.name = name
    isReadOnly = reads
    category = data ? .data : .management
    isGlobal = global
    self.parameters = parameters.map(RecordTemplate.init)
    self.response = response.map(RecordTemplate.init)
    self.resources = resources.map(RecordTemplate.init)
  }
}

/// The kinds of events in a tree.
///
/// Names, keys and sizes are those of public records: S3 data events and key management make up
/// about half, then come the reading calls of tools and consoles, then a long tail of changes.
enum EventCatalogue {
  static let kinds: [EventKind] = [
    storage, keys, identity, compute, signIn, monitoring, services, logging,
  ].flatMap { $0 }

  private static let object = #"""
    [{"type":"AWS::S3::Object","ARN":"arn:aws:s3:::$bucket$/$key$"},{"accountId":"$account$","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::$bucket$"}]
    """#
  private static let bucket = #"""
    [{"accountId":"$account$","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::$bucket$"}]
    """#
  private static let objectParameters = #"""
    {"bucketName":"$bucket$","Host":"$bucket$.s3.$region$.amazonaws.com","key":"$key$"}
    """#

  private static let storage: [EventKind] = [
    EventKind(14, "s3", "GetObject", data: true, objectParameters, resources: object),
    EventKind(
      7,
      "s3",
      "PutObject",
      reads: false,
      data: true,
      #"""
      {"bucketName":"$bucket$","Host":"$bucket$.s3.$region$.amazonaws.com","x-amz-acl":"bucket-owner-full-control","x-amz-server-side-encryption":"aws:kms","x-amz-server-side-encryption-aws-kms-key-id":"arn:aws:kms:$region$:$account$:key/$kmskey$","key":"$key$"}
      """#,
      response: #"""
        {"x-amz-server-side-encryption":"aws:kms","x-amz-server-side-encryption-aws-kms-key-id":"arn:aws:kms:$region$:$account$:key/$kmskey$","x-amz-version-id":"$base64x32$"}
        """#,
      resources: object
    ),
    EventKind(3, "s3", "HeadObject", data: true, objectParameters, resources: object),
    EventKind(
      1,
      "s3",
      "DeleteObject",
      reads: false,
      data: true,
      objectParameters,
      resources: object
    ),
    EventKind(
      2.5,
      "s3",
      "ListObjects",
      data: true,
      #"""
      {"list-type":"2","bucketName":"$bucket$","encoding-type":"url","prefix":"$prefix$","Host":"$bucket$.s3.$region$.amazonaws.com"}
      """#,
      resources: bucket
    ),
    EventKind(
      2.5,
      "s3",
      "GetBucketAcl",
      #"{"bucketName":"$bucket$","Host":"$bucket$.s3.$region$.amazonaws.com","acl":""}"#,
      resources: bucket
    ),
    EventKind(
      0.6,
      "s3",
      "GetBucketPublicAccessBlock",
      #"{"publicAccessBlock":"","bucketName":"$bucket$","Host":"$bucket$.s3.$region$.amazonaws.com"}"#,
      resources: bucket
    ),
    EventKind(0.8, "s3", "ListBuckets", #"{"Host":"s3.$region$.amazonaws.com"}"#),
    EventKind(
      0.02,
      "s3",
      "PutBucketPolicy",
      reads: false,
      #"""
      {"bucketPolicy":{"Version":"2012-10-17","Statement":[{"Sid":"AllowRead","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::$account$:role/$role$"},"Action":["s3:GetObject","s3:ListBucket"],"Resource":["arn:aws:s3:::$bucket$","arn:aws:s3:::$bucket$/*"]}]},"bucketName":"$bucket$","Host":"$bucket$.s3.$region$.amazonaws.com","policy":""}
      """#,
      resources: bucket
    ),
    EventKind(
      0.02,
      "s3",
      "CreateBucket",
      reads: false,
      #"""
      {"CreateBucketConfiguration":{"LocationConstraint":"$region$","xmlns":"http://s3.amazonaws.com/doc/2006-03-01/"},"bucketName":"$bucket$-$hex4$","Host":"s3.$region$.amazonaws.com"}
      """#
    ),
    EventKind(
      0.01,
      "s3",
      "DeleteBucket",
      reads: false,
      #"{"bucketName":"$bucket$-$hex4$","Host":"$bucket$.s3.$region$.amazonaws.com"}"#
    ),
  ]

  private static let key = #"""
    [{"accountId":"$account$","type":"AWS::KMS::Key","ARN":"arn:aws:kms:$region$:$account$:key/$kmskey$"}]
    """#

  private static let keys: [EventKind] = [
    EventKind(
      7,
      "kms",
      "Decrypt",
      #"""
      {"encryptionAlgorithm":"SYMMETRIC_DEFAULT","encryptionContext":{"aws:s3:arn":"arn:aws:s3:::$bucket$/$key$"}}
      """#,
      resources: key
    ),
    EventKind(
      5,
      "kms",
      "GenerateDataKey",
      #"""
      {"keySpec":"AES_256","keyId":"arn:aws:kms:$region$:$account$:key/$kmskey$","encryptionContext":{"aws:s3:arn":"arn:aws:s3:::$bucket$/$key$"}}
      """#,
      resources: key
    ),
    EventKind(
      0.01,
      "kms",
      "DisableKey",
      reads: false,
      #"{"keyId":"arn:aws:kms:$region$:$account$:key/$kmskey$"}"#,
      response: #"{"keyId":"arn:aws:kms:$region$:$account$:key/$kmskey$"}"#,
      resources: key
    ),
    EventKind(
      1.3,
      "secretsmanager",
      "GetSecretValue",
      #"{"secretId":"arn:aws:secretsmanager:$region$:$account$:secret:$secret$"}"#
    ),
    EventKind(
      0.5,
      "secretsmanager",
      "DescribeSecret",
      #"{"secretId":"arn:aws:secretsmanager:$region$:$account$:secret:$secret$"}"#
    ),
    EventKind(
      0.03,
      "secretsmanager",
      "PutSecretValue",
      reads: false,
      #"{"clientRequestToken":"$uuid$","secretId":"$secret$"}"#,
      response:
        #"{"arn":"arn:aws:secretsmanager:$region$:$account$:secret:$secret$"}"#
    ),
  ]

  private static let assumed = #"""
    {"credentials":{"accessKeyId":"ASIA$id16$","sessionToken":"$base64x420$","expiration":"Jan 14, 2026, 5:$minute$:$minute$ PM"},"assumedRoleUser":{"assumedRoleId":"AROA$roleid$:$user$","arn":"arn:aws:sts::$account$:assumed-role/$role$/$user$"}}
    """#
  private static let role = #"""
    [{"accountId":"$account$","type":"AWS::IAM::Role","ARN":"arn:aws:iam::$account$:role/$role$"}]
    """#

  private static let identity: [EventKind] = [
    EventKind(
      5,
      "sts",
      "AssumeRole",
      #"""
      {"roleArn":"arn:aws:iam::$account$:role/$role$","roleSessionName":"$user$","externalId":"ext-$role$","durationSeconds":3600}
      """#,
      response: assumed,
      resources: role
    ),
    EventKind(
      0.8,
      "sts",
      "AssumeRoleWithWebIdentity",
      #"""
      {"roleArn":"arn:aws:iam::$account$:role/$role$","roleSessionName":"aws-sdk-$hex4$","durationSeconds":3600}
      """#,
      response: assumed,
      resources: role
    ),
    EventKind(1.2, "sts", "GetCallerIdentity"),
    EventKind(1.6, "iam", "GetRole", global: true, #"{"roleName":"$role$"}"#),
    EventKind(0.8, "iam", "GetUser", global: true, #"{"userName":"$user$"}"#),
    EventKind(0.7, "iam", "ListAttachedRolePolicies", global: true, #"{"roleName":"$role$"}"#),
    EventKind(0.6, "iam", "ListRolePolicies", global: true, #"{"roleName":"$role$"}"#),
    EventKind(0.4, "iam", "ListUsers", global: true, #"{"maxItems":1000}"#),
    EventKind(
      0.04,
      "iam",
      "CreateUser",
      reads: false,
      global: true,
      #"{"userName":"$newuser$","path":"/","tags":[{"key":"note","value":"for \"shift\" work\nteam \u0026 ops"}]}"#,
      response: #"""
        {"user":{"path":"/","userName":"$newuser$","userId":"AIDA$id16$","arn":"arn:aws:iam::$account$:user/$newuser$","createDate":"Jan 14, 2026, 5:$minute$:$minute$ PM"}}
        """#
    ),
    EventKind(
      0.03,
      "iam",
      "DeleteUser",
      reads: false,
      global: true,
      #"{"userName":"$newuser$"}"#
    ),
    EventKind(
      0.05,
      "iam",
      "AttachUserPolicy",
      reads: false,
      global: true,
      #"{"userName":"$newuser$","policyArn":"arn:aws:iam::aws:policy/$policy$"}"#
    ),
    EventKind(
      0.06,
      "iam",
      "AttachRolePolicy",
      reads: false,
      global: true,
      #"{"roleName":"$role$","policyArn":"arn:aws:iam::aws:policy/$policy$"}"#
    ),
    EventKind(
      0.03,
      "iam",
      "AddUserToGroup",
      reads: false,
      global: true,
      #"{"groupName":"operators","userName":"$newuser$"}"#
    ),
    EventKind(
      0.05,
      "iam",
      "CreateAccessKey",
      reads: false,
      global: true,
      #"{"userName":"$user$"}"#,
      response: #"""
        {"accessKey":{"userName":"$user$","accessKeyId":"AKIA$id16$","status":"Active","createDate":"Jan 14, 2026, 5:$minute$:$minute$ PM"}}
        """#
    ),
    EventKind(
      0.04,
      "iam",
      "DeleteAccessKey",
      reads: false,
      global: true,
      #"{"userName":"$user$","accessKeyId":"AKIA$id16$"}"#
    ),
    EventKind(
      0.04,
      "iam",
      "CreateRole",
      reads: false,
      global: true,
      #"""
      {"roleName":"$role$-$hex4$","assumeRolePolicyDocument":"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"lambda.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}","description":"made by $user$"}
      """#,
      response: #"""
        {"role":{"path":"/","roleName":"$role$","roleId":"AROA$id16$","arn":"arn:aws:iam::$account$:role/$role$","createDate":"Jan 14, 2026, 5:$minute$:$minute$ PM","assumeRolePolicyDocument":"%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C%22Principal%22%3A%7B%22Service%22%3A%22lambda.amazonaws.com%22%7D%2C%22Action%22%3A%22sts%3AAssumeRole%22%7D%5D%7D"}}
        """#
    ),
    EventKind(
      0.04,
      "iam",
      "PutRolePolicy",
      reads: false,
      global: true,
      #"""
      {"roleName":"$role$","policyName":"inline-$hex4$","policyDocument":"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"s3:GetObject\"],\"Resource\":\"arn:aws:s3:::$bucket$/*\"}]}"}
      """#
    ),
    EventKind(
      0.02,
      "iam",
      "UpdateLoginProfile",
      reads: false,
      global: true,
      #"{"userName":"$user$","passwordResetRequired":true}"#
    ),
    EventKind(
      0.01,
      "iam",
      "DeactivateMFADevice",
      reads: false,
      global: true,
      #"{"userName":"$user$","serialNumber":"arn:aws:iam::$account$:mfa/$user$"}"#
    ),
    EventKind(0.02, "organizations", "ListAccounts", global: true),
  ]

  private static let signIn: [EventKind] = [
    EventKind(
      0.15,
      "signin",
      "ConsoleLogin",
      reads: false,
      global: true,
      nil,
      response: #"{"ConsoleLogin":"Success"}"#
    ),
    EventKind(
      0.02,
      "signin",
      "ConsoleLogin",
      reads: false,
      global: true,
      nil,
      response: #"{"ConsoleLogin":"Failure"}"#
    ),
    EventKind(
      0.05,
      "signin",
      "SwitchRole",
      reads: false,
      global: true,
      nil,
      response: #"{"SwitchRole":"Success"}"#
    ),
  ]

  private static let monitoring: [EventKind] = [
    EventKind(1.6, "logs", "DescribeLogGroups", #"{"logGroupNamePrefix":"$loggroup$","limit":50}"#),
    EventKind(
      1.2,
      "logs",
      "CreateLogStream",
      reads: false,
      #"{"logGroupName":"$loggroup$","logStreamName":"$date$/[1]$hex17$"}"#
    ),
    EventKind(
      1.1,
      "monitoring",
      "DescribeAlarms",
      #"{"alarmNamePrefix":"$role$","maxRecords":100}"#
    ),
    EventKind(
      0.2,
      "monitoring",
      "PutMetricAlarm",
      reads: false,
      #"""
      {"alarmName":"$role$-errors","comparisonOperator":"GreaterThanThreshold","evaluationPeriods":3,"metricName":"Errors","namespace":"AWS/Lambda","period":60,"statistic":"Sum","threshold":5.0,"dimensions":[{"name":"FunctionName","value":"$function$"}],"alarmActions":["arn:aws:sns:$region$:$account$:alerts"]}
      """#
    ),
    EventKind(
      0.6,
      "health",
      "DescribeEventAggregates",
      global: true,
      #"{"aggregateField":"eventTypeCategory","filter":{"eventStatusCodes":["open","upcoming"]}}"#
    ),
    EventKind(
      0.8,
      "config",
      "PutEvaluations",
      reads: false,
      #"{"evaluations":[{"complianceResourceType":"AWS::EC2::Instance","complianceResourceId":"$instance$","complianceType":"COMPLIANT","orderingTimestamp":"Jan 14, 2026, 5:00:00 PM"}],"resultToken":"***"}"#
    ),
  ]

  private static let services: [EventKind] = [
    EventKind(
      1.5,
      "ssm",
      "GetParameter",
      #"{"name":"$parameter$","withDecryption":true}"#,
      resources:
        #"[{"accountId":"$account$","ARN":"arn:aws:ssm:$region$:$account$:parameter$parameter$"}]"#
    ),
    EventKind(
      1.6,
      "ssm",
      "DescribeInstanceInformation",
      #"{"maxResults":50,"filters":[{"key":"InstanceIds","values":["$instance$"]}]}"#
    ),
    EventKind(
      2,
      "ssm",
      "UpdateInstanceInformation",
      reads: false,
      #"""
      {"instanceId":"$instance$","agentVersion":"3.3.987.0","agentStatus":"Active","platformType":"Linux","platformName":"Amazon Linux","platformVersion":"2023","iPAddress":"10.0.12.34","computerName":"ip-10-0-12-34.$region$.compute.internal","agentName":"amazon-ssm-agent","availabilityZone":"$region$a","sSMConnectionChannel":"ssmmessages"}
      """#
    ),
    EventKind(
      1.2,
      "dynamodb",
      "DescribeTable",
      #"{"tableName":"$table$"}"#,
      resources:
        #"[{"accountId":"$account$","type":"AWS::DynamoDB::Table","ARN":"arn:aws:dynamodb:$region$:$account$:table/$table$"}]"#
    ),
    EventKind(
      0.8,
      "rds",
      "DescribeDBInstances",
      #"{"dBInstanceIdentifier":"$table$-db","maxRecords":100}"#
    ),
    EventKind(
      0.3,
      "sqs",
      "GetQueueAttributes",
      #"{"queueUrl":"https://sqs.$region$.amazonaws.com/$account$/$table$","attributeNames":["ApproximateNumberOfMessages"]}"#
    ),
    EventKind(
      0.3,
      "sns",
      "GetTopicAttributes",
      #"{"topicArn":"arn:aws:sns:$region$:$account$:alerts"}"#
    ),
    EventKind(0.3, "glue", "GetTable", #"{"databaseName":"lake","name":"$table$"}"#),
    EventKind(
      0.2,
      "athena",
      "StartQueryExecution",
      reads: false,
      #"{"queryString":"***OMITTED***","clientRequestToken":"$uuid$","workGroup":"primary","queryExecutionContext":{"database":"lake"}}"#,
      response: #"{"queryExecutionId":"$uuid$"}"#
    ),
    EventKind(0.2, "cloudformation", "DescribeStacks", #"{"stackName":"$role$-stack"}"#),
    EventKind(
      0.05,
      "route53",
      "ChangeResourceRecordSets",
      reads: false,
      global: true,
      #"""
      {"hostedZoneId":"Z0$id16$","changeBatch":{"changes":[{"action":"UPSERT","resourceRecordSet":{"name":"web-$hex4$.example.com.","type":"A","tTL":60,"resourceRecords":[{"value":"10.0.$octet$.$octet$"}]}}]}}
      """#,
      response:
        #"{"changeInfo":{"id":"/change/C0$id16$","status":"PENDING","submittedAt":"Jan 14, 2026, 5:00:00 PM"}}"#
    ),
    EventKind(0.2, "bedrock", "InvokeModel", #"{"modelId":"anthropic.claude-v2"}"#),
    EventKind(0.3, "guardduty", "ListDetectors", #"{"maxResults":50}"#),
    EventKind(
      0.2,
      "backup",
      "StartBackupJob",
      reads: false,
      #"{"backupVaultName":"Default","resourceArn":"arn:aws:ec2:$region$:$account$:volume/$volume$","iamRoleArn":"arn:aws:iam::$account$:role/$role$"}"#,
      response:
        #"{"backupJobId":"$uuid$","creationDate":"Jan 14, 2026, 5:00:00 PM","isParent":false}"#
    ),
  ]

  private static let logging: [EventKind] = [
    EventKind(
      0.4,
      "cloudtrail",
      "DescribeTrails",
      #"{"includeShadowTrails":$flag$,"trailNameList":[]}"#
    ),
    EventKind(
      0.3,
      "cloudtrail",
      "LookupEvents",
      #"{"lookupAttributes":[{"attributeKey":"Username","attributeValue":"$user$"}],"maxResults":50}"#
    ),
    EventKind(
      0.004,
      "cloudtrail",
      "StopLogging",
      reads: false,
      #"{"name":"arn:aws:cloudtrail:$region$:$account$:trail/management"}"#
    ),
    EventKind(
      0.004,
      "cloudtrail",
      "UpdateTrail",
      reads: false,
      #"{"name":"management","isMultiRegionTrail":true,"enableLogFileValidation":true}"#
    ),
  ]
}
