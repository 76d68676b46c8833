// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

/// One call of a function and what comes of it.
struct Example: Sendable, CustomTestStringConvertible {
  enum Outcome: Sendable {
    case value(Value)
    case error(QueryError.Code, containing: String)
  }

  let name: String
  let arguments: [Argument]
  let outcome: Outcome

  init(_ name: String, _ arguments: [Argument], _ expected: Argument) {
    self.name = name
    self.arguments = arguments
    outcome = .value(expected.value)
  }

  /// A call that fails.
  init(
    _ name: String,
    _ arguments: [Argument],
    failsWith text: String,
    code: QueryError.Code = .invalidFunctionArgument
  ) {
    self.name = name
    self.arguments = arguments
    outcome = .error(code, containing: text)
  }

  var testDescription: String {
    "\(name)(\(arguments.map { $0.value.text(as: $0.type)?.string ?? "NULL" }.joined(separator: ", ")))"
  }

  /// Calls the function with its arguments as constants and as variables.
  func check() throws {
    for areConstant in [true, false] {
      do {
        let result = try Functions.call(name, arguments, areConstant: areConstant)
        guard case .value(let expected) = outcome else {
          Issue.record("\(testDescription) gave \(result)")
          return
        }
        #expect(result == expected, "\(testDescription)")
      } catch let error as QueryError {
        guard case .error(let code, let text) = outcome else { throw error }
        #expect(error.code == code, "\(testDescription): \(error.message)")
        let message = error.message + (error.hint.map { " (\($0))" } ?? "")
        #expect(message.contains(text), "\(testDescription): \(message)")
      }
    }
  }
}

/// A value with its type.
struct Argument: Sendable {
  let value: Value
  let type: DataType

  init(_ value: Value, _ type: DataType) {
    self.value = value
    self.type = type
  }

  static func json(_ text: String) -> Argument { Argument(.json(Text(text)), .json) }
  static func decimal(_ unscaled: Int128, _ precision: Int, _ scale: Int) -> Argument {
    Argument(.decimal(unscaled), .decimal(precision: precision, scale: scale))
  }
  static func bytes(_ bytes: [UInt8]) -> Argument { Argument(.varbinary(bytes), .varbinary) }
  static func utf8(_ text: String) -> Argument { .bytes(Array(text.utf8)) }
  static func text(bytes: [UInt8]) -> Argument { Argument(.varchar(Text(bytes: bytes)), .string) }
  static func real(_ number: Float) -> Argument { Argument(.real(number), .real) }
  static func ip(_ text: String) -> Argument {
    Argument(.ipaddress(AddressNumeral.ipAddress(Array(text.utf8)) ?? []), .ipaddress)
  }
  /// The bytes of hexadecimal digits.
  static func hex(_ digits: String) -> Argument {
    let values = digits.compactMap(\.hexDigitValue)
    return .bytes(
      stride(from: 0, to: values.count, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
    )
  }
}

extension Argument: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral, ExpressibleByNilLiteral,
  ExpressibleByArrayLiteral
{
  init(stringLiteral text: String) { self.init(.text(text), .string) }
  init(integerLiteral number: Int64) { self.init(.bigint(number), .bigint) }
  init(floatLiteral number: Double) { self.init(.double(number), .double) }
  init(booleanLiteral truth: Bool) { self.init(.boolean(truth), .boolean) }
  init(nilLiteral: ()) { self.init(.null, .unknown) }
  init(arrayLiteral elements: Argument...) {
    self.init(.array(elements.map(\.value)), .array(elements.first?.type ?? .string))
  }
}
