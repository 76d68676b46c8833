// SPDX-License-Identifier: Apache-2.0

/// A binary fraction of any length, for sums whose rounding must not depend on the order.
///
/// The value is `limbs × 2^(32 × place)`, the limbs from the least significant one. Numbers here come
/// from doubles and a few multiplications of their sums, so that some hundred limbs are the most.
struct ExactNumber: Sendable {
  private(set) var isNegative = false
  /// Without zeros at the upper end; empty for zero.
  private(set) var limbs: [UInt32] = []
  private(set) var place = 0

  static let zero = ExactNumber()

  private init() {}

  private init(isNegative: Bool, limbs: [UInt32], place: Int) {
    var limbs = limbs
    while limbs.last == 0 { limbs.removeLast() }
    self.limbs = limbs
    self.isNegative = isNegative && !limbs.isEmpty
    self.place = limbs.isEmpty ? 0 : place
  }

  init(_ integer: Int) {
    let magnitude = integer.magnitude
    let limbs = [
      UInt32(truncatingIfNeeded: magnitude), UInt32(truncatingIfNeeded: magnitude >> 32),
    ]
    self.init(isNegative: integer < 0, limbs: limbs, place: 0)
  }

  /// A finite double, exactly.
  init(_ value: Double) {
    let (significand, exponent) = value.parts
    let shifted = UInt128(significand) << UInt128(exponent & 31)
    self.init(isNegative: value < 0, magnitude: shifted, place: exponent >> 5)
  }

  /// `magnitude × 2^(32 × place)`.
  init(isNegative: Bool, magnitude: UInt128, place: Int) {
    let limbs = (0..<4).map { UInt32(truncatingIfNeeded: magnitude >> UInt128(32 * $0)) }
    self.init(isNegative: isNegative, limbs: limbs, place: place)
  }

  var isZero: Bool { limbs.isEmpty }

  // MARK: Arithmetic

  static func + (left: ExactNumber, right: ExactNumber) -> ExactNumber {
    if left.isZero { return right }
    if right.isZero { return left }
    let place = min(left.place, right.place)
    let a = left.limbs(from: place)
    let b = right.limbs(from: place)
    if left.isNegative == right.isNegative {
      return ExactNumber(isNegative: left.isNegative, limbs: sum(a, b), place: place)
    }
    if isLess(a, b) {
      return ExactNumber(isNegative: right.isNegative, limbs: difference(b, a), place: place)
    }
    return ExactNumber(isNegative: left.isNegative, limbs: difference(a, b), place: place)
  }

  static prefix func - (number: ExactNumber) -> ExactNumber {
    ExactNumber(isNegative: !number.isNegative, limbs: number.limbs, place: number.place)
  }

  static func - (left: ExactNumber, right: ExactNumber) -> ExactNumber { left + -right }

  static func * (left: ExactNumber, right: ExactNumber) -> ExactNumber {
    var product = [UInt32](repeating: 0, count: left.limbs.count + right.limbs.count)
    for (index, limb) in left.limbs.enumerated() {
      var carry: UInt64 = 0
      for (other, factor) in right.limbs.enumerated() {
        let term = UInt64(limb) * UInt64(factor) + UInt64(product[index + other]) + carry
        product[index + other] = UInt32(truncatingIfNeeded: term)
        carry = term >> 32
      }
      product[index + right.limbs.count] = UInt32(truncatingIfNeeded: carry)
    }
    return ExactNumber(
      isNegative: left.isNegative != right.isNegative,
      limbs: product,
      place: left.place + right.place
    )
  }

  /// The limbs as they stand above a lower place.
  private func limbs(from lower: Int) -> [UInt32] {
    Array(repeating: 0, count: place - lower) + limbs
  }

