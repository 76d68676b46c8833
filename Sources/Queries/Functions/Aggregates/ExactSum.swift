// SPDX-License-Identifier: Apache-2.0

/// A sum of doubles, and of products of doubles, that is exact until it is rounded once at the end.
///
/// The terms are added as integers, by the 32-bit place they belong to; numbers of like size need
/// but one or two places. So the answer is the same in whatever order terms and sums are added.
///
/// - Complexity: O(places) a term, at most some seventy.
struct ExactSum: Sendable {
  /// Carried on to the next place before it can overflow.
  private static let most: Int128 = 1 << 120

  /// `sum × 2^(32 × place)`, in no order.
  private var parts: [(place: Int, sum: Int128)] = []
  /// What infinities and NaN add up to; nil without any.
  private var special: Double?

  mutating func add(_ value: Double) {
    guard value.isFinite else { return add(special: value) }
    let (significand, exponent) = value.parts
    add(UInt128(significand), exponent, isNegative: value < 0)
  }

  /// Adds `x * y`, unrounded.
  mutating func add(product x: Double, _ y: Double) {
    guard x.isFinite, y.isFinite else { return add(special: x * y) }
    let (first, exponent) = x.parts
    let (second, other) = y.parts
    let product = first.multipliedFullWidth(by: second)
    let isNegative = (x < 0) != (y < 0)
    add(UInt128(product.low), exponent + other, isNegative: isNegative)
    add(UInt128(product.high), exponent + other + 64, isNegative: isNegative)
  }

  mutating func add(_ number: ExactNumber) {
    for (index, limb) in number.limbs.enumerated() {
      add(UInt128(limb), 32 * (number.place + index), isNegative: number.isNegative)
    }
  }

  mutating func add(special value: Double) {
    special = (special ?? 0) + value
  }

  mutating func add(_ other: ExactSum) {
    for part in other.parts { add(part.sum, at: part.place) }
    if let value = other.special { add(special: value) }
  }

  init() {}

  init(from reader: inout RowReader) {
    special = reader.flag() ? Double(bitPattern: reader.fixed()) : nil
    for _ in 0..<reader.count() {
      let place = Int(reader.signed())
      parts.append((place, reader.wide()))
    }
  }

  func write(to writer: inout RowWriter) {
    writer.append(flag: special != nil)
    if let special { writer.append(fixed: special.bitPattern) }
    writer.append(count: parts.count)
    for part in parts {
      writer.append(signed: Int64(part.place))
      writer.append(wide: part.sum)
    }
  }

  /// Infinity or NaN, where one was added.
  var specialValue: Double? { special }

  /// The sum of what is finite.
  var number: ExactNumber {
    parts.reduce(ExactNumber.zero) { sum, part in
      sum
        + ExactNumber(
          isNegative: part.sum < 0,
          magnitude: part.sum.magnitude,
          place: part.place
        )
    }
  }

  /// The nearest double.
  var rounded: Double { special ?? number.rounded }

  private mutating func add(_ significand: UInt128, _ exponent: Int, isNegative: Bool) {
    guard significand != 0 else { return }
    let term = Int128(significand << UInt128(exponent & 31))
    add(isNegative ? -term : term, at: exponent >> 5)
  }

  private mutating func add(_ term: Int128, at place: Int) {
    guard let index = parts.firstIndex(where: { $0.place == place }) else {
      parts.append((place, term))
      return
    }
    parts[index].sum += term
    let sum = parts[index].sum
    guard sum.magnitude >= UInt128(Self.most) else { return }
    parts[index].sum = sum & 0xffff_ffff
    add(sum >> 32, at: place + 1)
  }
}
