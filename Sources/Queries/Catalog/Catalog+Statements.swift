// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// What a statement that is no query comes to.
package enum StatementAnswer: Sendable, Equatable {
  /// Done; the sentence says what.
  case done(String)
  /// The lines of a SHOW or DESCRIBE.
  case lines([String])
}

extension Catalog {
  /// Carries out a statement that declares, drops or shows tables and views.
  ///
  /// - Parameters:
  ///   - statement: any statement but a query, EXPLAIN, PREPARE, EXECUTE or DEALLOCATE.
  ///   - text: the statement as it was written, for SHOW CREATE.
  ///   - check: analyses a view's query against this catalog, so that a wrong one is refused now.
  /// - Returns: nil for a statement that is not the catalog's business.
  /// - Throws: unknown names and types, with their place in the text.
  package mutating func apply(
    _ statement: Statement,
    text: String,
    check: (Query, Catalog) throws(QueryError) -> Void
  ) throws(QueryError) -> StatementAnswer? {
    switch statement {
    case .createDatabase(let name, _):
      return .done("database '\(Self.key(name))' is not needed: there is one set of logs")
    case .createTable(let declaration): return try create(declaration, text: text)
    case .createView(let view):
      guard view.replaces || self.view(named: Self.key(view.name)) == nil else {
        throw QueryError(
          .invalidArguments,
          "view '\(Self.key(view.name))' exists",
          hint: "write CREATE OR REPLACE VIEW",
          at: view.range
        )
      }
      try check(view.query, self)
      put(ViewDefinition(name: Self.key(view.name), query: view.query), declaration: text)
      return .done("view '\(Self.key(view.name))' created")
    case .drop(let drop): return try apply(drop)
    case .show(let show): return .lines(try lines(for: show))
    case .describe(let describe): return .lines(try columnLines(describe.name, describe.range))
    case .addPartitions(let name, _, let range), .repairTable(let name, let range):
      _ = try table(name, range)
      return .done("not needed: the partitions of '\(Self.key(name))' are read from the paths")
    case .query, .explain, .prepare, .execute, .deallocate: return nil
    }
  }

  /// The last part of a qualified name, in lower case.
  static func key(_ name: [Identifier]) -> String { name.last?.key ?? "" }

  private func table(
    _ name: [Identifier],
    _ range: SourceRange
  ) throws(QueryError) -> TableDefinition {
    if let table = table(named: Self.key(name)) { return table }
    throw unknown(name, range)
  }

  private func unknown(_ name: [Identifier], _ range: SourceRange) -> QueryError {
    QueryError(
      .tableNotFound,
      "unknown table '\(Self.key(name))'",
      hint: NearestName.nearest(Self.key(name), in: names).map { "did you mean '\($0)'?" },
      at: name.last?.range ?? range
    )
  }

  // MARK: - CREATE TABLE

  private mutating func create(
    _ declaration: TableDeclaration,
    text: String
  ) throws(QueryError) -> StatementAnswer {
    let name = Self.key(declaration.name)
    if declaration.ifNotExists, declarations[name] != nil {
      return .done("table '\(name)' exists")
    }
    let template = declaration.properties.first { $0.key == "storage.location.template" }?.value
    var columns = try declaration.columns.map { column throws(QueryError) in
      try Self.recordColumn(column, of: declaration)
    }
    for column in declaration.partitionedBy {
      let part = try PartitionSource.part(of: column.name, template: template)
      let type = try HiveType.resolve(column.type)
      columns.append(
        .init(field: Field(column.name.key, type), source: ScanColumn(.partition(part), type))
      )
    }
    try checkUnique(declaration)
    columns.append(
      .init(field: Field("$path", .string), source: ScanColumn(.path, .string), isHidden: true)
    )
    let places = declaration.location.flatMap { locations.places(of: $0) }
    warn(of: places, declaration)
    put(TableDefinition(name: name, columns: columns, places: places), declaration: text)
    return .done("table '\(name)' created")
  }

  /// A column whose values stand in the records, under its name or the one the SerDe maps it to.
  private static func recordColumn(
    _ column: ColumnDeclaration,
    of table: TableDeclaration
  ) throws(QueryError) -> TableDefinition.Column {
    let type = try HiveType.resolve(column.type)
    let name = column.name.key
    let mapping = table.serdeProperties.first { $0.key.lowercased() == "mapping.\(name)" }
    let spellsNull = table.properties.contains {
      $0.key.lowercased() == spelledNullProperty && $0.value.lowercased() == "true"
    }
    var path = [mapping?.value.lowercased() ?? name]
    // A table of whole files holds the records in one column; each record comes as an array of one.
    if path == ["records"], case .array(.row) = type { path = [] }
    return .init(
      field: Field(name, type),
      source: ScanColumn(.record(path), type, spellsNull: spellsNull && type == .string)
    )
  }

