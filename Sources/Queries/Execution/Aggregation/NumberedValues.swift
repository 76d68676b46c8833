// SPDX-License-Identifier: Apache-2.0
import Columns

/// Values by their numbers, as they leave a worker: what is grouped or counted there are the numbers.
///
/// Equal values have one class, which is the number of the first of them.
struct NumberedValues: Sendable {
  private(set) var values: [Value]
  /// Finds classes by values; made when it is first needed.
  private var index: ValueIndex
  /// By number, where equal values have several: they look different.
  private var classes: [UInt32]?

  /// Takes values, of which no two are equal unless `keepsLooks`, and what is known of their numbers.
  init(_ values: [Value] = [], _ index: ValueIndex = ValueIndex(), keepsLooks: Bool = false) {
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
    let known = classes?.count ?? index.count
    guard known < values.count else { return }
    index.reserve(values.count)
    for number in known..<values.count { join(UInt32(number)) }
  }

  /// Adds the values of another worker, and says what numbers they have here, by their numbers there.
  mutating func adopt(_ other: NumberedValues) -> [UInt32] {
    prepare()
    return other.values.map { add($0) }
  }

  /// The number of a value, new or known.
  private mutating func add(_ value: Value) -> UInt32 {
    let next = UInt32(values.count)
    if classes == nil {
      let number = index.number(of: value, in: values, orAdd: next)
      if number == next { values.append(value) }
      return number
    }
    values.append(value)
    join(next)
    return next
  }

  /// Gives the value with a number its class.
  private mutating func join(_ number: UInt32) {
    let known = index.number(of: values[Int(number)], in: values, orAdd: number)
    classes?.append(known)
  }
}
