// SPDX-License-Identifier: Apache-2.0

/// One named, typed column.
public struct Field: Hashable, Sendable {
  /// As results head it.
  public let name: String
  /// The type of its values.
  public let type: DataType

  /// Makes a field.
  public init(_ name: String, _ type: DataType) {
    self.name = name
    self.type = type
  }
}

/// A column a scan can produce: where its values come from, and the type they take.
///
/// Two queries that ask for equal scan columns share one column of the batch.
public struct ScanColumn: Hashable, Sendable {
  /// Where the values come from.
  public enum Origin: Hashable, Sendable {
    /// A value inside the record, by its keys from the top level down, in lower case and matched
    /// without regard to case: `["useridentity", "sessioncontext", "attributes"]`.
    case record([String])
    /// A value computed from the place of the file: `account`, `region`, `year`, `month`, `day`,
    /// `date` (`YYYY/MM/DD`).
    case partition(String)
    /// The path of the file the record stands in: Athena's `"$path"`.
    case path
  }

  /// Where the values come from.
  public let origin: Origin
  /// The type the values take.
  public let type: DataType
  /// Whether JSON's null is the text `null` here; only for a top-level value read as `varchar`.
  public let spellsNull: Bool
  /// How many code points from the start of a text are looked at; nil for all of them.
  ///
  /// A source may cut a value behind them, or leave it as it is.
  public let prefixLength: Int?

  /// Asks for a column.
  public init(
    _ origin: Origin,
    _ type: DataType,
    spellsNull: Bool = false,
    prefixLength: Int? = nil
  ) {
    self.origin = origin
    self.type = type
    self.spellsNull = spellsNull
    self.prefixLength = prefixLength
  }
}

/// A table a query can name: its columns in the order of `SELECT *`.
public struct TableDefinition: Hashable, Sendable {
  /// A column as queries see it, and the scan column behind it.
  public struct Column: Hashable, Sendable {
    /// Its name, in lower case, and type.
    public let field: Field
    /// What the scan must give for it.
    public let source: ScanColumn
    /// Left out of `SELECT *`, as Athena leaves out `"$path"`.
    public let isHidden: Bool

    /// Makes a column.
    public init(field: Field, source: ScanColumn, isHidden: Bool = false) {
      self.field = field
      self.source = source
      self.isHidden = isHidden
    }
  }

  /// In lower case, without a database.
  public let name: String
  /// In the order of `SELECT *`.
  public let columns: [Column]
  /// Files and folders, by the paths of the logs, that the table is restricted to; nil for all logs.
  public let places: [String]?
  /// Whether queries may take CloudTrail Lake's liberties: text beside a timestamp or a boolean is read
  /// as one, and a JSON path may have wildcards.
  public let usesLakeDialect: Bool
  /// The records that are its rows.
  public let records: RecordKind

  /// Makes a table.
  public init(
    name: String,
    columns: [Column],
    places: [String]? = nil,
    usesLakeDialect: Bool = false,
    records: RecordKind = .event
  ) {
    self.name = name
    self.columns = columns
    self.places = places
    self.usesLakeDialect = usesLakeDialect
    self.records = records
  }
}
