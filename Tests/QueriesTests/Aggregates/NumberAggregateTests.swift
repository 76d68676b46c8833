// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

/// Sums, averages and statistics; the expected numbers are DuckDB's, or exact fractions' rounded.
@Suite struct NumberAggregateTests {
  private static let x = [1.5, 2.25, -3.0, 4.75, 10.0, 0.1]
  private static let y = [2.0, 1.0, 0.5, 8.25, -1.0, 3.5]

  @Test func sumsIntegers() throws {
    let sum = { (list: [Int64?]) in
      try AggregateRun.answer("sum", "(bigint) -> bigint", Cells.integers(list))
    }
    #expect(try sum([1, nil, 2, 3]) == .bigint(6))
    #expect(try sum([]) == .null)
    #expect(try sum([nil, nil]) == .null)
    #expect(try sum([.max, .min, 5]) == .bigint(4))
    // Only the whole sum can be too large, not a part of it.
    #expect(try sum([.max, .max, -.max]) == .bigint(.max))
    let error = #expect(throws: QueryError.self) {
      try FunctionCatalogue.sum(of: [.max, 1])
    }
    #expect(error?.code == .numericValueOutOfRange)
  }

  @Test func sumsDecimals() throws {
    let most = Int128(99_999_999_999_999_999_999_999_999_999_999_999_999)
    let sum = { (list: [Int128]) in
      try AggregateRun.answer("sum", "(decimal) -> decimal", list.map { [.decimal($0)] })
    }
    #expect(try sum([110, 225, 333]) == .decimal(668))
    #expect(try sum([most, most, most, -most, -most]) == .decimal(most))
    #expect(try sum([-most, -most, -most, most, most]) == .decimal(-most))
    let error = #expect(throws: QueryError.self) { try FunctionCatalogue.sum(of: [most, 1]) }
    #expect(error?.code == .numericValueOutOfRange)
  }

  @Test(
    arguments: [
      // 6.68 / 3 = 2.22666…
      ([110, 225, 333], 223), ([1, 2], 2), ([-1, -2], -2), ([1, 0, 0], 0), ([5, 5, 5, 5], 5),
    ] as [([Int128], Int128)]
  )
  func averagesDecimalsWithTheirScale(list: [Int128], average: Int128) throws {
    let rows = list.map { [Value.decimal($0)] }
    #expect(
      try AggregateRun.answer("avg", "(decimal) -> decimal", rows) == .decimal(average)
    )
  }

  @Test func averagesLargeDecimals() throws {
    let most = Int128(99_999_999_999_999_999_999_999_999_999_999_999_999)
    let rows = Array(repeating: [Value.decimal(-most)], count: 100)
    #expect(try AggregateRun.answer("avg", "(decimal) -> decimal", rows) == .decimal(-most))
  }

  @Test func tellsTheTypesOfDecimals() throws {
    let types: [DataType] = [.decimal(precision: 5, scale: 2)]
    #expect(
      try Self.resultType("sum", "(decimal) -> decimal", types)
        == .decimal(precision: 38, scale: 2)
    )
    #expect(
      try Self.resultType("avg", "(decimal) -> decimal", types) == .decimal(precision: 5, scale: 2)
    )
  }

  @Test func averagesIntegersAndIntervals() throws {
    #expect(
      try AggregateRun.answer("avg", "(bigint) -> double", Cells.integers([1, 2, nil]))
        == .double(1.5)
    )
    #expect(
      try AggregateRun.answer("avg", "(bigint) -> double", Cells.integers([.max, .max]))
        == .double(9.223_372_036_854_775_807e18)
    )
    let signature = "(interval day to second) -> interval day to second"
    let rows: [[Value]] = [[.intervalDayToSecond(1000)], [.intervalDayToSecond(2001)]]
    #expect(try AggregateRun.answer("sum", signature, rows) == .intervalDayToSecond(3001))
    #expect(try AggregateRun.answer("avg", signature, rows) == .intervalDayToSecond(1501))
    let months: [[Value]] = [[.intervalYearToMonth(.max)], [.intervalYearToMonth(1)]]
    let error = #expect(throws: QueryError.self) {
      try FunctionCatalogue.finished(
        "sum",
        "(interval year to month) -> interval year to month",
        months
      )
    }
    #expect(error?.code == .numericValueOutOfRange)
  }

  @Test(arguments: hardSums)
  func sumsDoublesExactly(terms: String, sum: String) throws {
    let terms = terms.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    #expect(terms.count >= 12)
    let sum = try #require(Double(sum))
    let rows = Cells.doubles(terms)
    #expect(try AggregateRun.answer("sum", "(double) -> double", rows) == .double(sum))
    let reversed = Cells.doubles(terms + terms.map { -$0 } + [0.25])
    #expect(try AggregateRun.answer("sum", "(double) -> double", reversed) == .double(0.25))
  }

  @Test(arguments: extremeSums)
  func sumsExtremeDoubles(terms: [Double], sum: Double) throws {
    let answer = try AggregateRun.answer("sum", "(double) -> double", Cells.doubles(terms))
    #expect(answer == .double(sum))
  }

  @Test func averagesDoublesWhoseSumIsTooLarge() throws {
    let rows = Cells.doubles([1e308, 1e308, 1e308, 1e308])
    #expect(try AggregateRun.answer("avg", "(double) -> double", rows) == .double(1e308))
  }

  @Test func addsUpReals() throws {
    let rows: [[Value]] = [[.real(0.1)], [.real(0.2)], [.null], [.real(0.3)]]
    #expect(try AggregateRun.answer("sum", "(real) -> real", rows) == .real(0.6))
    #expect(try AggregateRun.answer("avg", "(real) -> real", rows) == .real(0.2))
  }

  @Test(arguments: [
    ("sum", 15.6), ("avg", 2.6), ("stddev", 4.4345236497283445),
    ("stddev_samp", 4.4345236497283445), ("stddev_pop", 4.048147724577254), ("variance", 19.665),
    ("var_samp", 19.665), ("var_pop", 16.3875), ("kurtosis", 1.070201523885106),
    ("skewness", 0.5591166335030798),
  ])
  func describesOneVariable(name: String, expected: Double) throws {
    let answer = try AggregateRun.answer(name, "(double) -> double", Cells.doubles(Self.x))
    guard case .double(let number) = answer else {
      Issue.record("\(name) gave \(answer)")
      return
    }
    #expect(abs(number - expected) <= abs(expected) * 4e-16)
  }

  @Test(arguments: [
    ("covar_pop", -0.6270833333333332), ("covar_samp", -0.7524999999999998),
    ("corr", -0.05225910635811875), ("regr_slope", -0.038265954741927274),
    ("regr_intercept", 2.474491482329011),
  ])
  func describesTwoVariables(name: String, expected: Double) throws {
    let rows = zip(Self.y, Self.x).map { [Value.double($0), .double($1)] } + [[.null, .double(9)]]
    let answer = try AggregateRun.answer(name, "(double, double) -> double", rows)
    guard case .double(let number) = answer else {
      Issue.record("\(name) gave \(answer)")
      return
    }
    #expect(abs(number - expected) <= abs(expected) * 1e-15)
  }

  @Test func losesNothingByCancellation() throws {
    // 1e9, 1e9 + 0.1, …: the naive formula has no right digit here.
    let rows = Cells.doubles((0..<10).map { 1e9 + Double($0) * 0.1 })
    #expect(
      try AggregateRun.answer("variance", "(double) -> double", rows)
        == .double(0.09166666136847729)
    )
    #expect(
      try AggregateRun.answer("stddev", "(double) -> double", rows)
        == .double(0.30276502666007726)
    )
  }

  @Test(arguments: [
    ("stddev", 1, nil), ("stddev", 2, 0), ("var_samp", 1, nil), ("var_pop", 0, nil),
    ("var_pop", 1, 0.0), ("stddev_pop", 1, 0), ("skewness", 2, nil), ("skewness", 3, .nan),
    ("kurtosis", 3, nil), ("kurtosis", 4, .nan), ("geometric_mean", 0, nil), ("sum", 0, nil),
    ("avg", 0, nil),
  ])
  func knowsHowManyValuesItNeeds(name: String, count: Int, expected: Double?) throws {
    let rows = Cells.doubles(Array(repeating: 5, count: count))
    let answer = try AggregateRun.answer(name, "(double) -> double", rows)
    #expect(answer == expected.map { .double($0) } ?? .null)
  }

  @Test(arguments: [
    ("covar_samp", 1, nil), ("covar_pop", 1, 0.0), ("corr", 3, nil), ("regr_slope", 2, nil),
    ("regr_intercept", 2, nil), ("covar_pop", 0, nil),
  ])
  func givesNullWhereTwoVariablesSayNothing(
    name: String,
    count: Int,
    expected: Double?
  ) throws {
    let rows = Array(repeating: [Value.double(1), .double(5)], count: count)
    let answer = try AggregateRun.answer(name, "(double, double) -> double", rows)
    #expect(answer == expected.map { .double($0) } ?? .null)
  }

  @Test func passesInfinityOn() throws {
    let rows = Cells.doubles([1, .infinity, 3, 4])
    for name in ["variance", "skewness", "kurtosis"] {
      #expect(try AggregateRun.answer(name, "(double) -> double", rows) == .double(.nan))
    }
    let pairs: [[Value]] = [[.double(1), .double(.nan)], [.double(1), .double(2)]]
    #expect(try AggregateRun.answer("corr", "(double, double) -> double", pairs) == .null)
  }

  @Test func takesGeometricMeans() throws {
    let rows = Cells.doubles(Self.x.map(abs))
    guard
      case .double(let mean) = try AggregateRun.answer(
        "geometric_mean",
        "(double) -> double",
        rows
      )
    else {
      Issue.record("no double")
      return
    }
    #expect(abs(mean - 1.9069886442713575) < 1e-15)
    let zero = Cells.doubles([0, 4])
    #expect(try AggregateRun.answer("geometric_mean", "(double) -> double", zero) == .double(0))
    let negative = Cells.doubles([-1, 4])
    #expect(
      try AggregateRun.answer("geometric_mean", "(double) -> double", negative) == .double(.nan)
    )
  }

  private static func resultType(
    _ name: String,
    _ signature: String,
    _ types: [DataType]
  ) throws -> DataType? {
    let function = FunctionCatalogue.aggregates.first { $0.name == name }
    let overload = function?.overloads.first { $0.signature.text == signature }
    return try overload?.resultType?(types)
  }

  private static let extremeSums: [([Double], Double)] = [
    ([0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1], 1.0),
    ([1e308, 1e308, -1e308, 1.0, 1e-300, -1.0], 1e308),
    ([1e308, 1e308], .infinity), ([-1e308, -1e308], -.infinity),
    (
      [.leastNonzeroMagnitude, .leastNonzeroMagnitude, -.leastNonzeroMagnitude],
      .leastNonzeroMagnitude
    ), ([-0.0], 0.0),
    ([.infinity, 1], .infinity), ([.infinity, -.infinity], .nan), ([.nan, 1], .nan),
    // Half of the last place, to the even neighbour, and just above it.
    ([9_007_199_254_740_992, 1], 9_007_199_254_740_992),
    ([9_007_199_254_740_992, 1, .leastNonzeroMagnitude], 9_007_199_254_740_994),
    ([9_007_199_254_740_994, 1], 9_007_199_254_740_996),
  ]

  /// Terms of very different sizes, and their sums as exact fractions, rounded once.
  private static let hardSums: [(terms: String, sum: String)] = [
    (
      """
      -9.524089298036275e+271 7.13726012769499e+175 -9.633535880086929e-108
      -6.306793122902467e+223 -4.847352758224744e-112 -8117530875.41563
      -7.164097414810878e+250 6.19289068734355e-259 1.908730116813393e+104
      9.295155622511335e-140 2.4625690303743977e+240 -8.736701598830356e-265
      """, "-9.524089298036275e+271"
    ),
    (
      """
      -0.0006195834744041418 1992.3616990570104 -34741329.49034705 684854.257037064
      -0.05327087247328206 -4.536955864167247e-12 -0.0008534023680088466
      -1864425.242296428 9.913832833123984e-09 0.4156192429958989 515980.09809353785
      -4.2192010537159575e-09
      """, "-35402927.65493843"
    ),
    (
      """
      1.262847e-318 -1.9920039016301796e-294 -4.1819e-319 9.16084766639627e-294
      3.6979495e-315 -5.805651705407777e-292 -8.953548152746667e-309
      9.607178823485843e-309 -1.6041719804647057e-303 2.5890982446804833e-297
      3.4981833800337e-311 -8.2571160329564e-311
      """, "-5.733937376793711e-292"
    ),
    (
      """
      -969.7009777415365 0.5160810339875177 -0.7308070622922787 -978.0899724380165
      5.9404302368794815 3.6415488361261983 -1.0515024499795689 9.705628116711111
      -161.53900856204163 -766.9840247205888 0.980104494286562 -46.04100456188034
      """, "-2903.353504818345"
    ),
    (
      """
      9.958074373731778e+289 -5.785795571311212e+301 9.916714408155814e+307
      -7.993344956322341e+293 -5.735132628449548e+297 -9.80849522759174e+299
      6.605789556551689e+301 -8.532028932231517e+291 -5.825333806464852e+296
      -9.689818531083489e+300 -2.565919068135436e+303 -7.45557815445443e+307
      -9.958074373731778e+289 5.785795571311212e+301 -9.916714408155814e+307
      7.993344956322341e+293 5.735132628449548e+297 9.80849522759174e+299
      """, "-7.455829109611794e+307"
    ),
  ]
}

extension FunctionCatalogue {
  /// Only for errors, which come at the end.
  fileprivate static func sum(of list: [Int64]) throws -> Value {
    try finished("sum", "(bigint) -> bigint", list.map { [.bigint($0)] })
  }

  fileprivate static func sum(of list: [Int128]) throws -> Value {
    try finished("sum", "(decimal) -> decimal", list.map { [.decimal($0)] })
  }

  fileprivate static func finished(
    _ name: String,
    _ signature: String,
    _ rows: [[Value]]
  ) throws -> Value {
    let function = try #require(aggregates.first { $0.name == name })
    let overload = try #require(function.overloads.first { $0.signature.text == signature })
    var accumulator = overload.make([], .unknown)
    for (index, row) in rows.enumerated() {
      try accumulator.add(row, at: RowPosition(unit: 0, sequence: index))
    }
    return try accumulator.finish()
  }
}
