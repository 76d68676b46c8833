// SPDX-License-Identifier: Apache-2.0
/// Scalar values out of text, as casts from varchar read them.
enum ScalarText {
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
