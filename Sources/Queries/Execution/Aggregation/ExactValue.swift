// SPDX-License-Identifier: Apache-2.0
import Columns

/// A value told apart from equal ones that look different: zeros of two signs, one instant in two
/// zones.
///
/// GROUP BY holds such values for one; which of them it shows must not depend on the order in which
/// a worker met them, so they are kept apart until the first place of each is known.
struct ExactValue: Hashable, Sendable {
  let value: Value
  private let look: String

  init(_ value: Value) {
    self.value = value
    look = Self.look(of: value)
  }

  private static func look(of value: Value) -> String {
    switch value {
    case .timestampWithTimeZone(_, _, let zone): zone.name
    case .double(let number): number == 0 && number.sign == .minus ? "-" : ""
    case .real(let number): number == 0 && number.sign == .minus ? "-" : ""
    case .array(let values), .row(let values): look(of: values)
    case .map(let entries): look(of: entries.flatMap { [$0.key, $0.value] })
    case .null, .boolean, .bigint, .decimal, .varchar, .varbinary, .date, .time, .timestamp,
      .intervalDayToSecond, .intervalYearToMonth, .json, .ipaddress, .uuid:
      ""
    }
  }

  private static func look(of values: [Value]) -> String {
    let looks = values.map(look)
    return looks.allSatisfy(\.isEmpty) ? "" : looks.joined(separator: "\n")
  }
}

extension DataType {
  /// Whether equal values of the type can look different.
  var hasLooks: Bool {
    switch self {
    case .real, .double, .timestampWithTimeZone, .array, .map, .row: true
    case .unknown, .boolean, .tinyint, .smallint, .integer, .bigint, .decimal, .varchar, .char,
      .varbinary, .date, .time, .timestamp, .intervalDayToSecond, .intervalYearToMonth, .json,
      .ipaddress, .uuid, .function:
      false
    }
  }
}
