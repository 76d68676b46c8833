// SPDX-License-Identifier: Apache-2.0

/// One statement of SQL.
package indirect enum Statement: Sendable {
  case query(Query)
  case explain(ExplainStatement)
  /// `CREATE DATABASE name`, `CREATE SCHEMA name`.
  case createDatabase([Identifier], SourceRange)
  case createTable(TableDeclaration)
  case createView(ViewDeclaration)
  case drop(DropStatement)
  case show(ShowStatement)
  case describe(DescribeStatement)
  /// `ALTER TABLE name ADD PARTITION (…) LOCATION '…'`.
  case addPartitions([Identifier], [PartitionDeclaration], SourceRange)
  /// `MSCK REPAIR TABLE name`.
  case repairTable([Identifier], SourceRange)
  case prepare(Identifier, Statement, SourceRange)
  /// `EXECUTE name USING a, b`.
  case execute(Identifier, [Expression], SourceRange)
  case deallocate(Identifier, SourceRange)

  package var range: SourceRange {
    switch self {
    case .query(let query): query.range
    case .explain(let statement): statement.range
    case .createTable(let table): table.range
    case .createView(let view): view.range
    case .drop(let statement): statement.range
    case .show(let statement): statement.range
    case .describe(let statement): statement.range
    case .createDatabase(_, let range), .addPartitions(_, _, let range), .repairTable(_, let range),
      .prepare(_, _, let range), .execute(_, _, let range), .deallocate(_, let range):
      range
    }
  }
}

/// `EXPLAIN (TYPE LOGICAL, FORMAT TEXT) statement`, `EXPLAIN ANALYZE statement`.
package struct ExplainStatement: Sendable {
  package let isAnalyze: Bool
  package let isVerbose: Bool
  /// What the parentheses ask for, in lower case: `type` → `logical`, `format` → `text`.
  package let options: [String: String]
  package let statement: Statement
  package let range: SourceRange
}

/// `CREATE [OR REPLACE] VIEW name AS query`.
package struct ViewDeclaration: Sendable {
  package let name: [Identifier]
  package let replaces: Bool
  package let query: Query
  package let range: SourceRange
}

/// `CREATE EXTERNAL TABLE` in Hive's grammar, as data.
package struct TableDeclaration: Sendable {
  package var name: [Identifier]
  package var ifNotExists: Bool
  package var columns: [ColumnDeclaration]
  package var comment: String?
  package var partitionedBy: [ColumnDeclaration] = []
  /// `ROW FORMAT SERDE '…'`.
  package var serde: String?
  package var serdeProperties: [TableProperty] = []
  /// `ROW FORMAT DELIMITED FIELDS TERMINATED BY ','`: clause in lower case, and its text.
  package var delimiters: [TableProperty] = []
  /// `STORED AS PARQUET`: in capitals.
  package var format: String?
  package var inputFormat: String?
  package var outputFormat: String?
  package var location: String?
  package var properties: [TableProperty] = []
  package var range: SourceRange
}

/// `name type COMMENT '…'`.
package struct ColumnDeclaration: Sendable {
  package let name: Identifier
  /// As Hive writes it: `struct` with fields, `array`, `map`, `string`.
  package let type: TypeName
  package let comment: String?
}

/// `'key' = 'value'`.
package struct TableProperty: Sendable, Equatable {
  package let key: String
  package let value: String
}

/// `PARTITION (year = '2023', month = '03') LOCATION 's3://…'`.
package struct PartitionDeclaration: Sendable {
  package let values: [(name: Identifier, value: String)]
  package let location: String?
}

/// `DROP TABLE|VIEW|DATABASE|SCHEMA [IF EXISTS] name`.
package struct DropStatement: Sendable {
  package enum Kind: String, Sendable { case table, view, database }

  package let kind: Kind
  package let name: [Identifier]
  package let ifExists: Bool
  package let range: SourceRange
}

/// `SHOW …`.
package struct ShowStatement: Sendable {
  package enum Kind: String, Sendable {
    case databases, tables, views, columns, partitions, functions
    case tableProperties, createTable, createView
  }

  package let kind: Kind
  /// The table, view or database it is about, where one is named.
  package let name: [Identifier]
  /// What follows LIKE.
  package let pattern: String?
  package let range: SourceRange
}

/// `DESCRIBE table`, `DESCRIBE INPUT|OUTPUT statement`.
package struct DescribeStatement: Sendable {
  package enum Kind: String, Sendable { case table, input, output }

  package let kind: Kind
  package let name: [Identifier]
  package let range: SourceRange
}
