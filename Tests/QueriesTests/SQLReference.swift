// SPDX-License-Identifier: Apache-2.0
import Foundation
import Queries

/// The functions of docs/sql.md: what the catalogue says of each, and its example of the goldens.
struct SQLReference {
  /// A function as the page shows it.
  struct Entry {
    let names: [String]
    let signatures: [String]
    let summary: String
  }

  /// A call in a golden record, and what it gives.
  struct Example {
    let path: String
    let sql: String
    let rows: [String]
    /// Whether the call is all that the query computes.
    let isAlone: Bool
  }

  static let page = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../docs/sql.md").standardized

  private static let begin = "<!-- functions: begin -->\n"
  private static let end = "<!-- functions: end -->\n"

  /// The families in the order of the page, and the golden files that hold their examples.
  private static let families: [(title: String, paths: [String])] = [
    ("Operators", []),
    ("Conditions and conversions", ["functions/conditional.slt", "functions/conversion.slt"]),
    ("Strings", ["functions/string.slt"]),
    ("Regular expressions", ["functions/regexp.slt"]),
    ("JSON", ["functions/json.slt"]),
    ("Dates and times", ["functions/datetime.slt"]),
    ("Numbers", ["functions/math.slt"]),
    ("Bits", ["functions/bitwise.slt"]),
    ("Arrays", ["functions/array.slt"]),
    ("Maps", ["functions/map.slt"]),
    ("URLs", ["functions/url.slt"]),
    ("Addresses and identifiers", ["functions/network.slt"]),
    ("Bytes and hashes", ["functions/binary.slt"]),
    ("Aggregates", ["aggregate/functions.slt", "aggregate/grouping.slt"]),
    ("Window functions", ["window/functions.slt"]),
  ]

  private let examples: [String: [Example]]

  init(files: [GoldenFile]) {
    var examples: [String: [Example]] = [:]
    for file in files {
      for record in file.records where record.kind == .query {
        for (name, isAlone) in Self.calls(in: record.sql) {
          examples[name, default: []].append(
            Example(path: file.path, sql: record.sql, rows: record.expected, isAlone: isAlone)
          )
        }
      }
    }
    self.examples = examples
  }

  /// Every function: those of the catalogue by name, the window functions and the special forms.
  static var entries: [Entry] {
    var merged: [String: Entry] = [:]
    func add(_ names: [String], _ signatures: [String], _ summary: String) {
      let known = merged[names[0]]
      merged[names[0]] = Entry(
        names: names,
        signatures: (known?.signatures ?? []) + signatures,
        summary: known.map { "\($0.summary) \(summary)" } ?? summary
      )
    }
    for function in FunctionCatalogue.scalars {
      add(
        [function.name] + function.aliases,
        function.overloads.map(\.signature.text),
        function.summary
      )
    }
    for function in FunctionCatalogue.aggregates {
      add(
        [function.name] + function.aliases,
        function.overloads.map(\.signature.text),
        function.summary
      )
    }
    for form in SpecialFunction.all where merged[form.name] == nil {
      add([form.name], form.signatures, form.summary)
    }
    return merged.values.sorted { $0.names[0] < $1.names[0] }
  }

  /// The first record that computes nothing but the call, else the first of one column with it;
  /// records of the families' files come first.
  func example(of entry: Entry) -> Example? {
    let found = entry.names.flatMap { examples[$0] ?? [] }
    let paths = Self.families.flatMap(\.paths)
    let listed = found.filter { paths.contains($0.path) }
    return listed.first(where: \.isAlone) ?? found.first(where: \.isAlone) ?? listed.first
      ?? found.first
  }

  func hasExample(of name: String) -> Bool { examples[name] != nil }

  /// The page with its functions written anew.
  func rendered(_ page: String) -> String? {
    guard let start = page.range(of: Self.begin), let stop = page.range(of: Self.end) else {
      return nil
    }
    return page[..<start.upperBound] + functions() + page[stop.lowerBound...]
  }

  private func functions() -> String {
    let entries = Self.entries.map { ($0, example(of: $0)) }
    return Self.families.map { family in
      let members = entries.filter { entry, example in
        entry.names[0].hasPrefix("$")
          ? family.paths.isEmpty : family.paths.contains(example?.path ?? "")
      }
      let texts = members.map { Self.section($0, $1) }
      return "\n### \(family.title)\n\n" + texts.joined(separator: "\n")
    }.joined()
  }

  private static func section(_ entry: Entry, _ example: Example?) -> String {
    let isOperator = entry.names[0].hasPrefix("$")
    let title =
      isOperator
      ? "`\(operators[entry.names[0]] ?? entry.names[0])`"
      : entry.names.map { "`\($0)`" }.joined(separator: ", ")
    var text = "#### \(title)\n\n\(entry.summary)\n\n"
    if !isOperator {
      let signatures = entry.signatures.map { signature in
        entry.names[0] + signature.replacing(" -> ", with: " → ")
      }
      text += "```text\n" + shortened(signatures).joined(separator: "\n") + "\n```\n\n"
    }
    guard let example else { return text }
    let rows = example.rows.map { "`\($0)`" }.joined(separator: ", ")
    return text + "`\(example.sql)` gives \(rows.isEmpty ? "no row" : rows).\n"
  }

  private static let operators = [
    "$add": "x + y", "$subtract": "x - y", "$multiply": "x * y", "$divide": "x / y",
    "$modulus": "x % y", "$negate": "-x", "$subscript": "x[y]",
  ]

  /// One signature a number type is enough to tell the others.
  private static func shortened(_ signatures: [String]) -> [String] {
    guard signatures.count > 10 else { return signatures }
    return signatures.prefix(6) + ["… and \(signatures.count - 6) more like these"]
  }

  // MARK: Calls

  /// The functions of the one column of a query, the outermost alone.
  private static func calls(in sql: String) -> [(name: String, isAlone: Bool)] {
    guard case .query(let query)? = try? Parser.parse(sql),
      case .select(let select) = query.body, select.items.count == 1,
      case .expression(let expression, _) = select.items[0]
    else { return [] }
    var calls: [(String, Bool)] = []
    if let name = name(of: expression.kind) { calls.append((name, true)) }
    let words = sql.lowercased().matches(of: /([a-z_][a-z0-9_]*)\s*\(/)
    for word in words where !calls.contains(where: { $0.0 == word.1 }) {
      calls.append((String(word.1), false))
    }
    return calls
  }

  private static func name(of expression: ExpressionKind) -> String? {
    switch expression {
    case .call(let call): call.name.key
    case .binaryOperation(.add, _, _): "$add"
    case .binaryOperation(.subtract, _, _): "$subtract"
    case .binaryOperation(.multiply, _, _): "$multiply"
    case .binaryOperation(.divide, _, _): "$divide"
    case .binaryOperation(.modulus, _, _): "$modulus"
    case .unary(.minus, _): "$negate"
    case .subscript_: "$subscript"
    default: nil
    }
  }
}
