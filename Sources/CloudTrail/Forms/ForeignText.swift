// SPDX-License-Identifier: Apache-2.0
// UNSAFE: looks at the first bytes of a ScanBuffer.
// Invariant: the buffer lives through the call, and no pointer leaves it.
// Bounds: `bytes(at:count:)` checks.
import Columns

/// Recognises text that is no JSON but that often lies beside CloudTrail's logs.
enum ForeignText {
  private static let headByteCount = 512

  /// What a text is by its first line; `nil` when that is not known.
  static func kind(_ text: ScanBuffer) -> SkippedKind? {
    let line = firstLine(text)
    let words = line.split(separator: " ", maxSplits: 3).map(String.init)
    if line.hasPrefix("#Version:") { return .otherLogs("CloudFront") }
    if line.hasPrefix("version account-id interface-id") { return .otherLogs("vpcflowlogs") }
    if words.count > 2, Day.number(words[0].utf8) != nil, words[1].utf8.count == 12,
      words[2].hasPrefix("eni-")
    {
      return .otherLogs("vpcflowlogs")
    }
    if words.count > 2, balancerProtocols.contains(words[0]), words[1].contains("T") {
      return .otherLogs("elasticloadbalancing")
    }
    if line.hasPrefix("Permission Check Successful") { return .systemFile }
    let columns = line.lowercased().split(separator: ",", omittingEmptySubsequences: false)
      .map { $0.filter { $0 != "\"" } }
    if columns.contains("event time"), columns.contains("event name") { return .eventHistory }
    if columns.count > 1, columns.contains(where: recordColumns.contains) { return .queryResult }
    return nil
  }

  /// Whether a text begins with a time, a space and an object.
  static func isLine(_ text: ScanBuffer) -> Bool {
    let words = firstLine(text).split(separator: " ", maxSplits: 1)
    return words.count == 2 && words[0].utf8.count >= 13 && words[1].hasPrefix("{")
      && words[0].utf8.first.map { (0x30...0x39).contains($0) } ?? false
  }

  private static let balancerProtocols: Set = ["http", "https", "h2", "grpcs", "ws", "wss", "tls"]

  private static let recordColumns: Set = [
    "eventversion", "eventtime", "eventname", "eventsource", "eventid", "useridentity",
    "eventjson",
  ]

  private static func firstLine(_ text: ScanBuffer) -> String {
    let bytes = unsafe text.bytes(at: 0, count: min(text.count, headByteCount))
    return unsafe String(decoding: bytes.prefix { $0 != 0x0a && $0 != 0x0d }, as: UTF8.self)
  }
}
