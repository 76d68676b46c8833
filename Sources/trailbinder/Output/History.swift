// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries

/// The record of all runs of an output folder, `history.jsonl`: an object a line.
struct History {
  /// The oldest first.
  private let runs: [(node: JSONNode, text: Text)]
  /// Lines that hold no object: a run that was stopped while it wrote leaves one.
  let unreadableCount: Int

  init(lines content: [UInt8]) {
    var runs: [(JSONNode, Text)] = []
    var unreadableCount = 0
    for line in content.split(separator: UInt8(ascii: "\n")) {
      if let node = try? JSONReader.read(Array(line)), case .object = node.value {
        runs.append((node, Text(bytes: Array(line))))
      } else {
        unreadableCount += 1
      }
    }
    self.runs = runs
    self.unreadableCount = unreadableCount
  }

  /// One row a query, the newest run first; a run without queries has a row of its own.
  var table: QueryResult {
    let rows = runs.reversed().flatMap { node, _ -> [[Value]] in
      let report = Self.text(node["report"] ?? node["identifier"])
      let queries = Self.elements(node["queries"])
      guard !queries.isEmpty else {
        return [
          [
            Self.text(node["start"]), report, .null, Self.text(node["state"]),
            Self.duration(node["durationMilliseconds"]), .null, .null,
          ]
        ]
      }
      return queries.map { query in
        [
          Self.text(query["start"]), report, Self.text(query["id"]), Self.text(query["state"]),
          Self.duration(query["durationMilliseconds"]), Self.number(query["rows"]),
          Self.number(query["bytesScanned"]),
        ]
      }
    }
    let columns: [(String, DataType)] = [
      ("start", .string), ("report", .string), ("query", .string), ("state", .string),
      ("duration", .string), ("rows", .bigint), ("bytes scanned", .bigint),
    ]
    return QueryResult(
      columns: columns.map { ResultColumn(name: $0.0, type: $0.1, origin: nil) },
      rows: ResultRows(rows),
      statistics: QueryStatistics()
    )
  }

  /// The lines as they are kept, each an object.
  var objects: [Text] { runs.map(\.text) }

  private static func text(_ node: JSONNode?) -> Value {
    if case .string(let text) = node?.value { .text(text) } else { .null }
  }

  private static func number(_ node: JSONNode?) -> Value {
    if case .number(let text) = node?.value, let number = Int64(text) {
      .bigint(number)
    } else {
      .null
    }
  }

  private static func duration(_ node: JSONNode?) -> Value {
    guard case .bigint(let milliseconds) = number(node) else { return .null }
    return .text(Amount.duration(seconds: Double(milliseconds) / 1000))
  }

  private static func elements(_ node: JSONNode?) -> [JSONNode] {
    if case .array(let elements) = node?.value { elements } else { [] }
  }
}
