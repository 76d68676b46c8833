// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Scalar values as text and back, where a function needs them so.
enum ScalarText {
  /// The text of a value, as a number or string stands in JSON and in `%s`.
  static func text(_ value: Value, _ type: DataType) -> String {
    switch value {
    case .null: "null"
    case .boolean(let value): value ? "true" : "false"
    case .bigint(let value): String(value)
    case .real(let value): JavaNumber.text(value)
    case .double(let value): JavaNumber.text(value)
    case .decimal(let value):
      if case .decimal(_, let scale) = type {
        DecimalText.text(value, scale: scale)
      } else {
        String(value)
      }
    case .varchar(let text), .json(let text): text.string
    case .varbinary(let bytes):
      String(decoding: Hexadecimal.encode(bytes, digits: Hexadecimal.lower), as: UTF8.self)
    case .date(let days): DateText.date(days)
    case .timestamp(let microseconds, let picoseconds):
      if case .timestamp(let precision) = type {
        DateText.timestamp(microseconds, picoseconds, precision: precision)
      } else {
        DateText.timestamp(microseconds, picoseconds, precision: 3)
      }
    default: "\(value)"
    }
  }

  /// An integer with an optional sign; nil for anything else or beyond 64 bits.
  static func integer(_ bytes: [UInt8]) -> Int64? {
    guard let first = bytes.first else { return nil }
    let hasSign = first == 0x2B || first == 0x2D
    let digits = bytes.dropFirst(hasSign ? 1 : 0)
    guard !digits.isEmpty else { return nil }
    var value: Int64 = 0
    for byte in digits {
      guard byte &- 0x30 <= 9 else { return nil }
      let (shifted, overflow) = value.multipliedReportingOverflow(by: 10)
      let digit = Int64(byte - 0x30)
      let (next, carry) =
        first == 0x2D
        ? shifted.subtractingReportingOverflow(digit) : shifted.addingReportingOverflow(digit)
      guard !overflow, !carry else { return nil }
      value = next
    }
    return value
  }

  /// A floating-point number as Java reads it: `1.5`, `1e3`, `NaN`, `-Infinity`.
  static func double(_ bytes: [UInt8]) -> Double? {
    let text = String(decoding: bytes, as: UTF8.self)
    switch text {
    case "NaN": return .nan
    case "Infinity", "+Infinity": return .infinity
    case "-Infinity": return -.infinity
    default: break
    }
    let isDecimal = bytes.allSatisfy { byte in
      byte &- 0x30 <= 9 || byte == 0x2E || byte == 0x2B || byte == 0x2D || byte | 0x20 == 0x65
    }
    return isDecimal ? Double(text) : nil
  }

  /// `true`, `t`, `1`, `false`, `f`, `0`, in either case.
  static func boolean(_ bytes: [UInt8]) -> Bool? {
    switch String(decoding: bytes, as: UTF8.self).lowercased() {
    case "true", "t", "1": true
    case "false", "f", "0": false
    default: nil
    }
  }
}
