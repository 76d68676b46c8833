// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

/// Units that no query can want are not read.
@Suite struct UnitPruningTests {
  private static let regions = ["eu-west-1", "us-east-1", nil, "eu-west-1"]
  private static let columns = [
    ScanColumn(.partition("region"), .string), ScanColumn(.record(["name"]), .string),
  ]

  /// A row a unit, with the unit's region.
  private struct Source: BatchSource {
    let required: [ScanColumn]

    var schedule: [Int] { Array(regions.indices) }

    func knownValues(ofUnit unit: Int) -> [Value?] {
      required.map { $0 == columns[0] ? region(unit) : nil }
    }

    func makeReader() -> Reader { Reader(source: self) }
  }

  private struct Reader: BatchReader {
    let source: Source
    private var read: [Int] = []

    init(source: Source) { self.source = source }

    mutating func read(unit: Int, _ body: (RecordBatch) throws -> Void) throws {
      read.append(unit)
      let vectors = source.required.map { column in
        ColumnVector.constant(column == columns[0] ? region(unit) : .text("name\(unit)"))
      }
      try body(RecordBatch(rowCount: 1, columns: vectors))
    }

    mutating func skip(unit: Int) {}

    consuming func finish() -> [Int] { read }
  }

  private static func region(_ unit: Int) -> Value { regions[unit].map(Value.text) ?? .null }

  private func unitsRead(_ conditions: [BoundExpression?]) async throws -> [Int] {
    let scan = LogicalPlan.scan(
      table: "t",
      columns: Self.columns,
      fields: [Field("region", .string), Field("name", .string)]
    )
    let plans = conditions.map { condition in
      condition.map { LogicalPlan.filter(scan, $0) } ?? scan
    }
    let shared = SharedScan(queries: plans.map { $0.query([]) })
    let result = try await shared.run(
      over: Source(required: shared.requiredColumns),
      workers: 1
    )
    return result.findings.flatMap(\.self).sorted()
  }

  @Test func passesOverWhatEveryQueryExcludes() async throws {
    let west = equal(column(0), text("eu-west-1"))
    let east = equal(column(0), text("us-east-1"))
    let name = equal(column(1), text("name0"))
    #expect(try await unitsRead([west]) == [0, 3])
    #expect(try await unitsRead([west, east]) == [0, 1, 3])
    #expect(try await unitsRead([condition(.and([name, west]))]) == [0, 3])
    #expect(try await unitsRead([condition(.or([name, west]))]) == [0, 1, 2, 3])
    #expect(try await unitsRead([condition(.not(west))]) == [1])
    #expect(try await unitsRead([condition(.isNull(column(0)))]) == [2])
  }

  @Test func readsEverythingForAQueryWithoutSuchACondition() async throws {
    let west = equal(column(0), text("eu-west-1"))
    #expect(try await unitsRead([west, nil]) == [0, 1, 2, 3])
    #expect(try await unitsRead([west, equal(column(1), text("name1"))]) == [0, 1, 2, 3])
  }
}
