// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// The functions that make text of values, and values of text.
enum ConversionFunctions {
  static let all: [ScalarFunction] = [
    ScalarFunction("format", "Values in a text, in the syntax of Java's Formatter.", format),
    ScalarFunction(
      "typeof",
      "The name of a value's type.",
      [
        ScalarOverload("(T) -> varchar", returnsNullOnNull: false) { types, _ in
          let name = types.first?.description ?? ""
          return .values { (_) throws(QueryError) in .text(name) }
        }
      ]
    ),
    ScalarFunction(
      "format_number",
      "A number to three digits with a sign for its size: 123K, 1.5M.",
      [
        .plain("(bigint) -> varchar") { (arguments) throws(QueryError) in
          .text(ShortNumber.text(try arguments.integer(0)))
        },
        .plain("(double) -> varchar") { (arguments) throws(QueryError) in
          .text(ShortNumber.text(saturating(try arguments.double(0))))
        },
      ]
    ),
    ScalarFunction(
      "parse_data_size",
      aliases: ["parse_presto_data_size"],
      "The bytes of a size: 2.3MB.",
      [
        .plain("(varchar) -> decimal(38, 0)") { (arguments) throws(QueryError) in
          .decimal(try DataSize.byteCount(try arguments.text(0)))
        }
      ]
    ),
    ScalarFunction(
      "human_readable_seconds",
      "Seconds as weeks, days, hours, minutes and seconds.",
      [
        .plain("(double) -> varchar") { (arguments) throws(QueryError) in
          let seconds = try arguments.double(0)
          guard seconds.isFinite else {
            throw .invalidArgument("human_readable_seconds takes a finite number, not \(seconds)")
          }
          return .text(duration(saturating(seconds.magnitude.rounded())))
        }
      ]
    ),
    ScalarFunction(
      "version",
      "The name of this engine.",
      [
        ScalarOverload("() -> varchar") { _, _ in
          .values { (_) throws(QueryError) in .text("trailbinder") }
        }
      ]
    ),
  ]

  /// Without arguments the format still takes a list of them: nothing is nothing.
  private static let format: [ScalarOverload] = (0...20).map { count in
    let letters = "ABCDEFGHIJKLMNOPQRST".prefix(count).map { ", \($0)" }.joined()
    return ScalarOverload(Signature("(varchar\(letters)) -> varchar"), returnsNullOnNull: false) {
      types,
      _ in
      let cache = PreparedCache { (format) throws(QueryError) in
        try JavaFormat(try ArgumentReader([format]).text(0))
      }
      return .values { (arguments) throws(QueryError) in
        guard let first = arguments.first, !first.isNull else { return .null }
        return .varchar(
          try cache.value(for: first).fill(arguments.dropFirst(), types: types.dropFirst())
        )
      }
    }
  }

  /// As Java converts a double to a long.
  private static func saturating(_ value: Double) -> Int64 {
    if value.isNaN { return 0 }
    return Int64(exactly: value.rounded(.towardZero)) ?? (value < 0 ? .min : .max)
  }

  private static func duration(_ seconds: Int64) -> String {
    let units: [(String, Int64)] = [
      ("week", 604_800), ("day", 86_400), ("hour", 3600), ("minute", 60), ("second", 1),
    ]
    var left = seconds
    var parts: [String] = []
    for (name, size) in units {
      let count = left / size
      left %= size
      if count > 0 { parts.append("\(count) \(name)\(count == 1 ? "" : "s")") }
    }
    return parts.isEmpty ? "0 seconds" : parts.joined(separator: ", ")
  }
}
