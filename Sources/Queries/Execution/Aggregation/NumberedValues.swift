// SPDX-License-Identifier: Apache-2.0
import Columns

/// Values by their numbers, as they leave a worker: what is grouped or counted there are the numbers.
///
/// Equal values have one class, which is the number of the first of them.
struct NumberedValues: Sendable {
  private(set) var values: [Value]
  /// Classes by value; made when it is first needed.
  private var index: [Value: UInt32]
  /// By number, where equal values have several: they look different.
  private var classes: [UInt32]?

  /// Takes values, of which no two are equal unless `keepsLooks`, and what is known of their numbers.
  init(_ values: [Value] = [], index: [Value: UInt32] = [:], keepsLooks: Bool = false) {
    self.values = values
    self.index = index
    classes = keepsLooks ? [] : nil
  }

  /// The same without any value.
  var emptied: NumberedValues { NumberedValues(keepsLooks: classes != nil) }

  /// Whether classes differ from numbers.
  var hasClasses: Bool { classes != nil }

  func `class`(of number: UInt32) -> UInt32 {
    classes?[Int(number)] ?? number
  }

  /// Makes classes known and values found.
  mutating func prepare() {
    guard index.count < values.count else { return }
    if classes != nil {
      for number in (classes?.count ?? 0)..<values.count { _ = join(UInt32(number)) }
    } else {
      index.reserveCapacity(values.count)
      for (number, value) in values.enumerated() { index[value] = UInt32(number) }
    }
  }

  /// Adds the values of another worker, and says what numbers they have here, by their numbers there.
  mutating func adopt(_ other: NumberedValues) -> [UInt32] {
    prepare()
    index.reserveCapacity(max(values.count, other.values.count))
    return other.values.map { add($0) }
  }

  /// The number of a value, new or known.
  mutating func add(_ value: Value) -> UInt32 {
    let next = UInt32(values.count)
    if classes != nil {
      values.append(value)
      _ = join(next)
      return next
    }
    if let known = index[value] { return known }
    index[value] = next
    values.append(value)
    return next
  }

  /// Gives the value with a number its class.
  private mutating func join(_ number: UInt32) -> UInt32 {
    let known = index[values[Int(number)]]
    if known == nil { index[values[Int(number)]] = number }
    classes?.append(known ?? number)
    return known ?? number
  }
}
