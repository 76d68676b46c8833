// SPDX-License-Identifier: Apache-2.0
import CloudTrail
import Queries
import Report

/// The questions of one configuration, and their way to compiled queries.
struct Questions: Sendable {
  let queries: [AuditQuery]
  private let declarations: Declarations
  private let configuration: Configuration

  /// Reads the packs; everything that is wrong with a query's head is told at once.
  init(_ configuration: Configuration) throws(Failure) {
    self.configuration = configuration
    declarations = try Declarations(configuration)
    do throws(PackError) {
      queries = try QueryPack(
        folders: configuration.packs.map(\.path),
        inline: configuration.queries
      ).queries
    } catch {
      throw Failure(.misused, error.issues.map(Diagnostic.init))
    }
    guard !queries.isEmpty else {
      throw Failure(.misused, "\(configuration.file): there is no query in 'packs' or 'queries'")
    }
  }

  /// What is worth saying about the tables that the configuration declares.
  var warnings: [Diagnostic] { declarations.warnings }

  /// The files that declare tables.
  var scripts: [(name: String, sql: String)] { declarations.scripts }

  /// Compiles every query; the errors of all of them are told, not only the first.
  ///
  /// - Parameters:
  ///   - session: gives the time to those that ask for it.
  ///   - known: the same queries as they were compiled for another session; those that ask for no time stay
  ///     as they are.
  /// - Returns: the queries in their order.
  /// - Throws: everything that is wrong with any of them.
  func compile(
    _ session: Session,
    known: [CompiledQuestion] = []
  ) throws(Failure) -> [CompiledQuestion] {
    var compiled: [CompiledQuestion] = []
    var diagnostics: [Diagnostic] = []
    for (number, query) in queries.enumerated() {
      if number < known.count, !known[number].compiled.readsClock {
        compiled.append(known[number])
        continue
      }
      var issues: [PackIssue] = []
      do throws(QueryError) {
        let answer = try Self.compile(
          query.sql,
          session,
          declarations.catalog,
          configuration.parameters(of: query.id)
        )
        let links = EntityLinks.resolve(query, answer.columns, &issues)
        compiled.append(CompiledQuestion(query: query, compiled: answer, links: links))
      } catch {
        diagnostics.append(
          Diagnostic(
            QueryDiagnostic(
              error,
              file: query.file,
              sql: query.sql,
              firstLine: query.firstLine
            )
          )
        )
      }
      diagnostics += issues.map(Diagnostic.init)
    }
    guard diagnostics.isEmpty else { throw Failure(.misused, diagnostics) }
    return compiled
  }

  /// Compiles one SELECT, by itself against the built-in tables.
  static func compile(
    _ sql: String,
    _ session: Session,
    _ catalog: Catalog = Catalog(tables: EventSchema.tables),
    _ parameters: [String: QueryParameter] = [:]
  ) throws(QueryError) -> CompiledQuery {
    let statement = try Parser.parse(sql)
    guard case .query(let query) = statement else {
      throw QueryError(
        .notSupported,
        "a report asks questions: expected SELECT or WITH",
        at: statement.range
      )
    }
    return try Analyzer(catalog: catalog, session: session, namedParameters: parameters)
      .compile(query)
  }
}

/// A question that is ready to be asked.
struct CompiledQuestion: Sendable {
  let query: AuditQuery
  let compiled: CompiledQuery
  let links: [ReportQuery.Link]
}

extension Diagnostic {
  /// Something wrong with a query's head.
  init(_ issue: PackIssue) {
    let place = issue.place.map { ":\($0.line):\($0.column)" } ?? ""
    let cure = issue.hint.map { ", \($0)" } ?? ""
    self.init(.error, issue.message + cure, place: issue.file + place)
  }
}
