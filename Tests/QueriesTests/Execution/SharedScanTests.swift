// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

/// Plans of one pipeline, read in every way: the expected rows follow from the table by hand.
@Suite struct SharedScanTests {
  /// event, user, size; five units, the second of them empty.
  static let table = TestTable(
    [("event", .string), ("user", .string), ("size", .bigint)],
    units: [
      [
        [.text("Get"), .text("ann"), .bigint(3)], [.text("Put"), .text("bob"), .bigint(1)],
        [.text("Get"), .null, .null], [.text("Del"), .text("ann"), .bigint(5)],
      ],
      [],
      [[.text("Put"), .text("ann"), .bigint(2)]],
      [
        [.text("Get"), .text("bob"), .bigint(7)], [.null, .text("cat"), .bigint(3)],
        [.text("Get"), .text("ann"), .bigint(1)], [.text("Put"), .text("bob"), .bigint(9)],
      ],
      [[.text("Get"), .text("ann"), .bigint(4)]],
    ]
  )

  private static func scan() -> LogicalPlan { table.scan }
  private static let event = column(0)
  private static let user = column(1)
  private static let size = column(2, .bigint)

  private func filtered(_ conditions: BoundKind) -> LogicalPlan {
    .project(
      .filter(Self.scan(), condition(conditions)),
      [Self.size],
      fields: [Field("size", .bigint)]
    )
  }

  private func sizes(_ numbers: Int64?...) -> [[Value]] {
    numbers.map { [$0.map(Value.bigint) ?? .null] }
  }

  @Test(arguments: Reading.all) func keepsRowsInTheOrderOfTheInput(reading: Reading) async throws {
    let rows = try await reading.rows(of: Self.scan(), Self.table)
    #expect(rows == Self.table.units.flatMap(\.self))
  }

  @Test(arguments: Reading.all) func filtersByOneColumn(reading: Reading) async throws {
    let rows = try await reading.rows(
      of: filtered(.comparison(.equal, Self.event, text("Get"))),
      Self.table
    )
    #expect(rows == sizes(3, nil, 7, 1, 4))
  }

  @Test(arguments: Reading.all) func filtersBySeveralColumns(reading: Reading) async throws {
    let rows = try await reading.rows(
      of: filtered(
        .or([
          condition(
            .and([
              equal(Self.event, text("Get")),
              condition(.comparison(.greater, Self.size, integer(2))),
            ])
          ), condition(.isNull(Self.event)), equal(Self.user, text("bob")),
        ])
      ),
      Self.table
    )
    #expect(rows == sizes(3, 1, 7, 3, 9, 4))
  }

