// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

/// No function traps, whatever bytes and numbers it is given.
@Suite struct RobustnessTests {
  private static let families = [
    "lower", "upper", "length", "reverse", "substring", "lpad", "rpad", "trim", "ltrim", "rtrim",
    "chr", "codepoint", "normalize", "to_utf8", "from_utf8", "soundex", "luhn_check", "concat",
    "concat_ws", "replace", "strpos", "starts_with", "ends_with", "translate", "split",
    "split_part", "split_to_map", "split_to_multimap", "levenshtein_distance", "hamming_distance",
    "regexp_like", "regexp_extract", "regexp_extract_all", "regexp_replace", "regexp_split",
    "regexp_count", "regexp_position", "json_extract_scalar", "json_extract", "json_size",
    "json_parse", "json_format", "is_json_scalar", "json_array_length", "json_array_get",
    "json_array_contains", "json_exists", "json_value", "json_query", "json_array", "json_object",
    "url_extract_protocol", "url_extract_host", "url_extract_path", "url_extract_query",
    "url_extract_fragment", "url_extract_port", "url_extract_parameter", "url_encode",
    "url_decode", "md5", "sha1", "sha256", "sha512", "xxhash64", "hmac_md5", "hmac_sha1",
    "hmac_sha256", "hmac_sha512", "crc32", "to_hex", "from_hex", "to_base64", "from_base64",
    "to_base64url", "from_base64url", "to_base32", "from_base32", "to_big_endian_32",
    "to_big_endian_64", "from_big_endian_32", "from_big_endian_64", "to_ieee754_32",
    "to_ieee754_64", "from_ieee754_32", "from_ieee754_64", "contains", "ip_prefix",
    "ip_subnet_min", "ip_subnet_max", "ip_subnet_range", "is_subnet_of", "uuid", "format",
    "typeof", "format_number", "parse_data_size", "human_readable_seconds", "version",
  ]

  @Test(arguments: families)
  func neverTraps(name: String) throws {
    var random = Generator(seed: UInt64(name.utf8.reduce(7) { $0 &* 31 &+ Int($1) }.magnitude))
    let overloads = Functions.overloads(name)
    #expect(!overloads.isEmpty)
    for overload in overloads where !overload.signature.text.contains("function") {
      var parameters = Functions.parameters(of: overload.signature)
      if let last = parameters.last, last.hasSuffix("...") {
        parameters[parameters.count - 1] = String(last.dropLast(3))
      }
      guard parameters.count <= 6 else { continue }
      for _ in 0..<60 {
        let arguments = parameters.map { random.argument($0) }
        call(overload, arguments, areConstant: Bool.random(using: &random))
      }
    }
  }

  /// An error is a fine answer; a trap would end the whole run.
  private func call(_ overload: ScalarOverload, _ arguments: [Argument], areConstant: Bool) {
    let types = arguments.map(\.type)
    let values = arguments.map(\.value)
    if overload.returnsNullOnNull, values.contains(where: \.isNull) { return }
    switch overload.make(types, .string) {
    case .values(let body): _ = try? body(values)
    case .prepared(let prepare):
      _ = try? prepare(areConstant ? values : values.map { _ in nil })(values)
    case .higherOrder: break
    }
  }

  /// JSON of the store is cut, and bytes of it changed: no cast and no extraction traps.
  @Test func brokenJSONNeverTraps() {
    var random = Generator(seed: 11)
    let whole = Array(JSONExtractTests.store.utf8)
    for _ in 0..<2000 {
      var bytes = Array(whole.prefix(Int.random(in: 0...whole.count, using: &random)))
      for _ in 0..<Int.random(in: 0...3, using: &random) where !bytes.isEmpty {
        let index = Int.random(in: 0..<bytes.count, using: &random)
        bytes[index] = UInt8.random(in: 0...255, using: &random)
      }
      let text = Argument.text(bytes: bytes)
      for path in ["$", "$.store.book[1].price", "$.store.bicycle", #"$["store"]["q\"q"]"#] {
        for name in ["json_extract", "json_extract_scalar", "json_size"] {
          _ = try? Functions.call(name, [text, .init(stringLiteral: path)], areConstant: true)
        }
      }
      for type in [DataType.array(.json), .map(key: .string, value: .json), .bigint, .string] {
        _ = try? JSONCast.fromJSON(Text(bytes: bytes), to: type)
      }
      _ = try? JSONText.parse(Text(bytes: bytes))
    }
  }
}

/// A small generator of numbers that gives the same at each run (SplitMix64).
private struct Generator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  /// A value of a parameter's type, often an awkward one.
  mutating func argument(_ parameter: String) -> Argument {
    switch parameter {
    case "varchar": .text(bytes: bytes())
    case "json": Argument(.json(Text(bytes: bytes())), .json)
    case "varbinary": .bytes(bytes())
    case "bigint", "integer": Argument(.bigint(integer()), .bigint)
    case "double": Argument(.double(double()), .double)
    case "real": Argument(.real(Float(double())), .real)
    case "boolean": Argument(.boolean(Bool.random(using: &self)), .boolean)
    case "ipaddress":
      Argument(.ipaddress((0..<16).map { _ in .random(in: 0...255, using: &self) }), .ipaddress)
    case "array(varchar)":
      Argument(.array([.varchar(Text(bytes: bytes())), .null]), .array(.string))
    default:
      [Argument(.bigint(integer()), .bigint), .text(bytes: bytes()), nil, .decimal(-5, 38, 38)]
        .randomElement(using: &self) ?? nil
    }
  }

  private mutating func integer() -> Int64 {
    let awkward: [Int64] = [.min, .min + 1, -1, 0, 1, 2, 3, 255, 0xD800, 1 << 31, 1 << 32, .max]
    return awkward.randomElement(using: &self) ?? 0
  }

  private mutating func double() -> Double {
    let awkward: [Double] = [
      .nan, .infinity, -.infinity, -0.0, 0, 1.5, -1e308, .leastNonzeroMagnitude, 9.3e18,
      .greatestFiniteMagnitude,
    ]
    return awkward.randomElement(using: &self) ?? 0
  }

  private mutating func bytes() -> [UInt8] {
    let pieces = [
      "", "a", "ñ", "😀", "\u{FEFF}", "%", "%s", "%-5.3d", "%<x", "$", "$1", "${a}", "\\", "[", "]",
      "(", ")", "(?<a>", "(?i)", "*", "+", "{2}", "|", "^", ".", "\\p{L}", "\\u00", "\\Q", "&&",
      "{",
      "}", "\"", ":", ",", "null", "1e999", "-", "0.", "true", "\\ud800", "$.a", "lax $", "strict ",
      "[*]", "?(@ > 1)", "..", "last", "://", "http:", "@", "#", "%zz", "10.0.0.0/8", "::/0", "/",
      "kB", "1YB", "=", ";", "with wrapper", "NFC",
    ]
    var out: [UInt8] = []
    for _ in 0..<Int.random(in: 0...6, using: &self) {
      if Int.random(in: 0..<4, using: &self) == 0 {
        out.append(.random(in: 0...255, using: &self))
      } else {
        out += (pieces.randomElement(using: &self) ?? "").utf8
      }
    }
    return out
  }
}
