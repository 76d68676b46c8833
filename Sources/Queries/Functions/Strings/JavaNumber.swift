// SPDX-License-Identifier: Apache-2.0

/// Floating-point numbers as Java prints them: the fewest digits that read back as the same number,
/// plain from 0.001 to 10,000,000 and with an exponent beyond: `1.0`, `1.0E10`, `1.0E-5`.
enum JavaNumber {
  static func text(_ value: Double) -> String {
    text(value.description, isFinite: value.isFinite, isPlain: isPlain(value.magnitude))
  }

  static func text(_ value: Float) -> String {
    text(value.description, isFinite: value.isFinite, isPlain: isPlain(Double(value.magnitude)))
  }

  private static func isPlain(_ magnitude: Double) -> Bool {
    magnitude == 0 || (magnitude >= 1e-3 && magnitude < 1e7)
  }

  /// Rewrites Swift's text, which has the same digits and another threshold for the exponent.
  private static func text(_ swift: String, isFinite: Bool, isPlain: Bool) -> String {
    guard isFinite else {
      return swift == "inf" ? "Infinity" : swift == "-inf" ? "-Infinity" : "NaN"
    }
    var digits: [UInt8] = []
    var pointPosition: Int?
    var exponent = 0
    let isNegative = swift.utf8.first == 0x2D
    var rest = Array(swift.utf8.drop { $0 == 0x2D })
    if let mark = rest.firstIndex(of: 0x65) {
      exponent = Int(String(decoding: rest[(mark + 1)...], as: UTF8.self)) ?? 0
      rest.removeSubrange(mark...)
    }
    for byte in rest {
      if byte == 0x2E {
        pointPosition = digits.count
      } else {
        digits.append(byte)
      }
    }
    let point = (pointPosition ?? digits.count) + exponent
    let body = isPlain ? plain(digits, point: point) : scientific(digits, point: point)
    return (isNegative ? "-" : "") + body
  }

  private static func plain(_ digits: [UInt8], point: Int) -> String {
    var whole = point > 0 ? Array(digits.prefix(point)) : [0x30]
    whole += Array(repeating: 0x30, count: max(point - digits.count, 0))
    var fraction = Array(repeating: UInt8(0x30), count: max(-point, 0))
    fraction += digits.dropFirst(max(point, 0))
    whole = Array(whole.drop { $0 == 0x30 })
    while fraction.last == 0x30 { fraction.removeLast() }
    return (whole.isEmpty ? "0" : String(decoding: whole, as: UTF8.self)) + "."
      + (fraction.isEmpty ? "0" : String(decoding: fraction, as: UTF8.self))
  }

  private static func scientific(_ digits: [UInt8], point: Int) -> String {
    let zeros = digits.prefix { $0 == 0x30 }.count
    var significant = Array(digits.dropFirst(zeros))
    while significant.last == 0x30 { significant.removeLast() }
    let fraction = significant.dropFirst()
    return String(decoding: significant.prefix(1), as: UTF8.self) + "."
      + (fraction.isEmpty ? "0" : String(decoding: fraction, as: UTF8.self))
      + "E\(point - zeros - 1)"
  }
}