  /// The property of a table that shows JSON's null as the text `null`, as Amazon's CloudTrailSerde
  /// did.
  private static let spelledNullProperty = "json.null.text"

  private mutating func warn(of places: [String]?, _ table: TableDeclaration) {
    guard let location = table.location else { return }
    let name = table.name.last
    let range = name?.range ?? table.range
    switch places {
    case nil:
      warnings.append(
        QueryWarning(
          "table '\(Self.key(table.name))' reads all logs: no entry of 'locations' covers "
            + "'\(location)'",
          at: range
        )
      )
    case .some(let places) where places.isEmpty:
      warnings.append(
        QueryWarning(
          "table '\(Self.key(table.name))' is empty: none of the logs lie in the folder of "
            + "'\(location)'",
          at: range
        )
      )
    case .some: break
    }
  }

  private func checkUnique(_ declaration: TableDeclaration) throws(QueryError) {
    var seen: Set<String> = []
    for column in declaration.columns + declaration.partitionedBy
    where !seen.insert(column.name.key).inserted {
      throw QueryError(
        .duplicateColumnName,
        "column '\(column.name.name)' is declared twice",
        at: column.name.range
      )
    }
  }

  // MARK: - DROP, SHOW, DESCRIBE

  private mutating func apply(_ drop: DropStatement) throws(QueryError) -> StatementAnswer {
    let name = Self.key(drop.name)
    if drop.kind == .database { return .done("database '\(name)' was not needed") }
    let exists = drop.kind == .view ? view(named: name) != nil : table(named: name) != nil
    guard exists || drop.ifExists else { throw unknown(drop.name, drop.range) }
    remove(name)
    return .done("\(drop.kind.rawValue) '\(name)' dropped; no file was touched")
  }

  private func lines(for show: ShowStatement) throws(QueryError) -> [String] {
    switch show.kind {
    case .databases: return ["default"]
    case .tables: return matching(tables.map(\.name) + views.map(\.name), show.pattern)
    case .views: return matching(views.map(\.name), show.pattern)
    case .columns: return try columnLines(show.name, show.range)
    case .partitions, .tableProperties:
      _ = try table(show.name, show.range)
      return []
    case .functions:
      return matching(
        FunctionCatalogue.scalars.map(\.name).filter { !$0.hasPrefix("$") }
          + FunctionCatalogue.aggregates.map(\.name),
        show.pattern
      )
    case .createTable, .createView:
      guard let text = declarations[Self.key(show.name)] else {
        let table = try table(show.name, show.range)
        return ["CREATE EXTERNAL TABLE \(table.name) ("] + Self.lines(of: table) + [")"]
      }
      return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
  }

  private func columnLines(
    _ name: [Identifier],
    _ range: SourceRange
  ) throws(QueryError) -> [String] {
    Self.lines(of: try table(name, range))
  }

  private static func lines(of table: TableDefinition) -> [String] {
    table.columns.filter { !$0.isHidden }.map { "\($0.field.name)\t\($0.field.type)" }
  }

  /// Names that match Hive's pattern, in which `*` is anything and `|` separates choices.
  private func matching(_ names: [String], _ pattern: String?) -> [String] {
    let sorted = Array(Set(names)).sorted()
    guard let pattern else { return sorted }
    let choices = pattern.lowercased().split(separator: "|").map(String.init)
    return sorted.filter { name in choices.contains { Self.matches(name[...], $0[...]) } }
  }

  private static func matches(_ name: Substring, _ pattern: Substring) -> Bool {
    let parts = pattern.split(whereSeparator: { $0 == "*" || $0 == "%" })
    var rest = name
    for (index, part) in parts.enumerated() {
      guard let found = rest.firstRange(of: part) else { return false }
      let isAnchored = index == 0 && !pattern.hasPrefix("*") && !pattern.hasPrefix("%")
      guard !isAnchored || found.lowerBound == rest.startIndex else { return false }
      rest = rest[found.upperBound...]
    }
    return rest.isEmpty || pattern.hasSuffix("*") || pattern.hasSuffix("%")
  }
}
