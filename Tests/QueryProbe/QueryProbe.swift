// SPDX-License-Identifier: Apache-2.0
private import CloudTrail
private import Columns
private import Foundation
private import Queries

/// Answers SQL read from standard input, for `scripts/differential`.
///
/// ```
/// QueryProbe FOLDER
/// [{"sql": "SELECT 1"}, {"sql": "SELECT x", "disabledRules": ["constant-folding"]}]
/// [{"types": ["integer"], "rows": [["1"]]}, {"error": "COLUMN_NOT_FOUND", "message": "…"}]
/// ```
///
/// Each line of the input holds the queries of one shared read of the folder's logs; each line of
/// the output holds their answers in the same order. The rule `*` stands for every rule. Values
/// are as Athena writes them, NULL is `null`.
@main
struct QueryProbe {
  static func main() async throws {
    guard let folder = CommandLine.arguments.dropFirst().first else {
      FileHandle.standardError.write(Data("usage: QueryProbe FOLDER\n".utf8))
      exit(2)
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    while let line = readLine() {
      let answers = await answers(to: line, over: folder)
      FileHandle.standardOutput.write(try encoder.encode(answers) + Data("\n".utf8))
    }
  }

  private static func answers(to line: String, over folder: String) async -> [Answer] {
    do {
      let questions = try JSONDecoder().decode([Question].self, from: Data(line.utf8))
      return try await answers(to: questions, over: folder)
    } catch {
      return [Answer(error: "PROBE", message: "\(error)")]
    }
  }

  /// Answers the queries that compile by one shared read, the others by their error.
  private static func answers(
    to questions: [Question],
    over folder: String
  ) async throws -> [Answer] {
    let compiled = questions.map { question in
      Result { () throws(QueryError) in try question.compiled() }
    }
    let queries = compiled.compactMap { try? $0.get() }
    let scan = SharedScan(queries: queries)
    let tree = LogTree(roots: [Text(folder)])
    let logs = LogScan(tree, columns: scan.requiredColumns)
    var outcomes = try await scan.run(over: logs, workers: 2).outcomes[...]
    return compiled.map { result in
      switch result {
      case .failure(let error): Answer(error)
      case .success: outcomes.popFirst().map(Answer.init) ?? Answer(error: "PROBE", message: "")
      }
    }
  }
}

/// One query, and the optimizer's rules that it goes without.
private struct Question: Decodable {
  let sql: String
  let disabledRules: [String]?

  func compiled() throws(QueryError) -> CompiledQuery {
    let rules = disabledRules == ["*"] ? Optimizer.ruleNames : disabledRules ?? []
    // 2026-10-11 23:59:59.999 UTC
    let session = Session(nowMicroseconds: 1_791_763_199_999_000, disabledRules: Set(rules))
    guard case .query(let query) = try Parser.parse(sql) else {
      throw QueryError(.notSupported, "expected a query")
    }
    return try Analyzer(catalog: Catalog(tables: EventSchema.tables), session: session)
      .compile(query)
  }
}

/// The rows of a query, or its error.
private struct Answer: Encodable {
  var types: [String]?
  var rows: [[String?]]?
  var error: String?
  var message: String?

  init(error: String, message: String) {
    self.error = error
    self.message = message
  }

  init(_ error: QueryError) {
    self.init(error: error.code.rawValue, message: error.message)
  }

  init(_ outcome: Result<QueryResult, QueryError>) {
    switch outcome {
    case .failure(let error): self.init(error)
    case .success(let result): self.init(result)
    }
  }

  init(_ result: QueryResult) {
    types = result.columns.map { "\($0.type)" }
    rows = result.rows.map { row in
      zip(row, result.columns).map { $0.text(as: $1.type)?.string }
    }
  }
}
