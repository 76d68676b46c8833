// SPDX-License-Identifier: Apache-2.0
package import Columns

/// A value handed to a query for a `?` or a `:name`.
package struct QueryParameter: Equatable, Sendable {
  package let value: Value
  package let type: DataType

  package init(_ value: Value, _ type: DataType) {
    self.value = value
    self.type = type
  }

  /// Text, the usual parameter.
  package static func text(_ text: String) -> QueryParameter {
    QueryParameter(.text(text), .varchar(length: text.unicodeScalars.count))
  }

  /// A number as SQL types its literals: an integer, a bigint, or a decimal of as many digits as are
  /// written.
  ///
  /// - Returns: nil for an exponent, for more than 38 digits, and for what is no number.
  package static func number(_ text: String) -> QueryParameter? {
    if let number = Int64(text) {
      let type = Int32(exactly: number) == nil ? DataType.bigint : .integer
      return QueryParameter(.bigint(number), type)
    }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let number = Int128(parts.joined()) else { return nil }
    let digits = String(number.magnitude).utf8.count
    let scale = parts.count == 2 ? parts[1].utf8.count : 0
    let precision = max(digits, scale)
    guard precision <= 38 else { return nil }
    return QueryParameter(.decimal(number), .decimal(precision: precision, scale: scale))
  }
}
