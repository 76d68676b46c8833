// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

/// Calls functions of the catalogue by name, with the overload that takes the arguments' types as
/// they are.
enum Functions {
  struct NoSuchOverload: Error { let call: String }

  static func call(
    _ name: String,
    _ arguments: [Argument],
    areConstant: Bool = false
  ) throws -> Value {
    let types = arguments.map(\.type)
    guard let overload = overload(name, types) else {
      throw NoSuchOverload(call: "\(name)(\(types.map(\.description).joined(separator: ", ")))")
    }
    let values = arguments.map(\.value)
    if overload.returnsNullOnNull, values.contains(where: \.isNull) { return .null }
    let result = try overload.resultType?(types) ?? .string
    switch overload.make(types, result) {
    case .values(let body): return try body(values)
    case .prepared(let prepare):
      let constants: [Value?] = areConstant ? values : values.map { _ in nil }
      return try prepare(constants)(values)
    case .higherOrder: throw NoSuchOverload(call: "\(name) takes a lambda")
    }
  }

  /// Calls the overload whose last parameter is a lambda.
  static func call(
    _ name: String,
    _ arguments: [Argument],
    lambda: @escaping Lambda
  ) throws -> Value {
    for overload in overloads(name) where overload.signature.text.contains("function") {
      guard case .higherOrder(let body) = overload.make(arguments.map(\.type), .string) else {
        continue
      }
      return try body(arguments.map(\.value), [lambda])
    }
    throw NoSuchOverload(call: "\(name) with a lambda")
  }

  static func overloads(_ name: String) -> [ScalarOverload] {
    FunctionCatalogue.scalars
      .filter { $0.name == name || $0.aliases.contains(name) }
      .flatMap(\.overloads)
  }

  private static func overload(_ name: String, _ types: [DataType]) -> ScalarOverload? {
    overloads(name).first { overload in
      var parameters = parameters(of: overload.signature)
      if let last = parameters.last, last.hasSuffix("...") {
        let repeated = String(last.dropLast(3))
        let missing = types.count - parameters.count
        guard missing >= 0 else { return false }
        parameters.removeLast()
        parameters += Array(repeating: repeated, count: missing + 1)
      }
      return parameters.count == types.count && zip(parameters, types).allSatisfy(accepts)
    }
  }

  /// The parameters' types as the signature writes them.
  static func parameters(of signature: Signature) -> [String] {
    var list = Substring(signature.text)
    // The list ends before the last arrow; lambdas have none of their own.
    while let last = list.last, last != ">" || list.dropLast().last != "-" { list.removeLast() }
    list = list.dropLast(3).dropFirst().dropLast()
    var parameters: [String] = []
    var current = ""
    var depth = 0
    for character in list {
      if character == ",", depth == 0 {
        parameters.append(current)
        current = ""
        continue
      }
      depth += character == "(" ? 1 : character == ")" ? -1 : 0
      if !(current.isEmpty && character == " ") { current.append(character) }
    }
    return current.isEmpty ? parameters : parameters + [current]
  }

  private static func accepts(_ parameter: String, _ type: DataType) -> Bool {
    if type == .unknown || (parameter.count == 1 && parameter.allSatisfy(\.isUppercase)) {
      return true
    }
    if parameter == "integer" { return type == .integer || type == .bigint }
    return parameter == type.description
  }
}
