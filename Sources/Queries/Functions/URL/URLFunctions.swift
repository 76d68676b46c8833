// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// The functions over URLs.
enum URLFunctions {
  static let all: [ScalarFunction] = [
    part("url_extract_protocol", "The scheme of a URL.") { $0.scheme },
    part("url_extract_host", "The host of a URL.") { $0.host },
    part("url_extract_path", "The path of a URL.") { $0.path },
    part("url_extract_query", "The query of a URL, without its question mark.") { $0.query },
    part("url_extract_fragment", "The fragment of a URL, without its hash sign.") { $0.fragment },
    ScalarFunction(
      "url_extract_port",
      "The port of a URL; NULL when it names none.",
      [
        .plain("(varchar) -> bigint") { (arguments) throws(QueryError) in
          URLParts(try arguments.bytes(0))?.port.map { .bigint(Int64($0)) } ?? .null
        }
      ]
    ),
    ScalarFunction(
      "url_extract_parameter",
      "The first value of a parameter in a URL's query.",
      [
        .plain("(varchar, varchar) -> varchar") { (arguments) throws(QueryError) in
          parameter(try arguments.bytes(1), in: URLParts(try arguments.bytes(0))?.query)
        }
      ]
    ),
    ScalarFunction(
      "url_encode",
      "The text as a query parameter of a URL holds it.",
      [
        .plain("(varchar) -> varchar") { (arguments) throws(QueryError) in
          .varchar(Text(bytes: PercentEncoding.encodeParameter(try arguments.bytes(0))))
        }
      ]
    ),
    ScalarFunction(
      "url_decode",
      "The text that url_encode encoded.",
      [
        .plain("(varchar) -> varchar") { (arguments) throws(QueryError) in
          let text = try arguments.text(0)
          guard let decoded = PercentEncoding.decodeParameter(text.bytes) else {
            throw .invalidArgument(
              "a '%' without two hexadecimal digits in \(text.quotedExcerpt)"
            )
          }
          return .varchar(Text(bytes: decoded))
        }
      ]
    ),
  ]

  /// A part of a URL, its escapes resolved: empty when the URL has none, NULL for what is no URL.
  private static func part(
    _ name: String,
    _ summary: String,
    _ get: @escaping @Sendable (URLParts) -> ArraySlice<UInt8>?
  ) -> ScalarFunction {
    ScalarFunction(
      name,
      summary,
      [
        .plain("(varchar) -> varchar") { (arguments) throws(QueryError) in
          guard let parts = URLParts(try arguments.bytes(0)) else { return .null }
          let bytes = get(parts).flatMap { PercentEncoding.decode(Array($0)) } ?? []
          return .varchar(Text(bytes: bytes))
        }
      ]
    )
  }

  /// Names are compared as they stand, values have their escapes resolved.
  private static func parameter(_ name: [UInt8], in query: ArraySlice<UInt8>?) -> Value {
    guard let query else { return .null }
    for entry in query.split(separator: 0x26, omittingEmptySubsequences: false) {
      let sides = entry.split(separator: 0x3D, maxSplits: 1, omittingEmptySubsequences: false)
      guard let key = sides.first, key.elementsEqual(name) else { continue }
      let value = sides.count > 1 ? Array(sides[1]) : []
      return .varchar(Text(bytes: PercentEncoding.decodeParameter(value) ?? value))
    }
    return .null
  }
}
