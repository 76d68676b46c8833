// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

/// One call of a catalogued function, with the overload named by its signature.
struct FunctionCall: Sendable, CustomTestStringConvertible {
  let name: String
  let signature: String
  let arguments: [Value]
  let types: [DataType]

  init(_ name: String, _ signature: String, _ arguments: Value..., types: [DataType]? = nil) {
    self.name = name
    self.signature = signature
    self.arguments = arguments
    self.types = types ?? arguments.map(FunctionCall.naturalType)
  }

  var testDescription: String { "\(name)\(signature) \(arguments)" }

  private var overload: ScalarOverload {
    get throws {
      let function = try #require(
        FunctionCatalogue.scalars.first { $0.name == name || $0.aliases.contains(name) },
        "there is no function \(name)"
      )
      return try #require(
        function.overloads.first { $0.signature.text == signature },
        "\(name) has no overload \(signature)"
      )
    }
  }

  /// The result's type where the overload computes it.
  func resultType() throws -> DataType? {
    guard let closure = try overload.resultType else { return nil }
    return try closure(types)
  }

  func value(result: DataType = .unknown, lambdas: [Lambda] = []) throws -> Value {
    let overload = try overload
    if overload.returnsNullOnNull, arguments.contains(.null) { return .null }
    let type = try overload.resultType?(types) ?? result
    switch overload.make(types, type) {
    case .values(let body): return try body(arguments)
    case .prepared(let prepare):
      let constant = try prepare(arguments.map(Optional.some))(arguments)
      let varying = try prepare(arguments.map { _ in nil })(arguments)
      #expect(constant == varying, "a constant argument makes another answer")
      return constant
    case .higherOrder(let body): return try body(arguments, lambdas)
    }
  }

  func error() -> QueryError? {
    do {
      _ = try value()
      return nil
    } catch {
      return error as? QueryError
    }
  }

  static func naturalType(_ value: Value) -> DataType {
    switch value {
    case .null: .unknown
    case .boolean: .boolean
    case .bigint: .bigint
    case .real: .real
    case .double: .double
    case .decimal: .decimal(precision: 38, scale: 0)
    case .varchar: .string
    case .varbinary: .varbinary
    case .date: .date
    case .time: .time(precision: 3)
    case .timestamp: .timestamp(precision: 3)
    case .timestampWithTimeZone: .timestampWithTimeZone(precision: 3)
    case .intervalDayToSecond: .intervalDayToSecond
    case .intervalYearToMonth: .intervalYearToMonth
    case .array(let values): .array(values.first.map(naturalType) ?? .unknown)
    case .map(let entries):
      .map(
        key: entries.first.map { naturalType($0.key) } ?? .unknown,
        value: entries.first.map { naturalType($0.value) } ?? .unknown
      )
    case .row(let values): .row(values.map { RowField(nil, naturalType($0)) })
    case .json: .json
    case .ipaddress: .ipaddress
    case .uuid: .uuid
    }
  }
}

/// Values as the SQL literals of the same text.
func timestamp(_ text: String) -> Value {
  let type = DataType.timestamp(precision: 12)
  return (try? Cast.make(from: .string, to: type)?(.text(text))) ?? .null
}

func instant(_ text: String) -> Value {
  let type = DataType.timestampWithTimeZone(precision: 12)
  return (try? Cast.make(from: .string, to: type)?(.text(text))) ?? .null
}

func date(_ text: String) -> Value {
  (try? Cast.make(from: .string, to: .date)?(.text(text))) ?? .null
}
