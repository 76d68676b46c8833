// SPDX-License-Identifier: Apache-2.0

/// Why a file that was found is not read for records.
package enum SkippedKind: Hashable, Sendable {
  case outsideScope
  case digest
  case insight
  case networkActivity
  case aggregated
  case lake
  /// Logs of another service in the same `AWSLogs` folder, by the service's folder name.
  case otherLogs(String)
  case publicKeys
  case parquet
  case zip
  case symbolicLink
  case systemFile
  case otherFile
  /// Reached from an earlier root already.
  case listedTwice

  /// For people; the order of these is the order of the report.
  var label: String {
    switch self {
    case .outsideScope: "outside the scope"
    case .digest: "CloudTrail digests"
    case .insight: "CloudTrail Insights"
    case .networkActivity: "CloudTrail network activity"
    case .aggregated: "CloudTrail aggregated events"
    case .lake: "CloudTrail Lake results"
    case .otherLogs(let service): Self.name(ofService: service)
    case .publicKeys: "CloudTrail public keys"
    case .parquet: "Parquet files"
    case .zip: "zip archives"
    case .symbolicLink: "symbolic links"
    case .systemFile: "system files"
    case .otherFile: "other files"
    case .listedTwice: "files under two roots"
    }
  }

  var reason: String {
    switch self {
    case .outsideScope: "account, region or day lie outside the report's scope"
    case .digest: "they prove the log files and hold no events"
    case .insight: "they tell of unusual activity and hold no API events"
    case .networkActivity: "they belong to a table of their own"
    case .aggregated: "they hold summaries of events, not events"
    case .lake: "they hold the result of a query, not events"
    case .otherLogs(let service): "'\(service)' is not CloudTrail"
    case .publicKeys: "they prove digests and hold no events"
    case .parquet: "Parquet is not CloudTrail's delivery format"
    case .zip: "an archive has to be unpacked first"
    case .symbolicLink: "links are not followed; name their target as a root"
    case .systemFile: "left by S3, the operating system or another tool"
    case .otherFile: "neither name nor place is that of a CloudTrail log file"
    case .listedTwice: "each file is read once, under the first root that leads to it"
    }
  }

  /// The kind of a CloudTrail folder beside `CloudTrail` itself, or of another service's.
  init?(service: String) {
    switch service {
    case "CloudTrail": return nil
    case "CloudTrail-Digest": self = .digest
    case "CloudTrail-Insight", "CloudTrail-Insights": self = .insight
    case "CloudTrail-NetworkActivity": self = .networkActivity
    case "CloudTrail-Aggregated": self = .aggregated
    case "CloudTrail-Lake": self = .lake
    default: self = .otherLogs(service)
    }
  }

  /// The folder names of other services' logs beside CloudTrail's, and their names for people.
  static let otherServices = [
    "Config": "AWS Config",
    "elasticloadbalancing": "Elastic Load Balancing logs",
    "vpcflowlogs": "VPC flow logs",
    "vpcdnsquerylogs": "Route 53 Resolver query logs",
    "vpc-lattice": "VPC Lattice logs",
    "WAFLogs": "AWS WAF logs",
    "GuardDuty": "GuardDuty findings",
    "redshift": "Redshift audit logs",
    "network-firewall": "Network Firewall logs",
    "CloudFront": "CloudFront logs",
  ]

  private static func name(ofService service: String) -> String {
    otherServices[service] ?? "other AWS logs (\(service))"
  }
}
