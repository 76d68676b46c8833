// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// What the SQL standard writes between the arguments of its JSON functions, as these functions take
/// it: a constant text of the clauses behind the arguments.
enum CallOptions {
  /// The clauses as text; nil where there are none.
  static func clauses(of call: FunctionCall) throws(QueryError) -> String? {
    var clauses: [String] = []
    for (name, option) in call.options.sorted(by: { $0.key < $1.key })
    where name != "returning" && !name.hasPrefix("default ") {
      let fallback = call.options["default \(name)"]
      guard let clause = clause(name, option, fallback, of: call.name.key) else {
        throw QueryError(
          .notSupported,
          "\(name.uppercased()) of \(call.name.name) is not supported",
          hint: fallback == nil ? nil : "DEFAULT takes a constant; coalesce takes any value",
          at: fallback?.range ?? option.range
        )
      }
      if !clause.isEmpty { clauses.append(clause) }
    }
    return clauses.isEmpty ? nil : clauses.joined(separator: " ")
  }

  /// An argument of a JSON constructor: the text that another JSON function gives is JSON already.
  static func json(_ argument: Expression, in call: FunctionCall) -> Expression {
    guard ["json_array", "json_object"].contains(call.name.key),
      case .call(let inner) = argument.kind,
      ["json_array", "json_object", "json_query"].contains(inner.name.key)
    else { return argument }
    let parse = FunctionCall(
      name: Identifier("json_parse", range: inner.name.range),
      arguments: [argument]
    )
    return Expression(.call(parse), argument.range)
  }

  /// The type behind RETURNING, if it is not what the function gives anyway.
  static func returnedType(of call: FunctionCall) throws(QueryError) -> DataType? {
    guard let option = call.options["returning"], case .cast(_, let name, _) = option.kind else {
      return nil
    }
    let type = try TypeResolver.resolve(name)
    guard !type.isVarchar else { return nil }
    guard call.name.key == "json_value" else {
      throw QueryError(
        .notSupported,
        "\(call.name.name) can only return varchar",
        at: option.range
      )
    }
    return type
  }

  /// One clause; empty where it says what is done anyway, nil where it cannot be done.
  private static func clause(
    _ name: String,
    _ option: Expression,
    _ fallback: Expression?,
    of function: String
  ) -> String? {
    guard case .string(let text) = option.kind else {
      if case .boolean(false) = option.kind { return "" }
      return nil
    }
    switch name {
    case "wrapper": return text == "without" ? "" : "with \(text) wrapper"
    case "quotes": return "\(text) quotes"
    case "on empty", "on error":
      guard let fallback else { return "\(text) \(name)" }
      return constant(fallback).map { "\($0) \(name)" }
    case "on null": return text == (function == "json_object" ? "null" : "absent") ? "" : nil
    case "on overflow": return text == "error" ? "" : nil
    default: return nil
    }
  }

  /// A literal as `SQLJSONClauses` reads it: its bytes in hexadecimal, so that it is one word.
  private static func constant(_ expression: Expression) -> String? {
    let text: String
    switch expression.kind {
    case .null: return "null"
    case .boolean(let flag): text = flag ? "true" : "false"
    case .string(let literal), .integer(let literal), .decimal(let literal), .double(let literal):
      text = literal
    case .unary(.minus, let operand):
      switch operand.kind {
      case .integer(let literal), .decimal(let literal), .double(let literal):
        text = "-" + literal
      default: return nil
      }
    default: return nil
    }
    return "default x" + String(decoding: Hexadecimal.encode(Array(text.utf8)), as: UTF8.self)
  }
}
