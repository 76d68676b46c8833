// SPDX-License-Identifier: Apache-2.0
#if canImport(Glibc)
private import Glibc
#elseif canImport(Musl)
private import Musl
#elseif canImport(Darwin)
private import Darwin
#endif

/// The functions of the C library that SQL has under the same names.
enum CLibraryMath {
  /// Functions of one number, by their SQL names.
  static let ofOne: [(name: String, summary: String, function: @Sendable (Double) -> Double)] = [
    ("sqrt", "The square root.", { $0.squareRoot() }),
    ("cbrt", "The cube root.", { cubeRoot($0) }),
    ("exp", "Euler's number to the power of x.", { exp($0) }),
    ("ln", "The natural logarithm.", { log($0) }),
    ("log2", "The logarithm to base 2.", { log($0) / log(2) }),
    ("log10", "The logarithm to base 10.", { log10($0) }),
    ("sin", "The sine of an angle in radians.", { sin($0) }),
    ("cos", "The cosine of an angle in radians.", { cos($0) }),
    ("tan", "The tangent of an angle in radians.", { tan($0) }),
    ("asin", "The arc sine, in radians.", { asin($0) }),
    ("acos", "The arc cosine, in radians.", { acos($0) }),
    ("atan", "The arc tangent, in radians.", { atan($0) }),
    ("sinh", "The hyperbolic sine.", { sinh($0) }),
    ("cosh", "The hyperbolic cosine.", { cosh($0) }),
    ("tanh", "The hyperbolic tangent.", { tanh($0) }),
  ]

  /// The C library's may be off by the last bit, 27 not giving 3; one step of Newton mends that.
  private static func cubeRoot(_ number: Double) -> Double {
    let root = cbrt(number)
    guard root.isFinite, root != 0 else { return root }
    let square = root * root
    let step = (square * root - number) / (3 * square)
    return step.isFinite ? root - step : root
  }

  static func power(_ base: Double, _ exponent: Double) -> Double {
    // C has 1 to the power of NaN and -1 to that of infinity as 1, Java has NaN.
    if exponent.isNaN || (base.magnitude == 1 && exponent.isInfinite) { return .nan }
    return pow(base, exponent)
  }

  static func logarithm(_ number: Double) -> Double { log(number) }

  static func arcTangent(_ y: Double, _ x: Double) -> Double { atan2(y, x) }

  /// The area under the bell curve up to a number of standard deviations.
  static func normalCumulative(_ deviations: Double) -> Double {
    0.5 * erfc(-deviations / 2.0.squareRoot())
  }
}
