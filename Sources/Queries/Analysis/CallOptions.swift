// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// What the SQL standard writes between the arguments of its JSON functions, as these functions take
/// it: another function, or a constant text of the clauses behind the arguments and the values that
/// the clauses name behind that.
enum CallOptions {
  /// A call without clauses that means the same.
  struct Form {
    /// A function's name in the catalogue.
    let function: String
    let arguments: [Expression]
  }

  /// The form of a SQL/JSON call; nil for any other.
  static func form(of call: FunctionCall) throws(QueryError) -> Form? {
    switch call.name.key {
    case "json_array", "json_object":
      return Form(
        function: constructor(call),
        arguments: call.arguments.map { json($0) }
      )
    case "json_value", "json_query", "json_exists": return try query(call)
    default: return nil
    }
  }

  // MARK: Constructors

  private static func constructor(_ call: FunctionCall) -> String {
    let isArray = call.name.key == "json_array"
    var words: [String] = []
    if case .string(let onNull)? = call.options["on null"]?.kind,
      onNull != (isArray ? "absent" : "null")
    {
      words.append(onNull)
    }
    if case .boolean(true)? = call.options["unique keys"]?.kind { words.append("unique") }
    return words.isEmpty ? call.name.key : "$\(call.name.key) " + words.joined(separator: " ")
  }

  /// An argument of a constructor: the text that another JSON function gives is JSON already.
  private static func json(_ argument: Expression) -> Expression {
    guard case .call(let inner) = argument.kind,
      ["json_array", "json_object", "json_query"].contains(inner.name.key)
    else { return argument }
    let parse = FunctionCall(
      name: Identifier("json_parse", range: inner.name.range),
      arguments: [argument]
    )
    return Expression(.call(parse), argument.range)
  }

  // MARK: Queries

  private static func query(_ call: FunctionCall) throws(QueryError) -> Form {
    var clauses: [String] = []
    var values: [Expression] = []
    for (name, option) in call.options.sorted(by: { $0.key < $1.key })
    where name != "returning" && !name.hasPrefix("default ") {
      switch name {
      case _ where name.hasPrefix("passing "):
        clauses.append("passing \(word(String(name.dropFirst(8))))")
        values.append(option)
      case "on empty", "on error":
        guard let fallback = call.options["default \(name)"] else {
          clauses.append("\(text(option)) \(name)")
          continue
        }
        if let constant = constant(fallback) {
          clauses.append("\(constant) \(name)")
        } else {
          clauses.append("default argument \(name)")
          let varchar = TypeName(name: "varchar", arguments: [], range: fallback.range)
          values.append(Expression(.cast(fallback, varchar, isTry: false), fallback.range))
        }
      case "wrapper" where text(option) == "without": continue
      case "wrapper": clauses.append("with \(text(option)) wrapper")
      case "quotes": clauses.append("\(text(option)) quotes")
      default:
        throw QueryError(
          .notSupported,
          "\(name.uppercased()) of \(call.name.name) is not supported",
          at: option.range
        )
      }
    }
    guard !clauses.isEmpty else {
      return Form(function: call.name.key, arguments: call.arguments)
    }
    let clause = Expression(.string(clauses.joined(separator: " ")), call.name.range)
    guard values.count <= SQLJSONFunctions.maximumValueCount else {
      throw QueryError(
        .notSupported,
        "more than \(SQLJSONFunctions.maximumValueCount) values are passed to \(call.name.name)",
        at: call.name.range
      )
    }
    return Form(
      function: values.isEmpty ? call.name.key : "$\(call.name.key)",
      arguments: call.arguments + [clause] + values
    )
  }

  private static func text(_ option: Expression) -> String {
    if case .string(let text) = option.kind { text } else { "" }
  }

  /// A literal as `SQLJSONClauses` reads it: its bytes in hexadecimal, so that it is one word.
  private static func constant(_ expression: Expression) -> String? {
    switch expression.kind {
    case .null: return "null"
    case .boolean(let flag): return "default " + word(flag ? "true" : "false")
    case .string(let literal), .integer(let literal), .decimal(let literal), .double(let literal):
      return "default " + word(literal)
    case .unary(.minus, let operand):
      switch operand.kind {
      case .integer(let literal), .decimal(let literal), .double(let literal):
        return "default " + word("-" + literal)
      default: return nil
      }
    default: return nil
    }
  }

  private static func word(_ text: String) -> String {
    "x" + String(decoding: Hexadecimal.encode(Array(text.utf8)), as: UTF8.self)
  }

  // MARK: RETURNING

  /// The type behind RETURNING, if it is not what the function gives anyway.
  static func returnedType(of call: FunctionCall) throws(QueryError) -> DataType? {
    guard let option = call.options["returning"], case .cast(_, let name, _) = option.kind else {
      return nil
    }
    let type = try TypeResolver.resolve(name)
    switch type {
    case .varchar(length: .none): return nil
    case .varchar, .char: return type
    case .varbinary where call.name.key != "json_value": return type
    default:
      guard call.name.key == "json_value" else {
        throw QueryError(
          .typeMismatch,
          "\(call.name.name) returns text or varbinary, and not \(type)",
          at: option.range
        )
      }
      return type
    }
  }

  /// Whether the call says ERROR ON ERROR.
  static func failsOnError(_ call: FunctionCall) -> Bool {
    call.name.key != "json_value" || call.options["on error"].map(text) == "error"
  }
}
