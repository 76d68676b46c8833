// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

/// Whatever values a query meets, a function answers or throws; it never traps.
@Suite struct NoTrapTests {
  static let families: [ScalarFunction] =
    OperatorFunctions.all + MathFunctions.all + TimeFunctions.all + ArrayFunctions.all
    + MapFunctions.all

  static let callsPerOverload = 60

  @Test(arguments: families.map(\.name))
  func functionsTakeAnyValue(name: String) throws {
    var generator = ExtremeValues(
      seed: UInt64(name.utf8.reduce(7) { $0 &* 31 &+ Int($1) }.magnitude)
    )
    for function in NoTrapTests.families where function.name == name {
      for overload in function.overloads {
        let parameters = try #require(ParameterList(overload.signature.text))
        for _ in 0..<NoTrapTests.callsPerOverload {
          call(overload, parameters, &generator)
        }
      }
    }
  }

  private func call(
    _ overload: ScalarOverload,
    _ parameters: ParameterList,
    _ generator: inout ExtremeValues
  ) {
    var arguments: [Value] = []
    var types: [DataType] = []
    var lambdas: [Lambda] = []
    for type in parameters.types {
      if case .function(_, let result) = type {
        let answer = generator.value(of: result)
        let lambda: Lambda = { (_) throws(QueryError) in answer }
        lambdas.append(lambda)
      } else {
        types.append(type)
        arguments.append(generator.value(of: type))
      }
    }
    if overload.returnsNullOnNull, arguments.contains(.null) { return }
    do {
      let result = try overload.resultType?(types) ?? .unknown
      let answer =
        switch overload.make(types, result) {
        case .values(let body): try body(arguments)
        case .prepared(let prepare): try prepare(arguments.map(Optional.some))(arguments)
        case .higherOrder(let body): try body(arguments, lambdas)
        }
      _ = answer.text(as: result)
    } catch {
      #expect(error.code != .genericInternalError, "\(error.message)")
    }
  }

  static let castTypes: [DataType] = [
    .boolean, .tinyint, .smallint, .integer, .bigint, .real, .double,
    .decimal(precision: 38, scale: 0), .decimal(precision: 38, scale: 38),
    .decimal(precision: 5, scale: 2), .string, .varchar(length: 3), .char(length: 4), .varbinary,
    .date, .time(precision: 0), .time(precision: 12), .timestamp(precision: 0),
    .timestamp(precision: 12), .timestampWithTimeZone(precision: 3), .intervalDayToSecond,
    .intervalYearToMonth, .array(.string), .array(.bigint), .map(key: .string, value: .double),
    .row([RowField("a", .string), RowField(nil, .date)]), .json, .ipaddress, .uuid,
  ]

  @Test(arguments: castTypes)
  func castsTakeAnyValue(source: DataType) {
    var generator = ExtremeValues(seed: 99)
    for target in NoTrapTests.castTypes {
      guard let convert = Cast.make(from: source, to: target) else { continue }
      for _ in 0..<60 {
        do throws(QueryError) {
          let value = try convert(generator.value(of: source))
          _ = value.text(as: target)
        } catch {
          #expect(error.code.isCaughtByTry)
        }
      }
    }
  }
}

/// The parameter types of a signature, with a type put in for each variable.
private struct ParameterList {
  let types: [DataType]

  init?(_ signature: String) {
    guard let arrow = signature.range(of: ") ->"), signature.hasPrefix("(") else { return nil }
    let inner = signature[signature.index(after: signature.startIndex)..<arrow.lowerBound]
    var types: [DataType] = []
    for text in ParameterList.split(inner) {
      guard let type = ParameterList.type(text.replacing("...", with: "")) else { return nil }
      types.append(type)
    }
    self.types = types
  }

  private static func split(_ text: Substring) -> [String] {
    var parts: [String] = []
    var depth = 0
    var part = ""
    for character in text {
      depth += character == "(" ? 1 : character == ")" ? -1 : 0
      if character == ",", depth == 0 {
        parts.append(part)
        part = ""
      } else {
        part.append(character)
      }
    }
    return (parts + [part]).map { String($0.drop { $0 == " " }) }.filter { !$0.isEmpty }
  }

  private static func type(_ text: String) -> DataType? {
    if text.count == 1 { return text == "K" || text == "L" ? .string : .bigint }
    if let open = text.firstIndex(of: "("), text.hasSuffix(")") {
      let inner = split(text[text.index(after: open)...].dropLast())
      let types = inner.compactMap(type)
      switch text[..<open] {
      case "array": return types.first.map { .array($0) }
      case "map": return types.count == 2 ? .map(key: types[0], value: types[1]) : nil
      case "row": return .row(types.map { RowField(nil, $0) })
      case "function":
        return .function(parameters: types.dropLast(), result: types.last ?? .unknown)
      case "decimal": return .decimal(precision: 38, scale: 10)
      default: return nil
      }
    }
    return simple[text]
  }

