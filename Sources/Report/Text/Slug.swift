// SPDX-License-Identifier: Apache-2.0
import Columns
private import Crypto

/// File names made from names that others chose.
enum Slug {
  /// The readable part of a file name: at most `limit` of `a-z 0-9 -`, never empty.
  ///
  /// Of a name that is too long the end is kept: of an ARN it tells more than the beginning.
  static func readable(_ text: Text, limit: Int = 48) -> String {
    var slug: [UInt8] = []
    for byte in text.bytes.reversed() where slug.count < limit {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        slug.append(byte)
      case UInt8(ascii: "A")...UInt8(ascii: "Z"):
        slug.append(byte | 0x20)
      default:
        if let last = slug.last, last != UInt8(ascii: "-") {
          slug.append(UInt8(ascii: "-"))
        }
      }
    }
    while slug.last == UInt8(ascii: "-") {
      slug.removeLast()
    }
    return slug.isEmpty ? "x" : String(decoding: slug.reversed(), as: UTF8.self)
  }

  /// The first `count` hexadecimal digits of the SHA-256 of the exact bytes.
  static func digest(_ text: Text, count: Int = 32) -> String {
    String(hexadecimal(SHA256.hash(data: text.bytes)).prefix(count))
  }

  /// Lower-case hexadecimal digits.
  static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    var text: [UInt8] = []
    let digits = Array("0123456789abcdef".utf8)
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
