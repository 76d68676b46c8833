// SPDX-License-Identifier: Apache-2.0
import Columns

/// Foreign text as a string of JSON.
enum JSONText {
  /// Appends a string with its quotes; false, and nothing, where the bytes are not UTF-8.
  ///
  /// What a terminal or an editor would act on is escaped, though JSON would allow it: controls of
  /// both kinds, line separators, characters that turn the direction of writing.
  static func append(_ text: Text, to output: inout [UInt8]) -> Bool {
    guard let string = String(validating: text.bytes, as: UTF8.self) else { return false }
    output.append(UInt8(ascii: "\""))
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": output.raw("\\\"")
      case "\\": output.raw("\\\\")
      case "\n": output.raw("\\n")
      case "\t": output.raw("\\t")
      case "\u{2028}", "\u{2029}": escape(scalar, to: &output)
      default:
        if Markup.isForbidden(scalar.value) {
          escape(scalar, to: &output)
        } else {
          output.append(contentsOf: scalar.utf8)
        }
      }
    }
    output.append(UInt8(ascii: "\""))
    return true
  }

  private static func escape(_ scalar: Unicode.Scalar, to output: inout [UInt8]) {
    for unit in scalar.utf16 {
      let digits = String(unit, radix: 16)
      output.raw("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
    }
  }
}
