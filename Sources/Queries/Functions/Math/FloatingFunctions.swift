// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Functions of doubles: roots, powers, logarithms, angles and the numbers that are none.
enum FloatingFunctions {
  static let all: [ScalarFunction] =
    CLibraryMath.ofOne.map { entry in
      ScalarFunction(entry.name, entry.summary, [ofOne(entry.function)])
    } + [
      ScalarFunction(
        "power",
        aliases: ["pow"],
        "x to the power of p.",
        [ofTwo(CLibraryMath.power)]
      ),
      ScalarFunction(
        "log",
        "The logarithm of x to base b, `log(b, x)`.",
        [ofTwo { CLibraryMath.logarithm($1) / CLibraryMath.logarithm($0) }]
      ),
      ScalarFunction(
        "atan2",
        "The arc tangent of y / x, in radians.",
        [ofTwo(CLibraryMath.arcTangent)]
      ),
      ScalarFunction("degrees", "An angle in radians as degrees.", [ofOne { $0 * (180 / .pi) }]),
      ScalarFunction("radians", "An angle in degrees as radians.", [ofOne { $0 * (.pi / 180) }]),
      ScalarFunction("pi", "The constant Pi.", [constant(.pi)]),
      ScalarFunction("e", "Euler's number.", [constant(2.718_281_828_459_045)]),
      ScalarFunction("infinity", "Positive infinity.", [constant(.infinity)]),
      ScalarFunction("nan", "The value that is not a number.", [constant(.nan)]),
      ScalarFunction(
        "is_nan",
        "Whether x is not a number.",
        [test { $0.isNaN }, testReal { $0.isNaN }]
      ),
      ScalarFunction("is_finite", "Whether x is a finite number.", [test { $0.isFinite }]),
      ScalarFunction("is_infinite", "Whether x is an infinity.", [test { $0.isInfinite }]),
      ScalarFunction(
        "normal_cdf",
        "The chance that a normal variable is below v, `normal_cdf(mean, sd, v)`.",
        [normalCumulative]
      ),
      ScalarFunction(
        "wilson_interval_lower",
        "The lower bound of the Wilson score interval, `(successes, trials, z)`.",
        [wilson(sign: -1)]
      ),
      ScalarFunction(
        "wilson_interval_upper",
        "The upper bound of the Wilson score interval, `(successes, trials, z)`.",
        [wilson(sign: 1)]
      ),
    ]

  private static func ofOne(_ function: @escaping @Sendable (Double) -> Double) -> ScalarOverload {
    .plain("(double) -> double") { (arguments) throws(QueryError) in
      .double(function(try arguments.double(0)))
    }
  }

  private static func ofTwo(
    _ function: @escaping @Sendable (Double, Double) -> Double
  ) -> ScalarOverload {
    .plain("(double, double) -> double") { (arguments) throws(QueryError) in
      .double(function(try arguments.double(0), try arguments.double(1)))
    }
  }

  private static func constant(_ number: Double) -> ScalarOverload {
    .plain("() -> double") { (_) throws(QueryError) in .double(number) }
  }

  private static func test(_ function: @escaping @Sendable (Double) -> Bool) -> ScalarOverload {
    .plain("(double) -> boolean") { (arguments) throws(QueryError) in
      .boolean(function(try arguments.double(0)))
    }
  }

  private static func testReal(_ function: @escaping @Sendable (Double) -> Bool) -> ScalarOverload {
    .plain("(real) -> boolean") { (arguments) throws(QueryError) in
      .boolean(function(try arguments.double(0)))
    }
  }

  private static let normalCumulative = ScalarOverload.plain(
    "(double, double, double) -> double"
  ) { (arguments) throws(QueryError) in
    let deviation = try arguments.double(1)
    guard deviation > 0 else { throw .invalidArgument("standardDeviation must be > 0") }
    return .double(
      CLibraryMath.normalCumulative(
        (try arguments.double(2) - arguments.double(0)) / deviation
      )
    )
  }

  /// - Source: E. B. Wilson, Probable inference, 1927.
  private static func wilson(sign: Double) -> ScalarOverload {
    .plain("(bigint, bigint, double) -> double") { (arguments) throws(QueryError) in
      let successes = try arguments.integer(0)
      let trials = try arguments.integer(1)
      let z = try arguments.double(2)
      guard successes >= 0 else {
        throw .invalidArgument("number of successes must not be negative")
      }
      guard trials > 0 else { throw .invalidArgument("number of trials must be positive") }
      guard successes <= trials else {
        throw .invalidArgument("number of successes must not be larger than number of trials")
      }
      guard z >= 0 else { throw .invalidArgument("z-score must not be negative") }
      let n = Double(trials)
      let share = Double(successes) / n
      let center = share + z * z / (2 * n)
      let spread = z * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
      return .double((center + sign * spread) / (1 + z * z / n))
    }
  }
}
