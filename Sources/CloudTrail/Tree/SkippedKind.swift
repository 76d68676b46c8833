// SPDX-License-Identifier: Apache-2.0

/// Why a file that was found is not read for records.
package enum SkippedKind: Hashable, Sendable {
  case outsideScope
  /// No query can want its records.
  case unasked
  case digest
  /// What was fetched of digests' metadata.
  case signatures
  case lake
  /// Logs of another service in the same `AWSLogs` folder, by the service's folder name.
  case otherLogs(String)
  case publicKeys
  case parquet
  case zip
  /// The CSV that the console's event history downloads.
  case eventHistory
  /// A table of events as CSV, such as Athena and CloudTrail Lake write.
  case queryResult
  /// What CloudTrail's records may come in, without one.
  case otherMessages
  case symbolicLink
  case systemFile
  case otherFile
  /// Reached from an earlier root already.
  case listedTwice

  /// For people; the order of these is the order of the report.
  var label: String {
    switch self {
    case .outsideScope: "outside the scope"
    case .unasked: "not asked for"
    case .digest: "CloudTrail digests"
    case .signatures: "signatures of digests"
    case .lake: "CloudTrail Lake results"
    case .otherLogs(let service): Self.name(ofService: service)
    case .publicKeys: "CloudTrail public keys"
    case .parquet: "Parquet files"
    case .zip: "zip archives"
    case .eventHistory: "event history as CSV"
    case .queryResult: "query results as CSV"
    case .otherMessages: "messages and events of other sources"
    case .symbolicLink: "symbolic links"
    case .systemFile: "system files"
    case .otherFile: "other files"
    case .listedTwice: "files under two roots"
    }
  }

  /// Why, and what can be done where the file may hold events after all.
  var reason: String {
    switch self {
    case .outsideScope: "account, region or day lie outside the report's scope"
    case .unasked: "every query excludes them by account, region, day or path"
    case .digest: "they prove the log files and hold no events"
    case .signatures: "they prove digests and hold no events"
    case .lake: "they hold the result of a query; export the event data store to S3 instead"
    case .otherLogs(let service): "'\(service)' is not CloudTrail"
    case .publicKeys: "they prove digests and hold no events"
    case .parquet:
      "Parquet is not read; copy the trail's own files from S3, or write the records as lines of JSON"
    case .zip: "an archive has to be unpacked first"
    case .eventHistory:
      "it leaves the records out; download the event history as JSON, or copy the trail from S3"
    case .queryResult:
      "columns are not records; copy the trail's own files from S3, or select eventjson as JSON"
    case .otherMessages: "no message or event in them is a record of CloudTrail"
    case .symbolicLink: "links are not followed; name their target as a root"
    case .systemFile: "left by S3, the operating system or another tool"
    case .otherFile: "neither name nor content is that of CloudTrail records"
    case .listedTwice: "each file is read once, under the first root that leads to it"
    }
  }

  /// The kind of a CloudTrail folder beside `CloudTrail` itself, or of another service's.
  init?(service: String) {
    switch service {
    case "CloudTrail", "CloudTrail-Insight", "CloudTrail-Insights", "CloudTrail-NetworkActivity",
      "CloudTrail-Aggregated":
      return nil
    case "CloudTrail-Digest": self = .digest
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
    "Security Lake": "Security Lake records",
  ]

  private static func name(ofService service: String) -> String {
    otherServices[service] ?? "other AWS logs (\(service))"
  }
}
