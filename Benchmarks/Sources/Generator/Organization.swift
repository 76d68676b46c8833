// SPDX-License-Identifier: Apache-2.0

/// The accounts, regions and names that a tree is about.
struct Organization {
  static let regions = [
    "us-east-1", "eu-central-1", "us-west-2", "eu-west-1", "ap-southeast-2", "sa-east-1",
  ]
  static let regionChoice = WeightedChoice([45, 20, 15, 10, 7, 3])
  static let accountChoice = WeightedChoice([40, 25, 15, 10, 6, 4])

  let seed: UInt64
  let accounts: [String]

  init(seed: UInt64) {
    self.seed = seed
    var random = SeededRandom(seed: seed, 1)
    accounts = (0..<6).map { _ in String(100_000_000_000 + random.below(899_999_999_999)) }
  }

  static let users: [String] =
    [
      "john.smith", "jane.doe", "alice.nguyen", "bob", "carol.jones", "terraform", "jenkins",
      "deploy-bot", "svc-backup", "audit.ro",
    ] + (0..<300).map { "user.\(1000 + $0)" }

  static let roles: [String] =
    [
      "AdminRole", "DeployRole", "EKSNodeRole", "LambdaExec-orders", "LambdaExec-billing",
      "DataPipeline", "ReadOnlyAudit", "AWSReservedSSO_AdministratorAccess_0a1b2c3d4e5f6071",
      "ConfigRecorder", "OrganizationAccountAccessRole",
    ] + (0..<120).map { "app-\(100 + $0)-task-role" }

  static let buckets: [String] = [
    "logs", "data", "lake", "backup", "artifacts", "media", "tf-state",
  ].flatMap { name in ["prod", "dev", "staging", "eu", "us"].map { "acme-\(name)-\($0)" } }

  static let services = [
    "ec2", "lambda", "config", "autoscaling", "cloudtrail", "delivery.logs", "secretsmanager",
    "backup", "rds", "health", "guardduty", "cloudformation", "apigateway", "inspector2",
  ].map { $0 + ".amazonaws.com" }

  static let userAgents = [
    "aws-cli/2.31.4 md/awscrt#0.27.6 ua/2.1 os/linux#6.8.0-1021-aws md/arch#x86_64 lang/python#3.13.7"
      + " md/pyimpl#CPython exec-env/CloudShell cfg/retry-mode#standard md/installer#exe"
      + " md/prompt#off md/command#$event$",
    "Boto3/1.40.49 md/Botocore#1.40.49 ua/2.1 os/linux#5.10.242-239.961.amzn2.x86_64"
      + " md/arch#x86_64 lang/python#3.12.11 md/pyimpl#CPython exec-env/AWS_Lambda_python3.12"
      + " cfg/retry-mode#legacy Botocore/1.40.49",
    "aws-sdk-java/2.33.1 md/io#sync md/http#Apache ua/2.1 os/Linux#6.1.150-174.273.amzn2023.x86_64"
      + " lang/java#21.0.8 md/OpenJDK_64-Bit_Server_VM#21.0.8+9-LTS md/vendor#Amazon.com_Inc."
      + " md/en_US cfg/auth-source#container m/D,b",
    "APN/1.0 HashiCorp/1.0 Terraform/1.13.3 (+https://www.terraform.io)"
      + " terraform-provider-aws/6.15.0 (+https://registry.terraform.io/providers/hashicorp/aws)"
      + " aws-sdk-go-v2/1.39.2 ua/2.1 os/linux lang/go#1.24.6 md/GOOS#linux md/GOARCH#amd64"
      + " api/ec2#1.254.1",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
      + " Chrome/141.0.0.0 Safari/537.36",
    "[S3Console/0.4, aws-internal/3 aws-sdk-java/1.12.788 Linux/5.10.240"
      + " OpenJDK_64-Bit_Server_VM/25.462-b08 java/1.8.0_462 vendor/Oracle_Corporation"
      + " cfg/retry-mode/standard]",
    "aws-sdk-go/1.55.8 (go1.24.6; linux; amd64) amazon-ssm-agent/3.3.987.0",
    "kube-controller-manager/v1.33.4 (linux/amd64) kubernetes/abcdef0 aws-sdk-go/1.55.7",
    "console.amazonaws.com", "Coral/Netty4", "AWS Internal",
  ]
  static let userAgentChoice = WeightedChoice([14, 20, 22, 12, 8, 4, 8, 4, 3, 2, 3])

  static let policies = [
    "AdministratorAccess", "ReadOnlyAccess", "PowerUserAccess", "AmazonS3FullAccess",
    "IAMFullAccess", "service-role/AWSLambdaBasicExecutionRole",
  ]
}
