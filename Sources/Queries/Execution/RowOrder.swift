// SPDX-License-Identifier: Apache-2.0
import Columns

/// The order of ORDER BY over the values of its keys.
struct RowOrder: Sendable {
  /// Of one key.
  struct Direction: Sendable {
    let isDescending: Bool
    let nullsFirst: Bool
  }

  private let directions: [Direction]

  init(_ keys: [SortKey]) {
    directions = keys.map { Direction(isDescending: $0.isDescending, nullsFirst: $0.nullsFirst) }
  }

  /// The order of so many keys, each ascending.
  init(ascending keyCount: Int) {
    directions = Array(
      repeating: Direction(isDescending: false, nullsFirst: false),
      count: keyCount
    )
  }

  var keyCount: Int { directions.count }

  func direction(_ number: Int) -> Direction { directions[number] }

  /// Compares two rows by their keys: negative, zero or positive.
  func compare(_ left: [Value], _ right: [Value]) -> Int {
    for number in directions.indices {
      let answer = compare(key: number, left[number], right[number])
      if answer != 0 { return answer }
    }
    return 0
  }

  /// Compares two values of one key.
  func compare(key number: Int, _ left: Value, _ right: Value) -> Int {
    let direction = directions[number]
    switch (left.isNull, right.isNull) {
    case (true, true): return 0
    case (true, false): return direction.nullsFirst ? -1 : 1
    case (false, true): return direction.nullsFirst ? 1 : -1
    case (false, false):
      let answer = ValueOrder.compare(left, right)
      return direction.isDescending ? -answer : answer
    }
  }
}
