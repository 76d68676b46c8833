// SPDX-License-Identifier: Apache-2.0
import CloudTrail
import Queries

/// The tables and views that queries can name: the built-in ones, and those of files of DDL.
struct Declarations: Sendable {
  let catalog: Catalog
  /// What is worth saying about the declarations.
  let warnings: [Diagnostic]
  /// What was carried out, by the name of its file.
  let scripts: [(name: String, sql: String)]

  /// Carries out files of DDL, one after another.
  init(files: [String], locations: TableLocations) throws(Failure) {
    try self.init(
      try files.map { file throws(Failure) in (name: file, sql: try SQLFile.read(file)) },
      locations: locations
    )
  }

  /// Carries out scripts of DDL, one after another.
  init(_ scripts: [(name: String, sql: String)], locations: TableLocations) throws(Failure) {
    var catalog = Catalog(tables: EventSchema.tables, locations: locations)
    var warnings: [Diagnostic] = []
    for (file, sql) in scripts {
      do throws(QueryError) {
        try Self.carryOut(sql, in: &catalog)
      } catch {
        throw Failure(.misused, [Diagnostic(QueryDiagnostic(error, file: file, sql: sql))])
      }
      warnings += catalog.warnings.map {
        Diagnostic(QueryDiagnostic($0, file: file, sql: sql))
      }
      catalog.warnings = []
    }
    self.catalog = catalog
    self.warnings = warnings
    self.scripts = scripts
  }

  init(_ configuration: Configuration) throws(Failure) {
    try self.init(
      files: configuration.tables.map(\.path),
      locations: TableLocations(
        mappings: configuration.locations.map(\.mapping),
        roots: configuration.logs.map { root in
          TableLocations.Root(
            path: Files.realPath(root.path) ?? Files.absolute(root.path),
            shown: root.written
          )
        }
      )
    )
  }

  private static func carryOut(_ sql: String, in catalog: inout Catalog) throws(QueryError) {
    for statement in try Parser.parseScript(sql) {
      let answer = try apply(statement, of: sql, to: &catalog, Period.provisionalSession)
      guard answer != nil else {
        throw QueryError(
          .notSupported,
          "a file of tables declares them: expected CREATE, found a question",
          at: statement.range
        )
      }
    }
  }

  /// Carries out one declaration; nil for a statement that declares nothing.
  static func apply(
    _ statement: Statement,
    of sql: String,
    to catalog: inout Catalog,
    _ session: Session
  ) throws(QueryError) -> StatementAnswer? {
    try catalog.apply(statement, text: text(of: statement, in: sql)) {
      query,
      catalog throws(QueryError) in
      _ = try Analyzer(catalog: catalog, session: session).compile(query)
    }
  }

  private static func text(of statement: Statement, in sql: String) -> String {
    let bytes = Array(sql.utf8)
    let range = statement.range
    guard range.start <= range.end, range.end <= bytes.count else { return sql }
    return String(decoding: bytes[range.start..<range.end], as: UTF8.self)
  }
}
