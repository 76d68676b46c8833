// SPDX-License-Identifier: Apache-2.0
private import Columns

extension QueryAnalysis {
  /// The value of `a`, `t.a`, `a.field.field`, `t.a.field` and so on.
  ///
  /// Looked for in the parameters of lambdas, in ORDER BY in the SELECT list, in the columns of FROM,
  /// and then in the enclosing queries; at each, the longest part of the chain that can be a
  /// relation's name is taken as one.
  func resolve(
    _ parts: [Identifier],
    _ range: SourceRange,
    _ context: ExpressionContext
  ) throws(QueryError) -> BoundExpression {
    if let parameter = context.parameter(parts[0]) {
      return try fields(parts.dropFirst(), of: parameter.at(parts[0].range), parts)
    }
    if !context.isInsideAggregate, !context.isInsideWindow,
      let found = try find(parts, in: context.outputs, { $0 })
    {
      return found
    }
    if let found = try find(parts, in: context.scope.columns, { $0 }) { return found }
    for (index, scope) in context.environment.outer.enumerated() {
      if let found = try find(parts, in: scope.columns, { $0.asOuter(depth: index + 1) }) {
        return found
      }
    }
    throw unknownColumn(parts, context)
  }

  /// Looks for a chain of names among some columns.
  private func find(
    _ parts: [Identifier],
    in columns: [ScopeColumn],
    _ view: (BoundExpression) -> BoundExpression
  ) throws(QueryError) -> BoundExpression? {
    for count in stride(from: parts.count - 1, through: 0, by: -1) {
      let name = parts[count]
      let matching = columns.filter { $0.matches(parts[..<count], name) }
      // A table's hidden columns give way to another relation's column of the name.
      let visible = matching.filter { !$0.isHidden }
      let found = visible.isEmpty ? matching : visible
      guard let column = found.first else { continue }
      guard found.dropFirst().allSatisfy({ $0.expression.isEquivalent(to: column.expression) })
      else { throw ambiguous(parts[...count], found) }
      let range = parts[0].range.joined(name.range)
      return try fields(parts[(count + 1)...], of: view(column.expression).at(range), parts)
    }
    return nil
  }

  /// Goes down from a row to a field of a field.
  func fields(
    _ names: ArraySlice<Identifier>,
    of base: BoundExpression,
    _ chain: [Identifier]
  ) throws(QueryError) -> BoundExpression {
    var value = base
    for (index, name) in zip(names.indices, names) {
      guard case .row(let fields) = value.type else {
        throw noFields(value.type, names[index...], of: chain)
      }
      let places = fields.indices.filter { fields[$0].name?.lowercased() == name.key }
      guard let place = places.first else {
        throw unknownField(name, in: fields, of: value)
      }
      guard places.count == 1 else {
        throw QueryError(
          .ambiguousName,
          "ambiguous row field reference: \(name.name)",
          at: name.range
        )
      }
      value = BoundExpression(
        .field(value, place),
        fields[place].type,
        at: (value.range ?? name.range).joined(name.range)
      )
    }
    return value
  }

  // MARK: Errors

  private func ambiguous(_ parts: ArraySlice<Identifier>, _ found: [ScopeColumn]) -> QueryError {
    let name = parts.map(\.name).joined(separator: ".")
    let relations = Set(found.compactMap(\.relation.last)).sorted()
    let cure = relations.map { "\($0).\(parts.last?.name ?? name)" }.joined(separator: " or ")
    let range = parts.dropFirst().reduce(parts.first?.range) { $0?.joined($1.range) }
    return QueryError(
      .ambiguousName,
      "column '\(name)' is ambiguous",
      hint: relations.count > 1 && parts.count == 1 ? "write \(cure)" : nil,
      at: range
    )
  }

