// SPDX-License-Identifier: Apache-2.0
import CloudTrail
import Queries

/// SQL as a user types it: declarations of tables and views, if any, and at the end a question.
///
/// So the statements of a tutorial run as they are: CREATE DATABASE and CREATE EXTERNAL TABLE declare
/// names for the logs that are there, and nothing is created on a disk. A question can be prepared
/// and then executed with values for its `?`.
struct Script: Sendable {
  /// What a script comes to.
  enum Answer: Sendable {
    case query(CompiledQuery)
    /// EXPLAIN of a query.
    case plan(CompiledQuery, PlanText.Form)
    /// EXPLAIN ANALYZE of a query.
    case analysis(CompiledQuery)
    /// The lines of SHOW or DESCRIBE, or what was declared.
    case lines([String])
  }

  let sql: String
  /// What to call it in messages.
  let name: String
  /// What there is before the script begins.
  let declarations: Declarations

  init(_ options: SQLOptions, logs: [String]) throws(Failure) {
    (sql, name) = try options.read()
    let roots = logs.map {
      TableLocations.Root(path: Files.realPath($0) ?? Files.absolute($0), shown: $0)
    }
    declarations = try Declarations(
      files: options.ddl,
      locations: TableLocations(roots: roots)
    )
  }

  /// Carries out the declarations and compiles the question.
  ///
  /// - Returns: the question, and what is worth saying about the declarations.
  func compile(_ session: Session) throws(Failure) -> (answer: Answer, warnings: [Diagnostic]) {
    var run = ScriptRun(sql: sql, catalog: declarations.catalog, session: session)
    do throws(QueryError) {
      let answer = try run.answer()
      let warnings = run.catalog.warnings.map {
        Diagnostic(QueryDiagnostic($0, file: name, sql: sql))
      }
      return (answer, declarations.warnings + warnings)
    } catch {
      throw Failure(.misused, [Diagnostic(QueryDiagnostic(error, file: name, sql: sql))])
    }
  }
}

/// What is known while the statements of a script are carried out.
private struct ScriptRun {
  let sql: String
  var catalog: Catalog
  let session: Session
  /// By name in lower case.
  private var prepared: [String: Statement] = [:]

  init(sql: String, catalog: Catalog, session: Session) {
    self.sql = sql
    self.catalog = catalog
    self.session = session
  }

  mutating func answer() throws(QueryError) -> Script.Answer {
    let statements = try Parser.parseScript(sql)
    guard let last = statements.last else {
      throw QueryError(.syntaxError, "expected a statement, found only comments")
    }
    var lines: [String] = []
    for statement in statements {
      if let question = try question(statement, parameters: []) {
        guard statement.range == last.range else {
          // One question a script: its answer is what is printed.
          throw QueryError(
            .notSupported,
            "a question must be the last statement: what follows would not be run",
            at: statement.range
          )
        }
        return question
      }
      lines += try declare(statement)
    }
    return .lines(lines)
  }

  /// What a statement asks; nil for one that asks nothing.
  private func question(
    _ statement: Statement,
    parameters: [QueryParameter]
  ) throws(QueryError) -> Script.Answer? {
    switch statement {
    case .query(let query): return .query(try compile(query, parameters))
    case .explain(let explain): return try plan(explain, parameters)
    case .execute(let name, let values, _):
      let (inner, parameters) = try execution(of: name, values)
      return try question(inner, parameters: parameters)
    case .createDatabase, .createTable, .createView, .drop, .show, .describe, .addPartitions,
      .repairTable, .prepare, .deallocate:
      return nil
    }
  }

  private func compile(
    _ query: Query,
    _ parameters: [QueryParameter]
  ) throws(QueryError) -> CompiledQuery {
    try Analyzer(catalog: catalog, session: session, parameters: parameters).compile(query)
  }

  private func plan(
    _ explain: ExplainStatement,
    _ parameters: [QueryParameter]
  ) throws(QueryError) -> Script.Answer {
    let form = try PlanText.Form(explain)
    switch try question(explain.statement, parameters: parameters) {
    case .query(let query): return explain.isAnalyze ? .analysis(query) : .plan(query, form)
    case .plan, .analysis, .lines, nil:
      throw QueryError(.notSupported, "EXPLAIN is for questions", at: explain.statement.range)
    }
  }

  // MARK: Prepared statements

  /// The prepared statement of a name, and the values for its `?`.
  private func execution(
    of name: Identifier,
    _ values: [Expression]
  ) throws(QueryError) -> (Statement, [QueryParameter]) {
    guard let statement = prepared[name.key] else {
      throw QueryError(
        .invalidArguments,
        "there is no prepared statement '\(name.name)'",
        hint: NearestName.nearest(name.name, in: prepared.keys).map { "did you mean '\($0)'?" }
          ?? "write PREPARE \(name.name) FROM SELECT … before it",
        at: name.range
      )
    }
    let expected = Parser.parameterCount(of: statement.range, in: sql)
    guard values.count == expected else {
      throw QueryError(
        .invalidParameterUsage,
        "incorrect number of parameters: expected \(expected) but found \(values.count)",
        at: name.range
      )
    }
    let analyzer = Analyzer(catalog: catalog, session: session)
    let parameters = try values.map { value throws(QueryError) in try analyzer.constant(value) }
    return (statement, parameters)
  }

  // MARK: Declarations

  private mutating func declare(_ statement: Statement) throws(QueryError) -> [String] {
    switch statement {
    case .prepare(let name, let inner, _):
      prepared[name.key] = inner
      return ["statement '\(name.name)' prepared"]
    case .deallocate(let name, _):
      prepared[name.key] = nil
      return ["statement '\(name.name)' forgotten"]
    default: break
    }
    switch try Declarations.apply(statement, of: sql, to: &catalog, session) {
    case .done(let sentence): return [sentence]
    case .lines(let lines): return lines
    case nil: return []
    }
  }
}
