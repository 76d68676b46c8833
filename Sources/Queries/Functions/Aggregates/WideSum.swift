// SPDX-License-Identifier: Apache-2.0

/// A sum of 128-bit integers in 192 bits, which no number of rows can overflow.
struct WideSum: Sendable {
  private var low: UInt128 = 0
  private var high: Int64 = 0

  mutating func add(_ value: Int128) {
    add(low: UInt128(truncatingIfNeeded: value), high: value < 0 ? -1 : 0)
  }

  mutating func add(_ other: WideSum) {
    add(low: other.low, high: other.high)
  }

  func write(to writer: inout RowWriter) {
    writer.append(wide: low)
    writer.append(signed: high)
  }

  init(from reader: inout RowReader) {
    low = reader.wideUnsigned()
    high = reader.signed()
  }

  init() {}

  private mutating func add(low term: UInt128, high upper: Int64) {
    let (sum, carry) = low.addingReportingOverflow(term)
    low = sum
    high &+= upper &+ (carry ? 1 : 0)
  }

  /// The sum, if 128 bits hold it.
  var value: Int128? {
    let value = Int128(truncatingIfNeeded: low)
    return high == (value < 0 ? -1 : 0) ? value : nil
  }

  private var magnitude: (isNegative: Bool, high: UInt64, low: UInt128) {
    guard high < 0 else { return (false, UInt64(high), low) }
    let (low, borrow) = UInt128(0).subtractingReportingOverflow(low)
    return (true, UInt64(truncatingIfNeeded: 0 &- high &- (borrow ? 1 : 0)), low)
  }

  /// The quotient by a positive count, halves rounded away from zero.
  ///
  /// It fits, as the average of numbers that did.
  func average(of count: Int64) -> Int128 {
    let (isNegative, high, low) = magnitude
    let divisor = UInt128(count)
    let (quotient, remainder) = divisor.dividingFullWidth((high: UInt128(high), low: low))
    let rounded = Int128(truncatingIfNeeded: quotient) + (remainder * 2 >= divisor ? 1 : 0)
    return isNegative ? -rounded : rounded
  }
}
