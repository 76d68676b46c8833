// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// One argument of a call before the overload is chosen.
enum CallArgument {
  case value(BoundExpression)
  /// A lambda, whose parameters get their types from the overload.
  case lambda([Identifier], Expression, SourceRange)

  /// What is no lambda.
  fileprivate var value: BoundExpression? {
    if case .value(let value) = self { value } else { nil }
  }

  /// The type, as an error names it.
  fileprivate var typeName: String {
    switch self {
    case .value(let value): value.type.description
    case .lambda: "function"
    }
  }
}

/// The choice of an overload: its number, and the arguments coerced to its types.
struct ChosenOverload {
  let index: Int
  let arguments: [BoundExpression]
  let argumentTypes: [DataType]
  /// As the signature tells it; nil where only the overload's own rule can.
  let resultType: DataType?
}

extension QueryAnalysis {
  /// The overload that fits the arguments with the fewest and smallest coercions, or nil.
  mutating func choose(
    among patterns: [SignaturePattern],
    _ arguments: [CallArgument],
    _ context: inout ExpressionContext
  ) throws(QueryError) -> ChosenOverload? {
    var best: (index: Int, parameters: [TypePattern], types: TypeUnification, cost: Int)?
    for (index, pattern) in patterns.enumerated() {
      guard let parameters = pattern.parameters(for: arguments.count),
        let (types, cost) = Self.match(parameters, arguments), cost < best?.cost ?? .max
      else { continue }
      best = (index, parameters, types, cost)
    }
    guard var best else { return nil }
    var bound: [BoundExpression] = []
    for (parameter, argument) in zip(best.parameters, arguments) {
      switch argument {
      case .value(let value):
        guard let type = best.types.type(of: parameter) else { return nil }
        bound.append(value.coerced(to: type))
      case .lambda(let names, let body, let range):
        guard case .function(let inputs, let result) = parameter else { return nil }
        bound.append(
          try bindLambda(names, body, range, inputs, result, &best.types, &context)
        )
      }
    }
    return ChosenOverload(
      index: best.index,
      arguments: bound,
      argumentTypes: bound.map(\.type),
      resultType: best.types.resultType(of: patterns[best.index])
    )
  }

  /// The variables' types and the cost of the coercions; nil where the arguments do not fit.
  private static func match(
    _ parameters: [TypePattern],
    _ arguments: [CallArgument]
  ) -> (TypeUnification, Int)? {
    var types = TypeUnification()
    for (parameter, argument) in zip(parameters, arguments) {
      switch (parameter, argument) {
      case (.function(let inputs, _), .lambda(let names, _, _)):
        guard inputs.count == names.count else { return nil }
      case (_, .value(let value)):
        guard types.take(value.type, for: parameter) else { return nil }
      case (_, .lambda): return nil
      }
    }
    var cost = 0
    for case (let parameter, .value(let value)) in zip(parameters, arguments) {
      guard let type = types.type(of: parameter), TypeCoercion.canCoerce(value.type, to: type)
      else { return nil }
      cost += TypeUnification.cost(from: value.type, to: type)
    }
    return (types, cost)
  }

  /// Binds a lambda's body over parameters whose types the other arguments have told.
  private mutating func bindLambda(
    _ names: [Identifier],
    _ body: Expression,
    _ range: SourceRange,
    _ inputs: [TypePattern],
    _ result: TypePattern,
    _ types: inout TypeUnification,
    _ context: inout ExpressionContext
  ) throws(QueryError) -> BoundExpression {
    var parameters: [ExpressionContext.Parameter] = []
    for (name, input) in zip(names, inputs) {
      guard let type = types.type(of: input) else {
        throw QueryError(
          .typeMismatch,
          "the type of the lambda's parameter '\(name.name)' cannot be told",
          at: name.range
        )
      }
      parameters.append(.init(key: name.key, type: type))
    }
    context.lambdas.append(parameters)
    defer { context.lambdas.removeLast() }
    let bound = try lambdaResult(try bind(body, &context), as: result, body.range, &types)
    let type = DataType.function(parameters: parameters.map(\.type), result: bound.type)
    return BoundExpression(.lambda(parameterCount: names.count, bound), type, at: range)
  }

  /// The value of a lambda's body as the type its signature asks for, or tells it by.
  private func lambdaResult(
    _ body: BoundExpression,
    as pattern: TypePattern,
    _ range: SourceRange,
    _ types: inout TypeUnification
  ) throws(QueryError) -> BoundExpression {
    guard let expected = types.type(of: pattern) else {
      guard types.take(body.type, for: pattern), let type = types.type(of: pattern) else {
        throw QueryError(.typeMismatch, "the lambda cannot give \(body.type) here", at: range)
      }
      return body.coerced(to: type)
    }
    guard TypeCoercion.canCoerce(body.type, to: expected) else {
      throw QueryError(
        .typeMismatch,
        "the lambda gives \(body.type) where \(expected) is expected",
        hint: "CAST(… AS \(body.type)) of the value it starts from makes them agree",
        at: range
      )
    }
    return body.coerced(to: expected)
  }

  /// Says what was given and what there is, as Athena does.
  func noOverload(
    _ name: String,
    _ signatures: [Signature],
    _ arguments: [CallArgument],
    _ range: SourceRange
  ) -> QueryError {
    let name = String(name.drop { $0 == "$" })
    let given = arguments.map(\.typeName).joined(separator: ", ")
    let expected = signatures.prefix(8).map { signature in
      name + (signature.text.components(before: "->") ?? signature.text)
    }
    return QueryError(
      .functionNotFound,
      "unexpected parameters (\(given)) for function \(name). "
        + "Expected: \(expected.joined(separator: ", "))",
      hint: Hints.calling(name, arguments.compactMap(\.value), signatures.map(\.text)),
      at: range
    )
  }
}

extension String {
  /// The text in front of a mark, without the space between.
  fileprivate func components(before mark: String) -> String? {
    guard let found = firstRange(of: mark) else { return nil }
    let head = self[..<found.lowerBound]
    return String(head.reversed().drop { $0 == " " }.reversed())
  }
}