  private static func sum(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
    var result: [UInt32] = []
    var carry: UInt64 = 0
    for index in 0..<max(left.count, right.count) {
      let a = index < left.count ? UInt64(left[index]) : 0
      let b = index < right.count ? UInt64(right[index]) : 0
      carry += a + b
      result.append(UInt32(truncatingIfNeeded: carry))
      carry >>= 32
    }
    result.append(UInt32(truncatingIfNeeded: carry))
    return result
  }

  /// `left - right`, of which `left` is not less.
  private static func difference(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
    var result: [UInt32] = []
    var borrow: Int64 = 0
    for index in left.indices {
      let b = index < right.count ? Int64(right[index]) : 0
      let digit = Int64(left[index]) - b - borrow
      borrow = digit < 0 ? 1 : 0
      result.append(UInt32(truncatingIfNeeded: digit))
    }
    return result
  }

  private static func isLess(_ left: [UInt32], _ right: [UInt32]) -> Bool {
    for index in (0..<max(left.count, right.count)).reversed() {
      let a = index < left.count ? left[index] : 0
      let b = index < right.count ? right[index] : 0
      if a != b { return a < b }
    }
    return false
  }

  // MARK: Rounding

  /// The nearest double; of two equally near ones the even one.
  var rounded: Double {
    guard let (top, exponent) = leadingBits else { return 0 }
    // Fewer than 53 bits are kept of what is less than the least normal number.
    let kept = min(53, exponent + 64 + 1074)
    guard kept >= 0 else { return isNegative ? -0.0 : 0 }
    let dropped = 64 - kept
    var significand = dropped == 64 ? 0 : top >> UInt64(dropped)
    let rest = dropped == 64 ? top : top & ((1 << UInt64(dropped)) - 1)
    let half = UInt64(1) << UInt64(dropped - 1)
    if rest > half || (rest == half && significand & 1 == 1) { significand += 1 }
    return Double(
      sign: isNegative ? .minus : .plus,
      exponent: exponent + dropped,
      significand: Double(significand)
    )
  }

  /// The quotient of two numbers as a double, right to within two units in the last place, whatever
  /// the size of either; by zero as IEEE 754 has it.
  func divided(by divisor: ExactNumber) -> Double {
    guard let (top, exponent) = leadingBits else { return divisor.isZero ? .nan : 0 }
    guard let (bottom, other) = divisor.leadingBits else {
      return isNegative ? -.infinity : .infinity
    }
    let sign: FloatingPointSign = isNegative == divisor.isNegative ? .plus : .minus
    return Double(
      sign: sign,
      exponent: exponent - other,
      significand: Double(top) / Double(bottom)
    )
  }

  /// The uppermost 64 bits, the last of them set if there is more below, and the exponent of the
  /// last; nil for zero.
  private var leadingBits: (bits: UInt64, exponent: Int)? {
    guard let last = limbs.last else { return nil }
    var window: UInt128 = 0
    for limb in limbs.suffix(4).reversed() { window = window << 32 | UInt128(limb) }
    let taken = min(4, limbs.count)
    var sticky = limbs.dropLast(taken).contains { $0 != 0 }
    // Bits of the window, less its leading zeros.
    let length = 32 * taken - last.leadingZeroBitCount
    let shift = length - 64
    var bits: UInt64
    if shift > 0 {
      bits = UInt64(truncatingIfNeeded: window >> UInt128(shift))
      sticky = sticky || window & ((UInt128(1) << UInt128(shift)) - 1) != 0
    } else {
      bits = UInt64(truncatingIfNeeded: window << UInt128(-shift))
    }
    if sticky { bits |= 1 }
    return (bits, 32 * (place + limbs.count - taken) + shift)
  }
}

extension Double {
  /// A finite number as `significand × 2^exponent`, without its sign.
  var parts: (significand: UInt64, exponent: Int) {
    guard exponentBitPattern > 0 else { return (significandBitPattern, -1074) }
    return (significandBitPattern | 1 << 52, Int(exponentBitPattern) - 1075)
  }
}
