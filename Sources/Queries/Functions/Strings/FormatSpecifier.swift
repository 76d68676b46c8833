// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// One `%[argument$][flags][width][.precision]conversion` of a format string.
struct FormatSpecifier {
  enum Argument: Equatable {
    /// `%%` and `%n` take none.
    case none
    case next
    /// `%<s`: the one before again.
    case previous
    /// `%2$s`: from 1.
    case number(Int)
  }

  /// The widest field there may be.
  private static let maximumWidth = 1_000_000

  private(set) var argument = Argument.next
  private var flags: Set<UInt8> = []
  private var width: Int?
  private var precision: Int?
  /// In lower case.
  private var conversion: UInt8 = 0
  private var isUpper = false
  /// The letter behind `t`: which part of a time is shown.
  private var timePart: UInt8 = 0
  private var source = ""

  /// Reads the specifier at a percent sign and moves behind it; nil for what is none.
  init?(_ bytes: [UInt8], at index: inout Int) {
    let start = index
    index += 1
    readArgument(bytes, &index)
    while index < bytes.count, "-#+ 0,(".utf8.contains(bytes[index]) {
      guard flags.insert(bytes[index]).inserted else { return nil }
      index += 1
    }
    width = Self.readNumber(bytes, &index)
    if index < bytes.count, bytes[index] == 0x2E {
      index += 1
      precision = Self.readNumber(bytes, &index)
      guard precision != nil else { return nil }
    }
    guard index < bytes.count else { return nil }
    conversion = bytes[index] | 0x20
    // `%%` has no letter, whose case the bit would be.
    if bytes[index] == 0x25 { conversion = 0x25 }
    isUpper = bytes[index] & 0x20 == 0 && conversion != 0x25
    index += 1
    if conversion == 0x74 {
      guard index < bytes.count else { return nil }
      timePart = bytes[index]
      index += 1
    }
    source = String(decoding: bytes[start..<index], as: UTF8.self)
    if conversion == 0x25 || conversion == 0x6E { argument = .none }
    guard isWellFormed else { return nil }
  }

  private mutating func readArgument(_ bytes: [UInt8], _ index: inout Int) {
    if index < bytes.count, bytes[index] == 0x3C {
      argument = .previous
      index += 1
      return
    }
    var end = index
    if let number = Self.readNumber(bytes, &end), end < bytes.count, bytes[end] == 0x24 {
      argument = .number(number)
      index = end + 1
    }
  }

  /// Digits without a leading zero, which is a flag.
  private static func readNumber(_ bytes: [UInt8], _ index: inout Int) -> Int? {
    guard index < bytes.count, (0x30...0x39).contains(bytes[index]) else { return nil }
    var number = 0
    while index < bytes.count, bytes[index] &- 0x30 <= 9 {
      number = min(number * 10 + Int(bytes[index] - 0x30), maximumWidth + 1)
      index += 1
    }
    return number
  }

  private var isWellFormed: Bool {
    guard width ?? 0 <= Self.maximumWidth, precision ?? 0 <= Self.maximumWidth else { return false }
    guard !(has("-") && has("0")), !(has("+") && has(" ")) else { return false }
    guard width != nil || !(has("-") || has("0")) else { return false }
    if case .number(let number) = argument, number < 1 { return false }
    switch conversion {
    case 0x25: return precision == nil && !isUpper && flags.isSubset(of: [0x2D])
    case 0x6E: return precision == nil && !isUpper && flags.isEmpty && width == nil
    case 0x73, 0x62: return flags.isSubset(of: [0x2D])
    case 0x64: return precision == nil && !isUpper && !has("#")
    case 0x6F: return precision == nil && !isUpper && flags.isSubset(of: Set("-#0".utf8))
    case 0x78: return precision == nil && flags.isSubset(of: Set("-#0".utf8))
    case 0x66: return !isUpper
    case 0x65: return !has(",")
    case 0x67: return !has("#")
    case 0x74:
      return precision == nil && flags.isSubset(of: [0x2D]) && FormatTimePart(timePart) != nil
    default: return false
    }
  }

  private func has(_ flag: Unicode.Scalar) -> Bool { flags.contains(UInt8(ascii: flag)) }

  // MARK: Printing

  /// The text of an argument; nil stands for none.
  func format(_ argument: (value: Value, type: DataType)?) throws(FormatFailure) -> [UInt8] {
    guard let argument else { return conversion == 0x6E ? [0x0A] : padded([0x25]) }
    if conversion == 0x62 {
      let truth =
        if case .boolean(let flag) = argument.value { flag } else { !argument.value.isNull }
      return padded(cut(Array((truth ? "true" : "false").utf8)))
    }
    if case .null = argument.value {
      return padded(conversion == 0x73 ? cut(Array("null".utf8)) : Array("null".utf8))
    }
    switch conversion {
    case 0x73: return padded(cut(JavaText.text(argument.value, argument.type)))
    case 0x64: return number(try integer(argument).description, isNegative: false)
    case 0x78, 0x6F: return try radix(argument)
    case 0x74:
      guard let text = FormatTimePart(timePart)?.text(of: argument.value) else {
        throw mismatch(argument.type)
      }
      return padded(text)
    default: return try floating(argument)
    }
  }

