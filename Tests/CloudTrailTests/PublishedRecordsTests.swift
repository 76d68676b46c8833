// SPDX-License-Identifier: Apache-2.0
import CloudTrail
import Columns
import Foundation
import Testing

/// Real records, published by others, against counts that another program made of them.
@Suite(.enabled(if: SharedData.folder != nil, "needs ../shared/data beside the checkout"))
struct PublishedRecordsTests {
  private static let columns: [(key: String, column: ScanColumn)] = [
    ("by eventName", field("eventname")),
    ("by eventSource", field("eventsource")),
    ("by userIdentity.type", field("useridentity.type")),
    ("by userIdentity.arn", field("useridentity.arn")),
    ("by userIdentity.userName", field("useridentity.username")),
    ("by accessKeyId", field("useridentity.accesskeyid")),
    ("by errorCode", field("errorcode")),
    ("by sourceIPAddress", field("sourceipaddress")),
    ("by awsRegion", field("awsregion")),
    ("by recipientAccountId", field("recipientaccountid")),
    ("by eventTime day", field("eventtime")),
  ]

  private static func scanTree(_ columns: [ScanColumn]) throws -> ScanResult {
    let folder = try #require(SharedData.folder)
    return try scan([Text(folder + "/tree")], columns: columns)
  }

  @Test func countsByEveryFieldAreTheSame() throws {
    let result = try Self.scanTree(Self.columns.map(\.column))
    let wanted = try SharedData.counts(of: "every record")
    #expect(result.evidence.files.count == 246)
    #expect(result.evidence.issues.isEmpty)
    #expect(result.rows.count == 3540)
    for (index, (key, _)) in Self.columns.enumerated() {
      var found: [String: Int] = [:]
      for row in result.texts {
        let text = row[index] ?? "None"
        found[key.hasSuffix("day") ? String(text.prefix(10)) : text, default: 0] += 1
      }
      #expect(found == wanted[key] as? [String: Int], "\(key)")
    }
  }

  @Test func aWholeIdentityHasTheSameFieldsAsItsColumns() throws {
    let table = try #require(EventSchema.tables.first)
    let identity = try #require(table.columns.first { $0.field.name == "useridentity" })
    let result = try Self.scanTree([
      identity.source, field("useridentity.type"), field("useridentity.arn"),
      field("useridentity.username"), field("useridentity.sessioncontext.sessionissuer.arn"),
    ])
    #expect(result.rows.count == 3540)
    for row in result.rows {
      guard case .row(let fields) = row[0] else {
        #expect(row == Array(repeating: .null, count: 5))
        continue
      }
      #expect([fields[0], fields[2], fields[6]] == Array(row[1...3]))
      var issuer = Value.null
      if case .row(let session) = fields[8], case .row(let fields) = session[1] {
        issuer = fields[2]
      }
      #expect(issuer == row[4])
    }
  }

  @Test func aScopeOfOneDaySplitsTheRecords() throws {
    let folder = try #require(SharedData.folder)
    let day = try #require(Day("2023-07-10"))
    let result = try scan(
      [Text(folder + "/tree")],
      columns: [field("eventtime")],
      scope: Scope(from: day, to: day)
    )
    #expect(result.rows.count == 2900)
    let outside = result.evidence.skipped.filter { $0.kind == "outside the scope" }
    #expect(outside.map(\.fileCount).reduce(0, +) + result.evidence.files.count == 246)
  }
}

/// The study material beside the checkout, where there is any.
enum SharedData {
  static let folder: String? = {
    let checkout = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let named = ProcessInfo.processInfo.environment["TRAILBINDER_SHARED"]
    let shared =
      named ?? checkout.deletingLastPathComponent().appendingPathComponent("shared").path
    let folder = shared + "/data"
    return FileManager.default.fileExists(atPath: folder + "/counts.json") ? folder : nil
  }()

  static func counts(of key: String) throws -> [String: Any] {
    let data = try Data(contentsOf: URL(fileURLWithPath: try #require(folder) + "/counts.json"))
    let counts = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    return try #require(counts[key] as? [String: Any])
  }
}
