// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries

/// A small table in units, whose columns come in whatever form a test asks for.
struct TestTable: Sendable {
  enum Form: Sendable, CaseIterable { case values, dictionary, spans, constant, shortTexts }

  let columns: [(name: String, type: DataType)]
  /// Rows by unit.
  var units: [[[Value]]]
  /// By column; a constant column whose values differ in a unit comes as values, and so do spans of
  /// anything but text.
  var forms: [Form]
  var batchSize = 3
  /// The order in which the units are read; nil for that of their numbers.
  var schedule: [Int]?

  init(_ columns: [(name: String, type: DataType)], units: [[[Value]]], form: Form = .values) {
    self.columns = columns
    self.units = units
    forms = columns.map { _ in form }
  }

  /// The table read as a whole, with every column in the given form.
  func formed(_ form: Form) -> TestTable {
    var table = self
    table.forms = columns.map { _ in form }
    return table
  }

  func scanColumn(_ name: String) -> ScanColumn {
    ScanColumn(.record([name]), columns.first { $0.name == name }?.type ?? .unknown)
  }

  /// The plan that reads the table.
  var scan: LogicalPlan {
    .scan(
      table: "t",
      columns: columns.map { scanColumn($0.name) },
      fields: columns.map { Field($0.name, $0.type) }
    )
  }

  func source(_ required: [ScanColumn]) -> TestSource {
    TestSource(table: self, required: required)
  }
}

struct TestSource: BatchSource {
  let table: TestTable
  let required: [ScanColumn]

  var schedule: [Int] { table.schedule ?? Array(table.units.indices) }

  func knownValues(ofUnit unit: Int) -> [Value?] { required.map { _ in nil } }

  func makeReader() -> TestReader {
    TestReader(table: table, required: required)
  }
}

struct TestReader: BatchReader {
  let table: TestTable
  let required: [ScanColumn]
  private var dictionaries: [ValueDictionary]
  private var codes: [[Value: UInt32]]
  private var unitsRead: [Int] = []

  init(table: TestTable, required: [ScanColumn]) {
    self.table = table
    self.required = required
    dictionaries = required.map { _ in ValueDictionary(isDistinct: true) }
    codes = required.map { _ in [.null: 0] }
  }

  mutating func read(unit: Int, _ body: (RecordBatch) throws -> Void) throws {
    // Every other unit the dictionaries are emptied, as a source does to bound its memory.
    if unitsRead.count % 2 == 1 {
      for dictionary in dictionaries { dictionary.removeAll() }
      codes = required.map { _ in [.null: 0] }
    }
    unitsRead.append(unit)
    let rows = table.units[unit]
    for start in stride(from: 0, to: rows.count, by: table.batchSize) {
      let part = Array(rows[start..<min(start + table.batchSize, rows.count)])
      let columns = required.indices.map { vector($0, part) }
      try body(RecordBatch(rowCount: part.count, columns: columns))
    }
  }

  mutating func skip(unit: Int) {}

  consuming func finish() -> [Int] { unitsRead }

  private mutating func vector(_ place: Int, _ rows: [[Value]]) -> ColumnVector {
    let number = table.columns.firstIndex {
      table.scanColumn($0.name).origin == required[place].origin
    }
    guard let number else { return .constant(.null) }
    let values = rows.map { $0[number] }
    switch table.forms[number] {
    case .values: return .values(values)
    case .constant:
      return Set(values).count == 1 ? .constant(values[0]) : .values(values)
    case .dictionary:
      let vector = values.map { value -> UInt32 in
        if let code = codes[place][value] { return code }
        let code = dictionaries[place].append(value)
        codes[place][value] = code
        return code
      }
      return .dictionary(DictionaryVector(codes: vector, dictionary: dictionaries[place]))
    case .spans: return spans(values, takesShortTexts: false) ?? .values(values)
    case .shortTexts: return spans(values, takesShortTexts: true) ?? .values(values)
    }
  }

