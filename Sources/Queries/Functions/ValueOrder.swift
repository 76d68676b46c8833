// SPDX-License-Identifier: Apache-2.0
package import Columns

/// The order of values of one type, as ORDER BY, min and max have it.
package enum ValueOrder {
  /// Compares two values of one type: negative, zero or positive.
  ///
  /// NaN comes after every number; NULL, which callers place themselves, after every value. Text
  /// goes by bytes, instants by time whatever their zones, arrays and rows element by element.
  package static func compare(_ left: Value, _ right: Value) -> Int {
    switch (left, right) {
    case (.bigint(let a), .bigint(let b)): order(a, b)
    case (.varchar(let a), .varchar(let b)): Text.compare(a, b)
    case (.boolean(let a), .boolean(let b)): order(a ? 1 : 0, b ? 1 : 0)
    case (.real(let a), .real(let b)): floating(a, b)
    case (.double(let a), .double(let b)): floating(a, b)
    case (.decimal(let a), .decimal(let b)): order(a, b)
    case (.date(let a), .date(let b)): order(a, b)
    case (.time(let a), .time(let b)): order(a, b)
    case (.timestamp(let a, let c), .timestamp(let b, let d)): order(a, b, then: order(c, d))
    case (
      .timestampWithTimeZone(let a, let c, _), .timestampWithTimeZone(let b, let d, _)
    ):
      order(a, b, then: order(c, d))
    case (.intervalDayToSecond(let a), .intervalDayToSecond(let b)): order(a, b)
    case (.intervalYearToMonth(let a), .intervalYearToMonth(let b)): order(a, b)
    case (.varbinary(let a), .varbinary(let b)), (.ipaddress(let a), .ipaddress(let b)),
      (.uuid(let a), .uuid(let b)):
      Text.compare(Text(bytes: a), Text(bytes: b))
    case (.json(let a), .json(let b)): Text.compare(a, b)
    case (.array(let a), .array(let b)), (.row(let a), .row(let b)): lists(a, b)
    case (.map(let a), .map(let b)):
      lists(a.flatMap { [$0.key, $0.value] }, b.flatMap { [$0.key, $0.value] })
    case (.null, .null): 0
    case (.null, _): 1
    case (_, .null): -1
    default: 0
    }
  }

  private static func order<Number: Comparable>(_ left: Number, _ right: Number) -> Int {
    left < right ? -1 : (left == right ? 0 : 1)
  }

  private static func order(_ left: Int64, _ right: Int64, then next: Int) -> Int {
    left == right ? next : order(left, right)
  }

  private static func floating<Number: BinaryFloatingPoint>(_ left: Number, _ right: Number) -> Int
  {
    guard !left.isNaN, !right.isNaN else { return (left.isNaN ? 1 : 0) - (right.isNaN ? 1 : 0) }
    return order(left, right)
  }

  private static func lists(_ left: [Value], _ right: [Value]) -> Int {
    for (a, b) in zip(left, right) {
      let answer = compare(a, b)
      if answer != 0 { return answer }
    }
    return left.count - right.count
  }
}