  @Test(arguments: Reading.all) func groupsByTwoKeys(reading: Reading) async throws {
    let plan = LogicalPlan.aggregate(
      Self.scan(),
      keys: [Self.user, Self.event],
      sets: [],
      aggregates: [
        TestFunctions.aggregate("count"), TestFunctions.aggregate("sum", [Self.size]),
        TestFunctions.aggregate("count", [Self.size]),
      ],
      fields: [
        Field("user", .string), Field("event", .string), Field("n", .bigint),
        Field("sum", .bigint), Field("sizes", .bigint),
      ]
    )
    let rows = try await reading.rows(of: plan, Self.table)
    #expect(
      rows == [
        [.text("ann"), .text("Get"), .bigint(3), .bigint(8), .bigint(3)],
        [.text("bob"), .text("Put"), .bigint(2), .bigint(10), .bigint(2)],
        [.null, .text("Get"), .bigint(1), .null, .bigint(0)],
        [.text("ann"), .text("Del"), .bigint(1), .bigint(5), .bigint(1)],
        [.text("ann"), .text("Put"), .bigint(1), .bigint(2), .bigint(1)],
        [.text("bob"), .text("Get"), .bigint(1), .bigint(7), .bigint(1)],
        [.text("cat"), .null, .bigint(1), .bigint(3), .bigint(1)],
      ]
    )
  }

  @Test(arguments: Reading.all) func aggregatesOverGroupingSets(reading: Reading) async throws {
    let plan = LogicalPlan.aggregate(
      Self.scan(),
      keys: [Self.user, Self.event],
      sets: [[0], [], [1]],
      aggregates: [TestFunctions.aggregate("count")],
      fields: [
        Field("user", .string), Field("event", .string), Field("n", .bigint),
        Field("set", .bigint),
      ]
    )
    let rows = try await reading.rows(of: plan, Self.table)
    #expect(
      rows == [
        [.text("ann"), .null, .bigint(5), .bigint(0)],
        [.text("bob"), .null, .bigint(3), .bigint(0)],
        [.null, .null, .bigint(1), .bigint(0)],
        [.text("cat"), .null, .bigint(1), .bigint(0)],
        [.null, .null, .bigint(10), .bigint(1)],
        [.null, .text("Get"), .bigint(5), .bigint(2)],
        [.null, .text("Put"), .bigint(3), .bigint(2)],
        [.null, .text("Del"), .bigint(1), .bigint(2)],
        [.null, .null, .bigint(1), .bigint(2)],
      ]
    )
  }

  @Test(arguments: Reading.all)
  func aggregatesDistinctFilteredAndOrdered(reading: Reading) async throws {
    let plan = LogicalPlan.aggregate(
      Self.scan(),
      keys: [Self.user],
      sets: [],
      aggregates: [
        TestFunctions.aggregate("count", [Self.event], isDistinct: true),
        TestFunctions.aggregate(
          "count",
          filter: condition(.comparison(.greater, Self.size, integer(2)))
        ),
        TestFunctions.aggregate(
          "array_agg",
          [Self.event],
          orderBy: [SortKey(Self.size, isDescending: true, nullsFirst: false)]
        ),
        TestFunctions.aggregate("array_agg", [Self.event], isDistinct: true),
      ],
      fields: ["user", "events", "large", "ordered", "distinct"].map { Field($0, .string) }
    )
    let rows = try await reading.rows(of: plan, Self.table)
    func texts(_ strings: String?...) -> Value {
      .array(strings.map { $0.map(Value.text) ?? .null })
    }
    #expect(
      rows == [
        [
          .text("ann"), .bigint(3), .bigint(3), texts("Del", "Get", "Get", "Put", "Get"),
          texts("Get", "Del", "Put"),
        ],
        [
          .text("bob"), .bigint(2), .bigint(2), texts("Put", "Get", "Put"), texts("Put", "Get"),
        ],
        [.null, .bigint(1), .bigint(0), texts("Get"), texts("Get")],
        [.text("cat"), .bigint(0), .bigint(1), texts(nil), texts(nil)],
      ]
    )
  }

  @Test(arguments: Reading.all) func aggregatesOverNoRows(reading: Reading) async throws {
    let none = LogicalPlan.filter(Self.scan(), equal(Self.event, text("Nothing")))
    let whole = LogicalPlan.aggregate(
      none,
      keys: [],
      sets: [],
      aggregates: [
        TestFunctions.aggregate("count"), TestFunctions.aggregate("sum", [Self.size]),
        TestFunctions.aggregate("count", [Self.event], isDistinct: true),
      ],
      fields: ["n", "sum", "distinct"].map { Field($0, .bigint) }
    )
    #expect(try await reading.rows(of: whole, Self.table) == [[.bigint(0), .null, .bigint(0)]])
    let grouped = LogicalPlan.aggregate(
      none,
      keys: [Self.user],
      sets: [],
      aggregates: [],
      fields: [Field("user", .string)]
    )
    #expect(try await reading.rows(of: grouped, Self.table) == [])
  }

  @Test(arguments: Reading.all) func limitsInTheOrderOfTheInput(reading: Reading) async throws {
    let plan = LogicalPlan.limit(
      filtered(.comparison(.equal, Self.event, text("Get"))),
      offset: 1,
      count: 3
    )
    #expect(try await reading.rows(of: plan, Self.table) == sizes(nil, 7, 1))
    let none = LogicalPlan.limit(Self.scan(), offset: 0, count: 0)
    #expect(try await reading.rows(of: none, Self.table) == [])
    let beyond = LogicalPlan.limit(filtered(.isNull(Self.user)), offset: 5, count: 10)
    #expect(try await reading.rows(of: beyond, Self.table) == [])
    let rest = LogicalPlan.limit(
      filtered(.not(condition(.isNull(Self.size)))),
      offset: 7,
      count: nil
    )
    #expect(try await reading.rows(of: rest, Self.table) == sizes(9, 4))
  }

  @Test(arguments: Reading.all) func keepsTheFirstOfAnOrder(reading: Reading) async throws {
    let rows = LogicalPlan.project(
      Self.scan(),
      [Self.size, Self.user],
      fields: [Field("s", .bigint), Field("u", .string)]
    )
    let key = SortKey(column(0, .bigint), isDescending: false, nullsFirst: false)
    func top(_ count: Int, withTies: Bool) -> LogicalPlan {
      .project(
        .topN(rows, [key], offset: 0, count: count, withTies: withTies),
        [column(0, .bigint), column(1)],
        fields: [Field("s", .bigint), Field("u", .string)]
      )
    }
    let sorted: [[Value]] = [
      [.bigint(1), .text("bob")], [.bigint(1), .text("ann")], [.bigint(2), .text("ann")],
      [.bigint(3), .text("ann")], [.bigint(3), .text("cat")], [.bigint(4), .text("ann")],
      [.bigint(5), .text("ann")], [.bigint(7), .text("bob")], [.bigint(9), .text("bob")],
      [.null, .null],
    ]
    #expect(try await reading.rows(of: top(4, withTies: false), Self.table) == Array(sorted[..<4]))
    #expect(try await reading.rows(of: top(4, withTies: true), Self.table) == Array(sorted[..<5]))
    #expect(try await reading.rows(of: .sort(rows, [key]), Self.table) == sorted)
    let behind = LogicalPlan.topN(rows, [key], offset: 8, count: 5, withTies: false)
    #expect(try await reading.rows(of: behind, Self.table) == Array(sorted[8...]))
    let descending = SortKey(column(0, .bigint), isDescending: true, nullsFirst: true)
    let first = LogicalPlan.limit(.sort(rows, [descending]), offset: 0, count: 2)
    #expect(
      try await reading.rows(of: first, Self.table) == [
        [.null, .null], [.bigint(9), .text("bob")],
      ]
    )
  }

  @Test(arguments: Reading.all) func leavesOutDuplicates(reading: Reading) async throws {
    let users = LogicalPlan.project(Self.scan(), [Self.user], fields: [Field("user", .string)])
    #expect(
      try await reading.rows(of: .distinct(users), Self.table) == [
        [.text("ann")], [.text("bob")], [.null], [.text("cat")],
      ]
    )
  }

  @Test(arguments: Reading.all) func unnestsCollections(reading: Reading) async throws {
    let list = BoundExpression(.array([Self.user, Self.event]), .array(.string))
    let plan = LogicalPlan.filter(
      .unnest(
        .project(
          Self.scan(),
          [Self.size, list],
          fields: [Field("s", .bigint), Field("l", .array(.string))]
        ),
        [column(1, .array(.string))],
        withOrdinality: true,
        keepsEmpty: false,
        fields: [
          Field("s", .bigint), Field("l", .array(.string)), Field("e", .string),
          Field("o", .bigint),
        ]
      ),
      equal(column(2), text("bob"))
    )
    let projected = LogicalPlan.project(
      plan,
      [column(0, .bigint), column(3, .bigint)],
      fields: [Field("s", .bigint), Field("o", .bigint)]
    )
    #expect(
      try await reading.rows(of: projected, Self.table) == [
        [.bigint(1), .bigint(1)], [.bigint(7), .bigint(1)], [.bigint(9), .bigint(1)],
      ]
    )
  }

  /// A lambda inside a lambda reads the row, its own parameter and that of the one around it.
  @Test(arguments: Reading.all) func callsLambdasWithTheirRow(reading: Reading) async throws {
    func parameter(_ depth: Int) -> BoundExpression {
      BoundExpression(.lambdaParameter(depth: depth, 0), .string)
    }
    let inner = BoundExpression(
      .coalesce([BoundExpression(.nullif(parameter(0), parameter(1)), .string), Self.user]),
      .string
    )
    let array = BoundExpression(.array([Self.event, text("Get")]), .array(.string))
    let nested = TestFunctions.transform(
      array,
      .string,
      TestFunctions.transform(array, .string, inner)
    )
    let plan = LogicalPlan.project(
      .filter(Self.scan(), equal(Self.event, text("Put"))),
      [nested],
      fields: [Field("x", nested.type)]
    )
    func expected(_ user: String) -> [Value] {
      [
        .array([
          .array([.text(user), .text("Get")]), .array([.text("Put"), .text(user)]),
        ])
      ]
    }
    #expect(
      try await reading.rows(of: plan, Self.table) == ["bob", "ann", "bob"].map(expected)
    )
  }

  /// A guard protects what stands behind it, and a failure is that of the first row that fails.
  @Test(arguments: Reading.all) func failsForTheFirstBadRow(reading: Reading) async throws {
    var table = Self.table
    table.units[4].append([.text("Bad"), .null, .bigint(0)])
    table.units[2].append([.text("Bad"), .null, .bigint(0)])
    let division = condition(.comparison(.greater, TestFunctions.tenth(Self.size), integer(4)))
    let guarded = LogicalPlan.filter(
      table.scan,
      condition(.and([condition(.not(equal(Self.size, integer(0)))), division]))
    )
    let events = LogicalPlan.project(guarded, [Self.size], fields: [Field("size", .bigint)])
    #expect(try await reading.rows(of: events, table) == sizes(1, 2, 1))
    let bare = LogicalPlan.filter(table.scan, division)
    let failed = try await reading.result(of: bare, table)
    #expect(throws: QueryError(.divisionByZero, "Division by zero")) { try failed.get() }
    // Three rows come before the first that fails.
    let limited = LogicalPlan.limit(
      .project(bare, [Self.size], fields: [Field("s", .bigint)]),
      offset: 0,
      count: 1
    )
    #expect(try await reading.rows(of: limited, table) == sizes(1))
  }

  @Test(arguments: Reading.all) func countsWhatAQueryMet(reading: Reading) async throws {
    let plan = filtered(.comparison(.equal, Self.event, text("Get")))
    let result = try await reading.result(of: plan, Self.table).get()
    #expect(result.statistics == QueryStatistics(scannedRowCount: 10, matchedRowCount: 5))
    let first = try await reading.result(of: .limit(plan, offset: 0, count: 2), Self.table).get()
    #expect(first.statistics == QueryStatistics(scannedRowCount: 10, matchedRowCount: 2))
  }

  @Test func readsTheUnionOfColumnsOnceForAllQueries() async throws {
    let failing = LogicalPlan.project(
      Self.scan(),
      [TestFunctions.tenth(BoundExpression(.literal(.bigint(0)), .bigint))],
      fields: [Field("x", .bigint)]
    )
    let users = LogicalPlan.distinct(
      .project(Self.scan(), [Self.user], fields: [Field("user", .string)])
    )
    let sizes = filtered(.comparison(.greater, Self.size, integer(4)))
    let scan = SharedScan(queries: [users, failing, sizes].map { $0.query([]) })
    #expect(scan.requiredColumns == [Self.table.scanColumn("user"), Self.table.scanColumn("size")])
    let result = try await scan.run(over: Self.table.source(scan.requiredColumns), workers: 3)
    #expect(try result.outcomes[0].get().rows.count == 4)
    #expect(throws: QueryError(.divisionByZero, "Division by zero")) {
      try result.outcomes[1].get()
    }
    #expect(Array(try result.outcomes[2].get().rows) == self.sizes(5, 7, 9))
    #expect(result.findings.count == 3)
    #expect(result.findings.flatMap(\.self).sorted() == [0, 1, 2, 3, 4])
  }

  @Test func readsWithoutColumns() async throws {
    let count = LogicalPlan.aggregate(
      Self.scan(),
      keys: [],
      sets: [],
      aggregates: [TestFunctions.aggregate("count")],
      fields: [Field("n", .bigint)]
    )
    let scan = SharedScan(queries: [count.query([.bigint])])
    #expect(scan.requiredColumns == [])
    let result = try await scan.run(over: Self.table.source([]), workers: 2)
    #expect(try result.outcomes[0].get().rows == [[.bigint(10)]])
  }

  @Test func answersWithoutASource() throws {
    let values = LogicalPlan.values(
      [[integer(2), text("b")], [integer(1), text("a")]],
      fields: [Field("n", .bigint), Field("t", .string)]
    )
    let sorted = LogicalPlan.sort(values, [SortKey(column(0, .bigint))])
    let result = try SharedScan.run(sorted.query([.bigint, .string]))
    #expect(result.rows == [[.bigint(1), .text("a")], [.bigint(2), .text("b")]])
    #expect(result.columns.map(\.name) == ["c0", "c1"])
    #expect(try SharedScan.run(Self.scan().query([])).rows == [])
  }

  @Test func stopsWhenItIsCancelled() async throws {
    let scan = SharedScan(queries: [Self.scan().query([])])
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return try await scan.run(over: Self.table.source(scan.requiredColumns), workers: 2)
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }
}
