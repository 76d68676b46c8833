// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// What the SQL standard writes between the arguments of its JSON functions, as these functions take
/// it: a constant text of the clauses behind the arguments.
enum CallOptions {
  /// The clauses as text; nil where there are none.
  static func clauses(of call: FunctionCall) throws(QueryError) -> String? {
    var clauses: [String] = []
    for (name, option) in call.options.sorted(by: { $0.key < $1.key }) where name != "returning" {
      guard let clause = clause(name, option, of: call.name.key) else {
        throw QueryError(
          .notSupported,
          "\(name.uppercased()) of \(call.name.name) is not supported",
          hint: name.hasPrefix("default") ? "coalesce(json_value(…), …) gives a default" : nil,
          at: option.range
        )
      }
      if !clause.isEmpty { clauses.append(clause) }
    }
    return clauses.isEmpty ? nil : clauses.joined(separator: " ")
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
      let hasDefault = call(text, mentions: "default")
      return hasDefault ? nil : "\(text) \(name)"
    case "on null": return text == (function == "json_object" ? "null" : "absent") ? "" : nil
    case "on overflow": return text == "error" ? "" : nil
    default: return nil
    }
  }

  private static func call(_ text: String, mentions word: String) -> Bool {
    text.split(separator: " ").contains { $0 == word }
  }
}
