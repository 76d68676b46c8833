// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Numbers as text of another base, and back.
enum BaseFunctions {
  static let all: [ScalarFunction] = [
    ScalarFunction(
      "to_base",
      "The number as text of a base from 2 to 36.",
      [
        .plain("(bigint, bigint) -> varchar") { (arguments) throws(QueryError) in
          .text(String(try arguments.integer(0), radix: try radix(try arguments.integer(1))))
        }
      ]
    ),
    ScalarFunction(
      "from_base",
      "The number that a text of a base from 2 to 36 is.",
      [
        .plain("(varchar, bigint) -> bigint") { (arguments) throws(QueryError) in
          let text = try arguments.text(0)
          let radix = try radix(try arguments.integer(1))
          guard text.bytes.count <= 128, let number = Int64(text.string, radix: radix) else {
            throw .invalidArgument("Not a valid base-\(radix) number: \(text)")
          }
          return .bigint(number)
        }
      ]
    ),
  ]

  private static func radix(_ number: Int64) throws(QueryError) -> Int {
    guard (2...36).contains(number) else {
      throw .invalidArgument("Radix must be between 2 and 36")
    }
    return Int(number)
  }
}