  private func integer(
    _ argument: (value: Value, type: DataType)
  ) throws(FormatFailure) -> Int64 {
    guard case .bigint(let value) = argument.value else { throw mismatch(argument.type) }
    return value
  }

  private func radix(_ argument: (value: Value, type: DataType)) throws(FormatFailure) -> [UInt8] {
    let bits = UInt64(bitPattern: try integer(argument))
    let prefix = has("#") ? (conversion == 0x78 ? "0x" : "0") : ""
    let digits = String(bits, radix: conversion == 0x78 ? 16 : 8)
    let zeros = has("0") ? max((width ?? 0) - prefix.utf8.count - digits.utf8.count, 0) : 0
    return padded(Array((prefix + String(repeating: "0", count: zeros) + digits).utf8))
  }

  private func floating(
    _ argument: (value: Value, type: DataType)
  ) throws(FormatFailure) -> [UInt8] {
    let decimal: RoundedDecimal
    switch argument.value {
    case .double(let value):
      guard let shortest = ShortestDecimal(value) else { return special(value) }
      decimal = RoundedDecimal(DecimalNumeral(shortest))
    case .real(let value):
      guard let shortest = ShortestDecimal(value) else { return special(Double(value)) }
      decimal = RoundedDecimal(DecimalNumeral(shortest))
    case .decimal:
      let text = argument.value.text(as: argument.type)?.bytes ?? []
      guard let numeral = DecimalNumeral(text) else { throw mismatch(argument.type) }
      decimal = RoundedDecimal(numeral)
    default: throw mismatch(argument.type)
    }
    let digits: String
    switch conversion {
    case 0x66: digits = decimal.fixed(places: precision ?? 6, keepsPoint: has("#"))
    case 0x65: digits = decimal.scientific(places: precision ?? 6, keepsPoint: has("#"))
    default: digits = decimal.general(digits: precision.map { max($0, 1) } ?? 6)
    }
    return number(digits, isNegative: decimal.isNegative)
  }

  private func special(_ value: Double) -> [UInt8] {
    guard !value.isNaN else { return padded(Array("NaN".utf8)) }
    let sign = value < 0 ? (has("(") ? "(" : "-") : has("+") ? "+" : has(" ") ? " " : ""
    return padded(Array((sign + "Infinity" + (sign == "(" ? ")" : "")).utf8))
  }

  /// A number with its sign, groups and zeros.
  private func number(_ text: String, isNegative: Bool) -> [UInt8] {
    var body = Array(text.utf8)
    var isNegative = isNegative
    if body.first == 0x2D {
      isNegative = true
      body.removeFirst()
    }
    if has(",") { body = grouped(body) }
    let before = isNegative ? (has("(") ? "(" : "-") : has("+") ? "+" : has(" ") ? " " : ""
    let after = isNegative && has("(") ? ")" : ""
    if has("0") {
      let missing = (width ?? 0) - before.utf8.count - body.count - after.utf8.count
      body = Array(repeating: 0x30, count: max(missing, 0)) + body
    }
    return padded(Array(before.utf8) + body + Array(after.utf8))
  }

  /// Commas between every three digits before the point.
  private func grouped(_ body: [UInt8]) -> [UInt8] {
    let wholeCount = body.prefix { $0 &- 0x30 <= 9 }.count
    var out: [UInt8] = []
    for (place, byte) in body.enumerated() {
      if place > 0, place < wholeCount, (wholeCount - place) % 3 == 0 { out.append(0x2C) }
      out.append(byte)
    }
    return out
  }

  private func cut(_ text: [UInt8]) -> [UInt8] {
    guard let precision else { return text }
    return Array(text[..<CodePoints.index(in: text, offsetBy: precision)])
  }

  private func padded(_ text: [UInt8]) -> [UInt8] {
    let shown = isUpper ? CaseMapping.upper(text) : text
    let missing = (width ?? 0) - CodePoints.count(shown)
    guard missing > 0 else { return shown }
    let filling = [UInt8](repeating: 0x20, count: missing)
    return has("-") ? shown + filling : filling + shown
  }

  private func mismatch(_ type: DataType) -> FormatFailure {
    FormatFailure(reason: "'\(source)' does not take a value of type \(type)")
  }
}
