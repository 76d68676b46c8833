// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// A JSON string, number or boolean on its way to a SQL type.
enum JSONScalar {
  case boolean(Bool)
  /// The text of the number.
  case number([UInt8])
  /// The characters.
  case string([UInt8])

  /// The value as a cast to the type gives it.
  ///
  /// Strings are read as a cast from varchar reads them; a number with a fraction or an exponent is
  /// a double on its way to an integer or a varchar, one without keeps its digits.
  func value(as type: DataType) throws(JSONFailure) -> Value {
    switch type {
    case .boolean: .boolean(try boolean())
    case .tinyint: .bigint(try integer(in: Int64(Int8.min)...Int64(Int8.max)))
    case .smallint: .bigint(try integer(in: Int64(Int16.min)...Int64(Int16.max)))
    case .integer: .bigint(try integer(in: Int64(Int32.min)...Int64(Int32.max)))
    case .bigint: .bigint(try integer(in: Int64.min...Int64.max))
    case .real: .real(Float(try double()))
    case .double: .double(try double())
    case .decimal(let precision, let scale):
      .decimal(try decimal(precision: precision, scale: scale))
    case .varchar(let length): .varchar(try text(length: length))
    default: throw .unexpected("JSON has no cast to \(type)")
    }
  }

  /// A number that is written with a point or an exponent.
  var isFractional: Bool {
    guard case .number(let text) = self else { return false }
    return text.contains { $0 == 0x2E || $0 | 0x20 == 0x65 }
  }

  private func boolean() throws(JSONFailure) -> Bool {
    switch self {
    case .boolean(let value): return value
    case .number:
      return isFractional
        ? try double() != 0 : try integer(in: Int64.min...Int64.max) != 0
    case .string(let bytes):
      guard let value = ScalarText.boolean(bytes) else {
        throw .unexpected("the string is not a boolean")
      }
      return value
    }
  }

  private func integer(in range: ClosedRange<Int64>) throws(JSONFailure) -> Int64 {
    let value: Int64?
    switch self {
    case .boolean(let flag): value = flag ? 1 : 0
    case .number where isFractional:
      value = Int64(exactly: try double().rounded(.toNearestOrAwayFromZero))
    case .number(let bytes), .string(let bytes): value = ScalarText.integer(bytes)
    }
    guard let value, range.contains(value) else {
      throw .unexpected("not a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  private func double() throws(JSONFailure) -> Double {
    switch self {
    case .boolean(let flag): return flag ? 1 : 0
    case .number(let bytes), .string(let bytes):
      guard let value = ScalarText.double(bytes) else {
        throw .unexpected("the string is not a number")
      }
      return value
    }
  }

  private func decimal(precision: Int, scale: Int) throws(JSONFailure) -> Int128 {
    let digits: [UInt8]
    switch self {
    case .boolean(let flag): digits = flag ? [0x31] : [0x30]
    case .number(let bytes), .string(let bytes): digits = bytes
    }
    guard let number = DecimalNumeral(digits) else {
      throw .unexpected("the string is not a number")
    }
    guard let value = number.unscaled(precision: precision, scale: scale) else {
      throw .unexpected("the number has too many digits")
    }
    return value
  }

  private func text(length: Int?) throws(JSONFailure) -> Text {
    let text: Text
    switch self {
    case .boolean(let flag): text = flag ? "true" : "false"
    case .number(let bytes):
      text = isFractional ? Text(FloatingText.scientific(try double())) : Text(bytes: bytes)
    case .string(let bytes): text = Text(bytes: bytes)
    }
    if let length, CodePoints.count(text.bytes) > length {
      throw .unexpected("the text is longer than \(length) characters")
    }
    return text
  }
}
