// SPDX-License-Identifier: Apache-2.0
private import Columns

extension QueryAnalysis {
  /// Calls that are not calls of functions: they choose which of their arguments to evaluate, or are
  /// known before the run.
  static let specialNames = [
    "coalesce", "nullif", "if", "try", "typeof", "now", "current_timezone", "grouping",
  ]

  /// The expression for such a call; nil for any other.
  mutating func bindSpecial(
    _ call: FunctionCall,
    _ range: SourceRange,
    _ context: inout ExpressionContext
  ) throws(QueryError) -> BoundExpression? {
    let name = call.name.key
    guard Self.specialNames.contains(name) else { return nil }
    let wasInsideTry = context.isInsideTry
    context.isInsideTry = wasInsideTry || name == "try"
    defer { context.isInsideTry = wasInsideTry }
    let arguments = try bind(call.arguments, &context)
    switch (name, arguments.count) {
    case ("coalesce", 2...):
      let terms = try unified(arguments, "COALESCE operands", range)
      return BoundExpression(.coalesce(terms), terms[0].type, at: range)
    case ("nullif", 2):
      return try nullif(
        Sides(arguments[0], arguments[1], call.arguments[0], call.arguments[1]),
        range
      )
    case ("if", 2), ("if", 3):
      let condition = try boolean(arguments[0], "IF condition", call.arguments[0].range)
      let results = try unified(Array(arguments.dropFirst()), "IF results", range)
      return BoundExpression(
        .caseWhen(
          [BoundWhen(condition: condition, result: results[0])],
          otherwise: results.count > 1 ? results[1] : nil
        ),
        results[0].type,
        at: range
      )
    case ("try", 1):
      return BoundExpression(.try(arguments[0]), arguments[0].type, at: range)
    case ("typeof", 1):
      return text(arguments[0].type.description, range)
    case ("now", 0), ("current_timezone", 0):
      return try currentValue(name, nil, range)
    default:
      let usage = [
        "coalesce": "coalesce(a, b, …)", "nullif": "nullif(a, b)", "if": "if(condition, a, b)",
        "try": "try(a)", "typeof": "typeof(a)", "now": "now()",
        "current_timezone": "current_timezone()",
      ]
      throw QueryError(
        .invalidArguments,
        "invalid number of arguments for '\(call.name.name)'",
        hint: usage[name].map { "write \($0)" },
        at: range
      )
    }
  }

  /// NULL when both are equal; the result has the first one's own type.
  private func nullif(
    _ sides: Sides,
    _ range: SourceRange
  ) throws(QueryError) -> BoundExpression {
    let equal = try compare(.equal, sides, range)
    if sides.left.type == sides.right.type {
      return BoundExpression(.nullif(sides.left, sides.right), sides.left.type, at: range)
    }
    let null = BoundExpression(.literal(.null), sides.left.type, at: range)
    return BoundExpression(
      .caseWhen([BoundWhen(condition: equal, result: null)], otherwise: sides.left),
      sides.left.type,
      at: range
    )
  }
}