  private func unknownColumn(_ parts: [Identifier], _ context: ExpressionContext) -> QueryError {
    let first = parts[0]
    let relations = ([context.scope] + context.environment.outer).flatMap(\.columns)
      .filter { $0.relation.last == first.key }
    if parts.count > 1, !relations.isEmpty {
      return QueryError(
        .columnNotFound,
        "column '\(first.name).\(parts[1].name)' cannot be resolved",
        hint: NearestName.nearest(parts[1].name, in: relations.compactMap(\.name))
          .map { "did you mean '\(first.name).\($0)'?" },
        at: parts[1].range
      )
    }
    let named = parts.count > 1 ? "\(first.name).\(parts[1].name)" : first.name
    return QueryError(
      .columnNotFound,
      "column '\(named)' cannot be resolved",
      hint: hint(forUnknown: first, context) ?? relationHint(parts, context),
      at: first.range
    )
  }

  /// What relations there are, for a name qualified with another.
  private func relationHint(_ parts: [Identifier], _ context: ExpressionContext) -> String? {
    guard parts.count > 1 else { return nil }
    let relations = Set(context.scope.columns.compactMap(\.relation.last)).sorted()
    guard !relations.isEmpty else { return nil }
    return "the relations here are " + relations.map { "'\($0)'" }.joined(separator: ", ")
  }

  private func hint(forUnknown name: Identifier, _ context: ExpressionContext) -> String? {
    if let place = context.aliases[name.key] {
      switch context.clause {
      case .groupBy:
        return "'\(name.name)' is an alias of the SELECT list: repeat its expression, or write its "
          + "ordinal \(place)"
      case .where, .having, .select, .orderBy, .joinOn, .unnest, .values:
        return "'\(name.name)' is an alias of the SELECT list, which \(context.clause.rawValue) "
          + "cannot see: repeat its expression"
      }
    }
    let known = ([context.scope] + context.environment.outer).flatMap(\.columns)
      .compactMap(\.name)
    let near = NearestName.nearest(name.name, in: known + context.outputs.compactMap(\.name))
    if name.isQuoted, near == nil || context.isComparand {
      return "double quotes enclose names, use single quotes for text: '\(name.name)'"
    }
    return near.map { "did you mean '\($0)'?" }
  }

  private func unknownField(
    _ name: Identifier,
    in fields: [RowField],
    of row: BoundExpression
  ) -> QueryError {
    let known = fields.compactMap(\.name)
    let near = NearestName.nearest(name.name, in: known).map { "did you mean '\($0)'?" }
    return QueryError(
      .columnNotFound,
      "the row has no field '\(name.name)'",
      hint: near ?? "its fields are \(known.joined(separator: ", "))",
      at: name.range
    )
  }

  private func noFields(
    _ type: DataType,
    _ rest: ArraySlice<Identifier>,
    of chain: [Identifier]
  ) -> QueryError {
    let base = chain.prefix(rest.startIndex).map(\.name).joined(separator: ".")
    let range = rest.dropFirst().reduce(rest.first?.range) { $0?.joined($1.range) }
    let path = "$" + rest.map { JSONPathText.step($0.name) }.joined()
    let hint: String?
    switch type {
    case .varchar, .char, .json:
      hint = "'\(base)' holds JSON as text: use json_extract_scalar(\(base), '\(path)')"
    case .map: hint = "use element_at(\(base), '\(rest.first?.name ?? "")')"
    case .array: hint = "take one element first: \(base)[1].\(rest.first?.name ?? "")"
    default: hint = nil
    }
    return QueryError(
      .typeMismatch,
      "'\(base)' is of type \(type), which has no field '\(rest.first?.name ?? "")'",
      hint: hint,
      at: range
    )
  }
}

extension ExpressionContext {
  /// The parameter of an enclosing lambda a name means.
  fileprivate func parameter(_ name: Identifier) -> BoundExpression? {
    for (depth, parameters) in lambdas.reversed().enumerated() {
      if let place = parameters.firstIndex(where: { $0.key == name.key }) {
        return BoundExpression(.lambdaParameter(depth: depth, place), parameters[place].type)
      }
    }
    return nil
  }
}

/// JSON paths as Athena's functions take them.
enum JSONPathText {
  /// One step of a path: `.name`, or `["a-name"]` where a bare name is not allowed.
  static func step(_ key: String) -> String {
    let isBare = key.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || $0 == "_" || ("0"..."9").contains($0)
    }
    if isBare, !key.isEmpty { return ".\(key)" }
    let escaped = key.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "[\"\(escaped)\"]"
  }
}
