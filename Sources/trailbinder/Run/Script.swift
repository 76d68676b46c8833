// SPDX-License-Identifier: Apache-2.0
import CloudTrail
import Queries

/// SQL as a user types it: declarations of tables and views, if any, and at the end a question.
///
/// So the statements of a tutorial run as they are: CREATE DATABASE and CREATE EXTERNAL TABLE declare
/// names for the logs that are there, and nothing is created on a disk.
struct Script: Sendable {
  /// What a script comes to.
  enum Answer: Sendable {
    case query(CompiledQuery)
    /// EXPLAIN of a query.
    case plan(CompiledQuery)
    /// The lines of SHOW or DESCRIBE, or what was declared.
    case lines([String])
  }

  let sql: String
  /// What to call it in messages.
  let name: String

  /// Carries out the declarations and compiles the question.
  func compile(_ session: Session) throws(Failure) -> Answer {
    do throws(QueryError) {
      return try answer(session)
    } catch {
      throw Failure(.misused, [Diagnostic(QueryDiagnostic(error, file: name, sql: sql))])
    }
  }

  private func answer(_ session: Session) throws(QueryError) -> Answer {
    let statements = try Parser.parseScript(sql)
    guard let last = statements.last else {
      throw QueryError(.syntaxError, "expected a statement, found only comments")
    }
    var catalog = Catalog(tables: EventSchema.tables)
    var lines: [String] = []
    for statement in statements {
      switch statement {
      case .query(let query):
        try check(statement, isLast: statement.range == last.range)
        return .query(try Analyzer(catalog: catalog, session: session).compile(query))
      case .explain(let explain):
        try check(statement, isLast: statement.range == last.range)
        return try plan(of: explain, catalog, session)
      case .createDatabase, .createTable, .createView, .drop, .show, .describe, .addPartitions,
        .repairTable, .prepare, .execute, .deallocate:
        lines += try declare(statement, in: &catalog, session)
      }
    }
    return .lines(lines)
  }

  /// One question a script: its answer is what is printed.
  private func check(_ statement: Statement, isLast: Bool) throws(QueryError) {
    guard !isLast else { return }
    throw QueryError(
      .notSupported,
      "a question must be the last statement: what follows would not be run",
      at: statement.range
    )
  }

  private func plan(
    of explain: ExplainStatement,
    _ catalog: Catalog,
    _ session: Session
  ) throws(QueryError) -> Answer {
    guard case .query(let query) = explain.statement else {
      throw QueryError(.notSupported, "EXPLAIN is for questions", at: explain.statement.range)
    }
    return .plan(try Analyzer(catalog: catalog, session: session).compile(query))
  }

  private func declare(
    _ statement: Statement,
    in catalog: inout Catalog,
    _ session: Session
  ) throws(QueryError) -> [String] {
    let text = Self.text(of: statement, in: sql)
    let answer = try catalog.apply(statement, text: text) { query, catalog throws(QueryError) in
      _ = try Analyzer(catalog: catalog, session: session).compile(query)
    }
    switch answer {
    case .done(let sentence): return [sentence]
    case .lines(let lines): return lines
    case nil:
      throw QueryError(
        .notSupported,
        "prepared statements outlive no command here: write the values into the SQL",
        at: statement.range
      )
    }
  }

  private static func text(of statement: Statement, in sql: String) -> String {
    let bytes = Array(sql.utf8)
    let range = statement.range
    guard range.start <= range.end, range.end <= bytes.count else { return sql }
    return String(decoding: bytes[range.start..<range.end], as: UTF8.self)
  }
}
