// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

/// How often an expression is computed: once a distinct value, or once a row for all queries.
@Suite struct MemoTests {
  /// 300 rows of 3 kinds and 10 names in one batch.
  private static let table: TestTable = {
    let rows = (0..<300).map { number -> [Value] in
      [.text("kind\(number % 3)"), .text("name\(number % 10)"), .bigint(Int64(number))]
    }
    var table = TestTable(
      [("kind", .string), ("name", .string), ("size", .bigint)],
      units: [rows]
    )
    table.batchSize = 1_000
    return table
  }()

  private func run(_ plans: [LogicalPlan], _ form: TestTable.Form) async throws -> [[[Value]]] {
    let scan = SharedScan(queries: plans.map { $0.query([]) })
    let source = Self.table.formed(form).source(scan.requiredColumns)
    return try await scan.run(over: source, workers: 1).outcomes.map { Array(try $0.get().rows) }
  }

  private func count(_ input: LogicalPlan, by keys: [BoundExpression] = []) -> LogicalPlan {
    .aggregate(
      input,
      keys: keys,
      sets: [],
      aggregates: [TestFunctions.aggregate("count")],
      fields: keys.map { Field("key", $0.type) } + [Field("n", .bigint)]
    )
  }

  @Test func testsAConditionOnceAValue() async throws {
    let counter = CallCounter()
    let plan = count(
      .filter(Self.table.scan, equal(counter.counted(column(0)), text("kind1")))
    )
    #expect(try await run([plan, plan], .dictionary) == [[[.bigint(100)]], [[.bigint(100)]]])
    #expect(counter.calls == 3)
  }

  @Test func computesAKeyOnceAValue() async throws {
    let counter = CallCounter()
    let plan = count(Self.table.scan, by: [counter.counted(column(0)), column(1)])
    let rows = try await run([plan], .dictionary)[0]
    #expect(rows.count == 30)
    #expect(rows[4] == [.text("kind1"), .text("name4"), .bigint(10)])
    #expect(counter.calls == 3)
  }

  @Test func computesWhatQueriesShareOnceARow() async throws {
    let counter = CallCounter()
    let both = BoundExpression(
      .coalesce([counter.counted(column(1)), column(0)]),
      .string
    )
    let plan = LogicalPlan.project(
      .filter(Self.table.scan, equal(both, text("name7"))),
      [both],
      fields: [Field("x", .string)]
    )
    let rows = try await run([plan, plan], .spans)
    #expect(rows[0] == Array(repeating: [.text("name7")], count: 30))
    #expect(rows[1] == rows[0])
    #expect(counter.calls == 300)
  }

  /// Where one query asks again for few of the values that another has computed, they are kept no more;
  /// where it asks for all, they are.
  @Test(arguments: [(everyRow: true, calls: 10_000), (everyRow: false, calls: 10_006)])
  func keepsValuesAsLongAsThatPays(everyRow: Bool, calls: Int) async throws {
    let rows = (0..<10_000).map { number -> [Value] in
      [.text("kind"), .text("name\(number)"), .bigint(Int64(number % 1_000))]
    }
    var table = TestTable(
      [("kind", .string), ("name", .string), ("size", .bigint)],
      units: [rows]
    )
    table.batchSize = 1_000
    let counter = CallCounter()
    let both = BoundExpression(.coalesce([counter.counted(column(1)), column(0)]), .string)
    let few = equal(column(2, .bigint), integer(999))
    let plans = [table.scan, everyRow ? table.scan : .filter(table.scan, few)].map { input in
      LogicalPlan.project(input, [both], fields: [Field("x", .string)])
    }
    let scan = SharedScan(queries: plans.map { $0.query([.string]) })
    let source = table.formed(.spans).source(scan.requiredColumns)
    let results = try await scan.run(over: source, workers: 1).outcomes.map { try $0.get().rows }
    #expect(results[0].map { $0[0] } == rows.map { $0[1] })
    let asked = rows.filter { everyRow || $0[2] == .bigint(999) }
    #expect(results[1].map { $0[0] } == asked.map { $0[1] })
    #expect(counter.calls == calls)
  }

  @Test func testsCheapConditionsFirst() async throws {
    let counter = CallCounter()
    let plan = count(
      .filter(
        Self.table.scan,
        condition(
          .and([
            equal(counter.counted(column(2, .bigint)), integer(31)),
            equal(column(0), text("kind1")), equal(column(1), text("name1")),
          ])
        )
      )
    )
    var table = Self.table
    table.forms = [.dictionary, .dictionary, .values]
    let scan = SharedScan(queries: [plan.query([])])
    let result = try await scan.run(over: table.source(scan.requiredColumns), workers: 1)
    #expect(try result.outcomes[0].get().rows == [[.bigint(1)]])
    #expect(counter.calls == 10)
  }

  /// More queries than a word of the screen has bits, with one, two and no conditions that it takes.
  @Test(arguments: TestTable.Form.allCases)
  func answersManyQueriesAtOnce(form: TestTable.Form) async throws {
    var plans: [LogicalPlan] = []
    var expected: [[[Value]]] = []
    for number in 0..<150 {
      let kind = equal(column(0), text("kind\(number % 4)"))
      let name = equal(column(1), text("name\(number % 10)"))
      let size = condition(.comparison(.less, column(2, .bigint), integer(Int64(number))))
      let conditions = [[kind], [kind, name], [size], [size, kind, name], []][number % 5]
      let filtered =
        conditions.isEmpty
        ? Self.table.scan : .filter(Self.table.scan, condition(.and(conditions)))
      plans.append(count(filtered))
      let matching = (0..<300).filter { row in
        let isKind = row % 3 == number % 4
        let isName = row % 10 == number % 10
        return [isKind, isKind && isName, row < number, row < number && isKind && isName, true][
          number % 5
        ]
      }
      expected.append([[.bigint(Int64(matching.count))]])
    }
    #expect(try await run(plans, form) == expected)
  }
}
