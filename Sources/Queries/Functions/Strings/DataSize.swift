// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Sizes of data as text.
enum DataSize {
  private static let units: [(name: String, power: Int)] = [
    ("B", 0), ("kB", 1), ("MB", 2), ("GB", 3), ("TB", 4), ("PB", 5), ("EB", 6), ("ZB", 7),
    ("YB", 8),
  ]

  /// The whole bytes of a number and its unit.
  static func byteCount(_ text: Text) throws(QueryError) -> Int128 {
    let digits = text.bytes.prefix { $0 &- 0x30 <= 9 || $0 == 0x2E }
    let unitName = String(decoding: text.bytes[digits.endIndex...], as: UTF8.self)
    guard let number = DecimalNumeral(digits),
      let unit = units.first(where: { $0.name == unitName })
    else {
      throw .invalidArgument(
        "invalid data size \(text.quotedExcerpt)",
        hint: "expected a number and one of " + units.map(\.name).joined(separator: ", ")
      )
    }
    // Exact: the digits times a power of 1024, divided by a power of ten.
    var product: Int128? = 0
    for digit in number.digits {
      product = product.flatMap { multiply($0, 10) }.map { $0 + Int128(digit) }
    }
    for _ in 0..<unit.power { product = product.flatMap { multiply($0, 1024) } }
    for _ in 0..<min(max(number.exponent, 0), 39) { product = product.flatMap { multiply($0, 10) } }
    guard var bytes = product else { throw outOfRange(text) }
    for _ in 0..<min(max(-number.exponent, 0), 39) { bytes /= 10 }
    guard bytes < DecimalNotation.powersOfTen[38] else { throw outOfRange(text) }
    return bytes
  }

  private static func multiply(_ left: Int128, _ right: Int128) -> Int128? {
    let (product, overflow) = left.multipliedReportingOverflow(by: right)
    return overflow || product > Int128.max - 10 ? nil : product
  }

  private static func outOfRange(_ text: Text) -> QueryError {
    QueryError(.numericValueOutOfRange, "the data size \(text.quotedExcerpt) is out of range")
  }
}
