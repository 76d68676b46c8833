// SPDX-License-Identifier: Apache-2.0
private import Columns

extension LogicalPlan {
  /// The plan as EXPLAIN shows it: one line a node, its inputs below it.
  ///
  /// ```
  /// Limit: 10
  /// └─ Sort: n DESC
  ///    └─ Project: eventname, count AS n
  ///       └─ Aggregate: count() BY eventname
  ///          └─ Filter: useridentity.type = 'Root'
  ///             └─ Scan: cloudtrail_logs (eventname, useridentity.type)
  /// ```
  package func explained() -> String {
    explainedLines(outer: []).joined(separator: "\n")
  }

  /// The node's line and those of its inputs.
  private func explainedLines(outer: [[Field]]) -> [String] {
    var lines = [explainedNode(outer)]
    for (index, input) in inputs.enumerated() {
      var view = outer
      if case .apply(let left, _, _, _) = self, index == 1 { view = [left.fields] + outer }
      let isLast = index == inputs.count - 1
      for (number, line) in input.explainedLines(outer: view).enumerated() {
        lines.append((number == 0 ? (isLast ? "└─ " : "├─ ") : (isLast ? "   " : "│  ")) + line)
      }
    }
    return lines
  }

  private func explainedNode(_ outer: [[Field]]) -> String {
    switch self {
    case .scan(let table, _, _, let fields):
      return "Scan: \(table) (\(fields.map(\.name).joined(separator: ", ")))"
    case .values(let rows, let fields):
      let names = ExpressionText([], outer)
      let texts = rows.prefix(4).map { "(\(names.list($0)))" }
      let more = rows.count > 4 ? ", … \(rows.count) rows" : ""
      return fields.isEmpty && rows.count == 1
        ? "One row" : "Values: \(texts.joined(separator: ", "))\(more)"
    case .filter(let input, let condition):
      return "Filter: \(ExpressionText(input.fields, outer).text(condition))"
    case .project(let input, let expressions, let fields):
      let names = ExpressionText(input.fields, outer)
      let items = zip(expressions, fields).map { expression, field in
        let text = names.text(expression)
        return text == field.name ? text : "\(text) AS \(field.name)"
      }
      return "Project: \(items.joined(separator: ", "))"
    case .aggregate(let input, let keys, let sets, let aggregates, _):
      return explainedAggregate(ExpressionText(input.fields, outer), keys, sets, aggregates)
    case .window(let input, let calls, _):
      let names = ExpressionText(input.fields, outer)
      return "Window: \(calls.map(names.text).joined(separator: ", "))"
    case .sort(let input, let keys):
      return "Sort: \(ExpressionText(input.fields, outer).order(keys))"
    case .limit(_, let offset, let count):
      return "Limit: \(Self.range(offset, count))"
    case .topN(let input, let keys, let offset, let count, let withTies):
      return "TopN: \(Self.range(offset, count))\(withTies ? " with ties" : "") by "
        + ExpressionText(input.fields, outer).order(keys)
    case .distinct: return "Distinct"
    case .join, .semiJoin, .apply: return explainedJoin(outer)
    case .unnest(let input, let arrays, let withOrdinality, let keepsEmpty, _):
      return "Unnest: \(ExpressionText(input.fields, outer).list(arrays))"
        + (withOrdinality ? " with ordinality" : "") + (keepsEmpty ? ", keeping rows without" : "")
    case .setOperation(let operation, let isAll, _, _, _):
      let name = operation.name
      return name.prefix(1) + name.dropFirst().lowercased() + (isAll ? " all" : "")
    }
  }

  private func explainedAggregate(
    _ names: ExpressionText,
    _ keys: [BoundExpression],
    _ sets: [[Int]],
    _ aggregates: [AggregateCall]
  ) -> String {
    let calls = aggregates.map(names.text).joined(separator: ", ")
    guard !keys.isEmpty else { return "Aggregate: \(calls)" }
    let all = Array(keys.indices)
    let by =
      sets.count == 1 && sets[0] == all
      ? names.list(keys)
      : "sets "
        + sets.map { "(\($0.map { names.text(keys[$0]) }.joined(separator: ", ")))" }
        .joined(separator: ", ")
    return calls.isEmpty ? "Aggregate: BY \(by)" : "Aggregate: \(calls) BY \(by)"
  }

  private func explainedJoin(_ outer: [[Field]]) -> String {
    switch self {
    case .join(let left, let right, let kind, let keys, let condition):
      return "Join \(kind)\(Self.condition(keys, condition, left, right, outer))"
    case .semiJoin(let left, let right, let keys, let condition, let isAnti):
      return (isAnti ? "AntiJoin" : "SemiJoin")
        + Self.condition(keys, condition, left, right, outer)
    case .apply(let left, _, let kind, _):
      switch kind {
      case .scalar: return "Apply scalar"
      case .exists: return "Apply exists"
      case .lateral(let keepsUnmatched): return "Apply lateral\(keepsUnmatched ? " left" : "")"
      case .quantified(let operation, let isAll, let value):
        let text = ExpressionText(left.fields, outer).text(value)
        return "Apply: \(text) \(operation.rawValue) \(isAll ? "ALL" : "ANY")"
      }
    default: return ""
    }
  }

  private static func condition(
    _ keys: [JoinKey],
    _ condition: BoundExpression?,
    _ left: LogicalPlan,
    _ right: LogicalPlan,
    _ outer: [[Field]]
  ) -> String {
    let leftNames = ExpressionText(left.fields, outer)
    let rightNames = ExpressionText(right.fields, outer)
    var terms = keys.map { "\(leftNames.text($0.left)) = \(rightNames.text($0.right))" }
    if let condition {
      terms.append(ExpressionText(left.fields + right.fields, outer).text(condition))
    }
    return terms.isEmpty ? "" : ": " + terms.joined(separator: " AND ")
  }

  private static func range(_ offset: Int, _ count: Int?) -> String {
    (count.map { "\($0)" } ?? "all") + (offset > 0 ? " from \(offset)" : "")
  }
}
