// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// The functions over text: what each code point, the whole or a part of it is.
enum StringFunctions {
  static let all: [ScalarFunction] = [
    text("lower", "The text in lower case.", CaseMapping.lower),
    text("upper", "The text in upper case.", CaseMapping.upper),
    ScalarFunction(
      "length",
      "How many code points text has, how many bytes binary.",
      [
        .plain("(varchar) -> bigint") { (arguments) throws(QueryError) in
          .bigint(Int64(CodePoints.count(try arguments.bytes(0))))
        },
        .plain("(varbinary) -> bigint") { (arguments) throws(QueryError) in
          .bigint(Int64(try arguments.bytes(0).count))
        },
      ]
    ),
    ScalarFunction(
      "reverse",
      "The code points or bytes in reverse order.",
      [
        .plain("(varchar) -> varchar") { (arguments) throws(QueryError) in
          .varchar(
            Text(
              bytes: CodePoints.encode(CodePoints.decode(try arguments.bytes(0)).reversed())
            )
          )
        },
        .plain("(varbinary) -> varbinary") { (arguments) throws(QueryError) in
          .varbinary(try arguments.bytes(0).reversed())
        },
      ]
    ),
    ScalarFunction(
      "substring",
      aliases: ["substr"],
      "The part from a position, counted from 1 or from the end when negative.",
      substring
    ),
    padding("lpad", "The text filled up, or cut, to a length on the left.", .left),
    padding("rpad", "The text filled up, or cut, to a length on the right.", .right),
    trimming("trim", "The text without white space or given characters at its ends.", true, true),
    trimming("ltrim", "The text without them at its beginning.", true, false),
    trimming("rtrim", "The text without them at its end.", false, true),
    ScalarFunction(
      "chr",
      "The code point of a number.",
      [
        .plain("(bigint) -> varchar") { (arguments) throws(QueryError) in
          let number = try arguments.integer(0)
          guard let scalar = UInt32(exactly: number).flatMap(Unicode.Scalar.init) else {
            throw .invalidArgument("not a valid Unicode code point: \(number)")
          }
          return .text(String(Character(scalar)))
        }
      ]
    ),
    ScalarFunction(
      "codepoint",
      "The number of the only code point of a text.",
      [
        .plain("(varchar) -> integer") { (arguments) throws(QueryError) in
          let points = CodePoints.decode(try arguments.bytes(0))
          guard points.count == 1, let scalar = Unicode.Scalar(points[0]) else {
            throw .invalidArgument("codepoint takes a text of one character")
          }
          return .bigint(Int64(scalar.value))
        }
      ]
    ),
    ScalarFunction("normalize", "The text in a normal form of Unicode, NFC by default.", normalize),
    ScalarFunction("to_utf8", "The bytes of a text.", [toUTF8]),
    ScalarFunction("from_utf8", "The text of bytes, what is not UTF-8 replaced.", fromUTF8),
    text("soundex", "How an English word sounds: a letter and three digits.", Soundex.encode),
    ScalarFunction(
      "luhn_check",
      "Whether the digits pass Luhn's check.",
      [
        .plain("(varchar) -> boolean") { (arguments) throws(QueryError) in
          .boolean(try passesLuhn(try arguments.bytes(0)))
        }
      ]
    ),
  ]

  /// A function from text to text.
  private static func text(
    _ name: String,
    _ summary: String,
    _ body: @escaping @Sendable ([UInt8]) throws(QueryError) -> [UInt8]
  ) -> ScalarFunction {
    ScalarFunction(
      name,
      summary,
      [
        .plain("(varchar) -> varchar") { (arguments) throws(QueryError) in
          .varchar(Text(bytes: try body(try arguments.bytes(0))))
        }
      ]
    )
  }

  private static let substring: [ScalarOverload] = [
    .plain("(varchar, bigint) -> varchar") { (arguments) throws(QueryError) in
      let units = SubstringUnits(text: try arguments.bytes(0))
      return .varchar(Text(bytes: units.part(from: try arguments.integer(1))))
    },
    .plain("(varchar, bigint, bigint) -> varchar") { (arguments) throws(QueryError) in
      let units = SubstringUnits(text: try arguments.bytes(0))
      return .varchar(
        Text(
          bytes: units.part(from: try arguments.integer(1), length: try arguments.integer(2))
        )
      )
    },
    .plain("(varbinary, bigint) -> varbinary") { (arguments) throws(QueryError) in
      let units = SubstringUnits(binary: try arguments.bytes(0))
      return .varbinary(units.part(from: try arguments.integer(1)))
    },
    .plain("(varbinary, bigint, bigint) -> varbinary") { (arguments) throws(QueryError) in
      let units = SubstringUnits(binary: try arguments.bytes(0))
      return .varbinary(
        units.part(from: try arguments.integer(1), length: try arguments.integer(2))
      )
    },
  ]