  /// Text between quotes in a buffer; NULL is an empty span.
  private func spans(_ values: [Value], takesShortTexts: Bool) -> ColumnVector? {
    var bytes: [UInt8] = []
    var spans: [UInt64] = []
    for value in values {
      switch value {
      case .null: spans.append(0)
      case .varchar(let text):
        let quoted = [0x22] + text.bytes + [0x22]
        spans.append(UInt64(bytes.count) << 32 | UInt64(quoted.count))
        bytes += quoted
      default: return nil
      }
    }
    let buffer = ScanBuffer(capacity: bytes.count)
    for (offset, byte) in bytes.enumerated() {
      unsafe buffer.base.storeBytes(of: byte, toByteOffset: offset, as: UInt8.self)
    }
    buffer.count = bytes.count
    let shortTexts = values.map { value -> ShortText? in
      if case .varchar(let text) = value { ShortText(text) } else { nil }
    }
    return .spans(
      SpanVector(
        spans: spans,
        buffer: buffer,
        holdsText: true,
        shortTexts: takesShortTexts ? shortTexts : nil
      ) { buffer, offset, count in
        let inside = unsafe buffer.bytes(at: offset + 1, count: count - 2)
        return .varchar(Text(bytes: unsafe Array(inside)))
      }
    )
  }
}

extension LogicalPlan {
  /// The plan as a query with columns `c0`, `c1`, ….
  func query(_ types: [DataType]) -> CompiledQuery {
    CompiledQuery(
      columns: types.enumerated().map { ResultColumn(name: "c\($0)", type: $1, origin: nil) },
      plan: self,
      warnings: [],
      readsClock: false
    )
  }
}

/// Every way of reading that must not change an answer.
struct Reading: CustomStringConvertible, Sendable {
  let workers: Int
  let form: TestTable.Form
  let isReversed: Bool
  let batchSize: Int

  static let all: [Reading] = {
    var all: [Reading] = []
    for workers in [1, 2, 8] {
      for form in TestTable.Form.allCases {
        all.append(Reading(workers: workers, form: form, isReversed: workers != 1, batchSize: 3))
      }
    }
    all.append(Reading(workers: 1, form: .dictionary, isReversed: true, batchSize: 1_000))
    return all
  }()

  /// Each form once.
  static let few = [
    Reading(workers: 1, form: .values, isReversed: false, batchSize: 3),
    Reading(workers: 2, form: .dictionary, isReversed: true, batchSize: 3),
    Reading(workers: 8, form: .spans, isReversed: true, batchSize: 3),
    Reading(workers: 8, form: .constant, isReversed: true, batchSize: 3),
    Reading(workers: 2, form: .shortTexts, isReversed: true, batchSize: 3),
  ]

  var description: String {
    "\(workers) workers, \(form), \(isReversed ? "last first" : "first first")"
  }

  func rows(of plan: LogicalPlan, _ table: TestTable) async throws -> [[Value]] {
    Array(try await result(of: plan, table).get().rows)
  }

  func result(
    of plan: LogicalPlan,
    _ table: TestTable
  ) async throws -> Result<QueryResult, QueryError> {
    var table = table.formed(form)
    table.batchSize = batchSize
    table.schedule = isReversed ? table.units.indices.reversed() : Array(table.units.indices)
    let scan = SharedScan(queries: [plan.query([])])
    let result = try await scan.run(over: table.source(scan.requiredColumns), workers: workers)
    return result.outcomes[0]
  }
}

// MARK: - Expressions by hand

func column(_ number: Int, _ type: DataType = .string) -> BoundExpression {
  BoundExpression(.column(number), type)
}

func text(_ string: String) -> BoundExpression {
  BoundExpression(.literal(.text(string)), .string)
}

func integer(_ number: Int64) -> BoundExpression {
  BoundExpression(.literal(.bigint(number)), .bigint)
}

func null(_ type: DataType = .string) -> BoundExpression {
  BoundExpression(.literal(.null), type)
}

func condition(_ kind: BoundKind) -> BoundExpression {
  BoundExpression(kind, .boolean)
}

func equal(_ left: BoundExpression, _ right: BoundExpression) -> BoundExpression {
  condition(.comparison(.equal, left, right))
}
