// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Casts to boolean: numbers are true unless zero, text is `true`, `t`, `1` and their contraries.
enum BooleanCast {
  static func make(from source: DataType) -> Cast.Conversion? {
    switch source {
    case .tinyint, .smallint, .integer, .bigint:
      return { (value) throws(QueryError) in .boolean(try value.asInteger != 0) }
    case .real, .double:
      return { (value) throws(QueryError) in .boolean(try value.asDouble != 0) }
    case .decimal:
      return { (value) throws(QueryError) in .boolean(try value.asDecimal != 0) }
    case .varchar, .char:
      return { (value) throws(QueryError) in .boolean(try parse(try value.asText)) }
    default: return nil
    }
  }

  private static func parse(_ text: Text) throws(QueryError) -> Bool {
    switch text.string.lowercased() {
    case "t", "true", "1": true
    case "f", "false", "0": false
    default: throw .invalidCast("Cannot cast '\(text)' to BOOLEAN")
    }
  }
}

/// Casts to the integer types; fractions are rounded half away from zero.
enum IntegerCast {
  static func make(from source: DataType, to kind: IntegerKind) -> Cast.Conversion? {
    switch source {
    case .boolean:
      return { (value) throws(QueryError) in .bigint(try value.asBoolean ? 1 : 0) }
    case .tinyint, .smallint, .integer, .bigint:
      return { (value) throws(QueryError) in
        let number = try value.asInteger
        guard kind.range.contains(number) else {
          throw .outOfRange("Out of range for \(kind.name): \(number)")
        }
        return value
      }
    case .real, .double:
      return { (value) throws(QueryError) in .bigint(try round(value, to: kind)) }
    case .decimal(_, let scale):
      return { (value) throws(QueryError) in
        .bigint(try round(try value.asDecimal, scale: scale, to: kind))
      }
    case .varchar, .char:
      return { (value) throws(QueryError) in .bigint(try parse(try value.asText, as: kind)) }
    default: return nil
    }
  }

  private static func round(_ value: Value, to kind: IntegerKind) throws(QueryError) -> Int64 {
    let number = try value.asDouble
    let isReal = if case .real(let real) = value { real } else { Float?.none }
    let shown = isReal.map { FloatingText.plain($0) } ?? FloatingText.plain(number)
    guard kind != .bigint else {
      guard let rounded = Int64(exactly: number.rounded(.toNearestOrAwayFromZero)) else {
        throw .invalidCast("Unable to cast \(shown) to bigint")
      }
      return rounded
    }
    if number.isNaN {
      let name = isReal == nil ? "double" : "real"
      throw .invalidCast("Cannot cast \(name) NaN to \(kind.name)")
    }
    guard let rounded = Int64(exactly: number.rounded(.toNearestOrAwayFromZero)),
      kind.range.contains(rounded)
    else { throw .outOfRange("Out of range for \(kind.name): \(shown)") }
    return rounded
  }

  private static func round(
    _ unscaled: Int128,
    scale: Int,
    to kind: IntegerKind
  ) throws(QueryError) -> Int64 {
    guard let whole = DecimalArithmetic.rescale(unscaled, from: scale, to: 0),
      let number = Int64(exactly: whole), kind.range.contains(number)
    else {
      throw .invalidCast(
        "Cannot cast '\(DecimalNotation.text(unscaled, scale: scale))' to "
          + kind.name.uppercased()
      )
    }
    return number
  }

  private static func parse(_ text: Text, as kind: IntegerKind) throws(QueryError) -> Int64 {
    let trimmed = text.bytes.trimmingSpace
    guard !trimmed.isEmpty, trimmed.count <= 64,
      let number = Int64(String(decoding: trimmed, as: UTF8.self)), kind.range.contains(number)
    else {
      let name = kind == .integer ? "INT" : kind.name.uppercased()
      throw .invalidCast("Cannot cast '\(text)' to \(name)")
    }
    return number
  }
}

/// Casts to real and double.
enum FloatingCast {
  static func makeDouble(from source: DataType) -> Cast.Conversion? {
    switch source {
    case .boolean:
      return { (value) throws(QueryError) in .double(try value.asBoolean ? 1 : 0) }
    case .tinyint, .smallint, .integer, .bigint:
      return { (value) throws(QueryError) in .double(Double(try value.asInteger)) }
    case .real:
      return { (value) throws(QueryError) in .double(try value.asDouble) }
    case .decimal(_, let scale):
      return { (value) throws(QueryError) in
        .double(DecimalArithmetic.double(try value.asDecimal, scale: scale))
      }
    case .varchar, .char:
      return { (value) throws(QueryError) in
        let text = try value.asText
        guard let number = double(text) else {
          throw .invalidCast("Cannot cast '\(text)' to DOUBLE")
        }
        return .double(number)
      }
    default: return nil
    }
  }

  static func makeReal(from source: DataType) -> Cast.Conversion? {
    switch source {
    case .boolean:
      return { (value) throws(QueryError) in .real(try value.asBoolean ? 1 : 0) }
    case .tinyint, .smallint, .integer, .bigint:
      return { (value) throws(QueryError) in .real(Float(try value.asInteger)) }
    case .double:
      return { (value) throws(QueryError) in .real(Float(try value.asDouble)) }
    case .decimal(_, let scale):
      return { (value) throws(QueryError) in
        .real(Float(DecimalNotation.text(try value.asDecimal, scale: scale)) ?? .nan)
      }
    case .varchar, .char:
      return { (value) throws(QueryError) in
        let text = try value.asText
        guard let numeral = numeral(text), let number = Float(numeral) else {
          throw .invalidCast("Cannot cast '\(text)' to REAL")
        }
        return .real(number)
      }
    default: return nil
    }
  }

  /// The number in a text, in the forms that Java's `Double.parseDouble` takes, but for hexadecimal.
  static func double(_ text: Text) -> Double? {
    numeral(text).flatMap(Double.init)
  }

  /// The text as Swift spells the number; nil for what Java does not take for one.
  private static func numeral(_ text: Text) -> String? {
    var bytes = text.bytes.trimmingSpace
    let sign = bytes.first == 0x2D ? "-" : ""
    let unsigned = bytes.first == 0x2D || bytes.first == 0x2B ? bytes.dropFirst() : bytes
    switch String(decoding: unsigned, as: UTF8.self) {
    case "NaN": return "nan"
    case "Infinity": return sign + "inf"
    default: break
    }
    if let last = bytes.last, [0x66, 0x46, 0x64, 0x44].contains(last) {
      bytes.removeLast()
    }
    guard bytes.count <= 10_000, DecimalNumeral(bytes) != nil else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension [UInt8] {
  /// Without the white space and control characters at both ends, as Java trims.
  var trimmingSpace: ArraySlice<UInt8> {
    var slice = drop { $0 <= 0x20 }
    while let last = slice.last, last <= 0x20 {
      slice.removeLast()
    }
    return slice
  }
}