  private static func padding(
    _ name: String,
    _ summary: String,
    _ side: SubstringUnits.Side
  ) -> ScalarFunction {
    ScalarFunction(
      name,
      summary,
      [
        .plain("(varchar, bigint, varchar) -> varchar") { (arguments) throws(QueryError) in
          let units = SubstringUnits(text: try arguments.bytes(0))
          let padding = SubstringUnits(text: try arguments.bytes(2))
          return .varchar(
            Text(bytes: try units.padded(side, to: try arguments.integer(1), with: padding))
          )
        },
        .plain("(varbinary, bigint, varbinary) -> varbinary") { (arguments) throws(QueryError) in
          let units = SubstringUnits(binary: try arguments.bytes(0))
          let padding = SubstringUnits(binary: try arguments.bytes(2))
          return .varbinary(try units.padded(side, to: try arguments.integer(1), with: padding))
        },
      ]
    )
  }

  private static func trimming(
    _ name: String,
    _ summary: String,
    _ leading: Bool,
    _ trailing: Bool
  ) -> ScalarFunction {
    ScalarFunction(
      name,
      summary,
      [
        .plain("(varchar) -> varchar") { (arguments) throws(QueryError) in
          let bytes = try arguments.bytes(0)
          return .varchar(
            Text(bytes: Trimming.whitespace.trim(bytes, leading: leading, trailing: trailing))
          )
        },
        .prepared(
          "(varchar, varchar) -> varchar",
          argument: 1,
          prepare: { (characters) throws(QueryError) in
            Trimming(characters: try ArgumentReader([characters]).bytes(0))
          }
        ) { (trimming, arguments) throws(QueryError) in
          .varchar(
            Text(
              bytes: trimming.trim(
                try arguments.bytes(0),
                leading: leading,
                trailing: trailing
              )
            )
          )
        },
      ]
    )
  }

  private static let normalize: [ScalarOverload] = [
    .plain("(varchar) -> varchar") { (arguments) throws(QueryError) in
      .varchar(Text(bytes: Normalization.nfc.apply(try arguments.bytes(0))))
    },
    .plain("(varchar, varchar) -> varchar") { (arguments) throws(QueryError) in
      let name = try arguments.text(1)
      guard let form = Normalization(rawValue: name.string.uppercased()) else {
        throw .invalidArgument(
          "unknown normalization form \(name.quotedExcerpt)",
          hint: "expected one of "
            + Normalization.allCases.map(\.rawValue).joined(separator: ", ")
        )
      }
      return .varchar(Text(bytes: form.apply(try arguments.bytes(0))))
    },
  ]

  private static let toUTF8 = ScalarOverload.plain("(varchar) -> varbinary") {
    (arguments) throws(QueryError) in .varbinary(try arguments.bytes(0))
  }

  private static let fromUTF8: [ScalarOverload] = [
    .plain("(varbinary) -> varchar") { (arguments) throws(QueryError) in
      let replacement = Array("\u{FFFD}".utf8)
      return .varchar(Text(bytes: UTF8Repair.repair(try arguments.bytes(0), with: replacement)))
    },
    .plain("(varbinary, varchar) -> varchar") { (arguments) throws(QueryError) in
      let replacement = try arguments.bytes(1)
      guard CodePoints.count(replacement) <= 1 else {
        throw .invalidArgument("the replacement must be empty or a single character")
      }
      return .varchar(Text(bytes: UTF8Repair.repair(try arguments.bytes(0), with: replacement)))
    },
    .plain("(varbinary, bigint) -> varchar") { (arguments) throws(QueryError) in
      let number = try arguments.integer(1)
      guard let scalar = UInt32(exactly: number).flatMap(Unicode.Scalar.init) else {
        throw .invalidArgument("invalid replacement character \(number)")
      }
      let replacement = CodePoints.encode([scalar.value])
      return .varchar(Text(bytes: UTF8Repair.repair(try arguments.bytes(0), with: replacement)))
    },
  ]

  private static func passesLuhn(_ digits: [UInt8]) throws(QueryError) -> Bool {
    guard !digits.isEmpty else { return false }
    var sum = 0
    for (place, byte) in digits.reversed().enumerated() {
      guard byte &- 0x30 <= 9 else {
        throw .invalidArgument("luhn_check takes digits only")
      }
      let digit = Int(byte - 0x30) << (place & 1)
      sum += digit > 9 ? digit - 9 : digit
    }
    return sum % 10 == 0
  }
}
