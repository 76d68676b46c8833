// SPDX-License-Identifier: Apache-2.0
private import Columns

/// GROUP BY after binding: the distinct keys, and for each grouping set the keys it groups by.
struct GroupingSets {
  var keys: [BoundExpression] = []
  /// One empty set groups all rows into one.
  var sets: [[Int]] = [[]]

  /// The place of a key, which is added if it is new.
  mutating func place(of key: BoundExpression) -> Int {
    if let known = keys.firstIndex(where: { $0.isEquivalent(to: key) }) { return known }
    keys.append(key)
    return keys.count - 1
  }
}

extension QueryAnalysis {
  /// As many as Trino takes.
  private static let setLimit = 2048
  /// One bit each in a bigint.
  private static let keyLimit = 62

  /// Binds GROUP BY; an ordinal means an item of the SELECT list.
  mutating func bind(
    _ groupBy: GroupBy,
    outputs: [BoundExpression],
    _ context: inout ExpressionContext
  ) throws(QueryError) -> GroupingSets {
    context.clause = .groupBy
    defer { context.clause = .select }
    var grouping = GroupingSets()
    for item in groupBy.items {
      let choices = try sets(of: item, outputs: outputs, &grouping, &context)
      guard choices.count * grouping.sets.count <= Self.setLimit else {
        throw tooManySets(item.range)
      }
      grouping.sets = grouping.sets.flatMap { set in
        choices.map { Set(set).union($0).sorted() }
      }
    }
    guard grouping.sets.count == 1 || grouping.keys.count <= Self.keyLimit else {
      throw QueryError(
        .notSupported,
        "GROUP BY with grouping sets takes at most \(Self.keyLimit) columns",
        at: groupBy.items.last?.range
      )
    }
    if groupBy.isDistinct {
      var seen: Set<[Int]> = []
      grouping.sets = grouping.sets.filter { seen.insert($0).inserted }
    }
    return grouping
  }

  /// The sets one item of GROUP BY stands for.
  private mutating func sets(
    of item: GroupingItem,
    outputs: [BoundExpression],
    _ grouping: inout GroupingSets,
    _ context: inout ExpressionContext
  ) throws(QueryError) -> [[Int]] {
    switch item {
    case .expression(let expression):
      return [try places(of: [expression], outputs: outputs, &grouping, &context)]
    case .groupingSets(let sets, _):
      var choices: [[Int]] = []
      for set in sets {
        choices.append(try places(of: set, outputs: outputs, &grouping, &context))
      }
      return choices
    case .rollup(let parts, let range), .cube(let parts, let range):
      guard parts.count < Self.setLimit else { throw tooManySets(range) }
      var places: [[Int]] = []
      for part in parts {
        places.append(try self.places(of: part, outputs: outputs, &grouping, &context))
      }
      if case .rollup = item {
        return (0...places.count).reversed().map { places.prefix($0).flatMap { $0 } }
      }
      // Two to the eleventh is the limit of sets.
      guard places.count <= 11 else {
        throw tooManySets(range)
      }
      return (0..<(1 << places.count)).reversed().map { mask in
        places.enumerated().flatMap { index, part in
          mask >> (places.count - 1 - index) & 1 == 1 ? part : []
        }
      }
    }
  }

  private func tooManySets(_ range: SourceRange) -> QueryError {
    QueryError(
      .notSupported,
      "GROUP BY has more than \(Self.setLimit) grouping sets",
      at: range
    )
  }

  private mutating func places(
    of expressions: [Expression],
    outputs: [BoundExpression],
    _ grouping: inout GroupingSets,
    _ context: inout ExpressionContext
  ) throws(QueryError) -> [Int] {
    var places: [Int] = []
    for expression in expressions {
      // `GROUP BY (a, b)` names two keys.
      if case .row(let parts) = expression.kind {
        places += try self.places(of: parts, outputs: outputs, &grouping, &context)
        continue
      }
      places.append(grouping.place(of: try key(expression, outputs: outputs, &context)))
    }
    return places
  }

  private mutating func key(
    _ expression: Expression,
    outputs: [BoundExpression],
    _ context: inout ExpressionContext
  ) throws(QueryError) -> BoundExpression {
    let key: BoundExpression
    if case .integer(let digits) = expression.kind {
      guard let position = Int(digits), position >= 1, position <= outputs.count else {
        throw QueryError(
          .invalidColumnReference,
          "GROUP BY position \(digits) is not in select list",
          hint: "the list has \(outputs.count) columns",
          at: expression.range
        )
      }
      key = outputs[position - 1]
    } else {
      key = try bind(expression, &context)
    }
    guard key.columns.allSatisfy({ $0 >= 0 }) else {
      throw QueryError(
        .expressionNotScalar,
        "GROUP BY clause cannot contain aggregations, window functions, grouping operations or "
          + "subqueries",
        at: expression.range
      )
    }
    guard key.type.isComparable else {
      throw QueryError(
        .typeMismatch,
        "\(key.type) is not comparable, and therefore cannot be used in GROUP BY",
        at: expression.range
      )
    }
    return key
  }
}

extension GroupingItem {
  var range: SourceRange {
    switch self {
    case .expression(let expression): expression.range
    case .groupingSets(_, let range), .rollup(_, let range), .cube(_, let range): range
    }
  }
}