  private static let simple: [String: DataType] = [
    "boolean": .boolean, "tinyint": .tinyint, "smallint": .smallint, "integer": .integer,
    "bigint": .bigint, "real": .real, "double": .double, "varchar": .string,
    "decimal": .decimal(precision: 38, scale: 10), "date": .date, "time": .time(precision: 6),
    "timestamp": .timestamp(precision: 9),
    "timestamp with time zone": .timestampWithTimeZone(precision: 9),
    "interval day to second": .intervalDayToSecond,
    "interval year to month": .intervalYearToMonth,
  ]
}

extension String {
  fileprivate func range(of text: String) -> Range<String.Index>? {
    firstRange(of: text)
  }
}

/// Values at the edges of their types, and some from between.
private struct ExtremeValues {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  private mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 11
  }

  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int(next() % UInt64(elements.count))]
  }

  private static let texts = [
    "", " ", "0", "-1", "9223372036854775808", "1e999999999", "-.", "NaN", "year", "day", "week",
    "hour", "month", "%Y-%m-%d", "%", "%%%", "%y%j%v%x", "yyyy", "ZZZ", "'", "DDDD e w x", "2020",
    "2020-02-30", "999999999-12-31", "-999999999-01-01", "2020-05-11T11:15:05.999999999+14:00",
    "-0001-W53-7", "99999-366", "Europe/Berlin", "+14:00", "1.5d", "99999999999999999999 d",
    "\u{1F600}é", "24:00", "23:59:59.9999999999999", "::", "1.2.3.4", "true", "[1,2]", "{}",
  ]

  private static let integers: [Int64] = [
    .min, .min + 1, -2_147_483_649, -86_400_001, -11, -1, 0, 1, 2, 5, 31, 64, 400, 10_001,
    86_400_000, 2_147_483_648, .max - 1, .max,
  ]

  private static let doubles: [Double] = [
    -.infinity, -.greatestFiniteMagnitude, -9.3e18, -1.5, -0.0, 0, Double(bitPattern: 10_000), 0.5,
    1, 36.5, 9.3e18,
    1e40, .greatestFiniteMagnitude, .infinity, .nan,
  ]

  mutating func value(of type: DataType) -> Value {
    if next() % 20 == 0 { return .null }
    switch type {
    case .boolean: return .boolean(next() % 2 == 0)
    case .tinyint: return .bigint(pick([-128, -1, 0, 1, 127]))
    case .smallint: return .bigint(pick([-32_768, -1, 0, 1, 32_767]))
    case .integer: return .bigint(pick([-2_147_483_648, -400, -5, 0, 1, 400, 2_147_483_647]))
    case .bigint: return .bigint(pick(ExtremeValues.integers))
    case .real: return .real(Float(pick(ExtremeValues.doubles)))
    case .double: return .double(pick(ExtremeValues.doubles))
    case .decimal(let precision, _):
      var bound: Int128 = 1
      for _ in 0..<precision { bound *= 10 }
      return .decimal(pick([-bound + 1, -1, 0, 1, bound / 2, bound - 1]))
    case .varchar, .char: return text()
    case .varbinary: return .varbinary(Array(repeating: 7, count: Int(next() % 18)))
    case .date: return .date(pick([.min, -719_163, -1, 0, 11_016, 18_393, .max]))
    case .time: return .time(pick([0, 1, 43_200_000_000_000_000, 86_399_999_999_999_999]))
    case .timestamp:
      return .timestamp(
        microseconds: pick(ExtremeValues.integers),
        picoseconds: pick([0, 999_999])
      )
    case .timestampWithTimeZone:
      return .timestampWithTimeZone(
        microseconds: pick(ExtremeValues.integers),
        picoseconds: pick([0, 999_999]),
        zone: TimeZoneKey(pick(["UTC", "+14:00", "-14:00", "Europe/Berlin", "Mars/Olympus"]))
      )
    case .intervalDayToSecond: return .intervalDayToSecond(pick(ExtremeValues.integers))
    case .intervalYearToMonth: return .intervalYearToMonth(pick([.min, -13, -1, 0, 1, 25, .max]))
    case .array(let element): return .array((0..<Int(next() % 6)).map { _ in value(of: element) })
    case .map(let key, let entry):
      var entries: [Value: Value] = [:]
      for _ in 0..<Int(next() % 4) {
        let key = value(of: key)
        if !key.isNull { entries[key] = value(of: entry) }
      }
      return .map(entries.map { MapEntry(key: $0.key, value: $0.value) })
    case .row(let fields): return .row(fields.map { value(of: $0.type) })
    case .json: return .json(Text(pick(["null", "1", "\"x\"", "[1,\"a\"]", "{\"a\":1}", "1e400"])))
    case .ipaddress: return .ipaddress(Array(repeating: UInt8(next() % 256), count: 16))
    case .uuid: return .uuid(Array(repeating: UInt8(next() % 256), count: 16))
    case .unknown, .function: return .null
    }
  }

  private mutating func text() -> Value {
    if next() % 4 == 0 {
      let bytes = (0..<Int(next() % 12)).map { _ in UInt8(truncatingIfNeeded: next()) }
      return .varchar(Text(bytes: bytes))
    }
    return .text(pick(ExtremeValues.texts))
  }
}
