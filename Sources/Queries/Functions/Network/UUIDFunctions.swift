// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// The function over UUIDs.
enum UUIDFunctions {
  static let all: [ScalarFunction] = [
    ScalarFunction(
      "uuid",
      "A random UUID of version 4.",
      [
        ScalarOverload("() -> uuid", isDeterministic: false) { _, _ in
          .values { (_) throws(QueryError) in .uuid(random()) }
        }
      ]
    )
  ]

  /// 122 random bits; the other six tell the version and the variant (RFC 9562).
  private static func random() -> [UInt8] {
    var bytes = (0..<16).map { _ in UInt8.random(in: .min ... .max) }
    bytes[6] = bytes[6] & 0x0F | 0x40
    bytes[8] = bytes[8] & 0x3F | 0x80
    return bytes
  }
}
