// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Small log trees with invented records.
enum Logs {
  static let account = "111122223333"

  /// One record of an IAM user; `extra` is JSON members with a comma before them.
  static func record(
    _ name: String,
    by user: String = "alice",
    at time: String = "2026-10-05T08:00:00Z",
    extra: String = ""
  ) -> String {
    """
    {"eventVersion":"1.09","userIdentity":{"type":"IAMUser","principalId":"AIDAEXAMPLE",\
    "arn":"arn:aws:iam::\(account):user/\(user)","accountId":"\(account)",\
    "accessKeyId":"AKIAEXAMPLE\(user.uppercased())","userName":"\(user)"},\
    "eventTime":"\(time)","eventSource":"iam.amazonaws.com","eventName":"\(name)",\
    "awsRegion":"us-east-1","sourceIPAddress":"192.0.2.1","userAgent":"test",\
    "requestParameters":null,"responseElements":null,"requestID":"r","eventID":"\(name) \(user)",\
    "readOnly":true,"eventType":"AwsApiCall","managementEvent":true,\
    "recipientAccountId":"\(account)","eventCategory":"Management"\(extra)}
    """
  }

  static func file(_ records: [String]) -> String {
    "{\"Records\":[" + records.joined(separator: ",") + "]}"
  }

  /// The path of a log file below a root.
  static func path(_ day: String, number: Int = 0) -> String {
    let parts = day.split(separator: "-").joined(separator: "/")
    let digits = day.split(separator: "-").joined()
    return "AWSLogs/\(account)/CloudTrail/us-east-1/\(parts)/"
      + "\(account)_CloudTrail_us-east-1_\(digits)T08\(String(format: "%02d", number))Z_x.json"
  }
}

extension Workspace {
  /// Three days with two users and three event names, below `logs`.
  func writeLogs() throws {
    try write(
      "logs/" + Logs.path("2026-10-05"),
      Logs.file([
        Logs.record("ListUsers"), Logs.record("CreateUser", at: "2026-10-05T09:00:00Z"),
      ])
    )
    try write(
      "logs/" + Logs.path("2026-10-06"),
      Logs.file([Logs.record("ListUsers", by: "bob", at: "2026-10-06T08:00:00Z")])
    )
    try write(
      "logs/" + Logs.path("2026-10-07"),
      Logs.file([
        Logs.record(
          "DeleteUser",
          by: "bob",
          at: "2026-10-07T08:00:00Z",
          extra: ",\"errorCode\":\"AccessDenied\""
        )
      ])
    )
  }

  /// A configuration over `logs` with queries of its own.
  func writeConfiguration(
    _ name: String = "audit.json",
    queries: [String]? = nil,
    output: String = "site",
    extra: String = ""
  ) throws {
    let templates = Program.checkout + "/Templates"
    let queries =
      queries ?? [
        """
        {"id": "own/events", "title": "Events", "per": "user", "sql": "SELECT eventtime, \
        useridentity.username, eventname, errorcode FROM logs ORDER BY eventtime"}
        """,
        """
        {"id": "own/denied", "title": "Denied", "expect": "no rows", "severity": "high", \
        "sql": "SELECT eventname, count(*) AS calls FROM logs WHERE errorcode IS NOT NULL \
        GROUP BY eventname"}
        """,
      ]
    try write(
      name,
      """
      {
        "title": "Test", "logs": "logs", "templates": "\(templates)", "output": "\(output)",
        "queries": [\(queries.joined(separator: ",\n"))]\(extra)
      }
      """
    )
  }
}
