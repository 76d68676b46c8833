// SPDX-License-Identifier: Apache-2.0
package import Columns

extension LogicalPlan {
  /// The scan column that a column of the plan holds unchanged; nil for what was computed.
  ///
  /// A field of a row is the value further down in the record.
  package func origin(ofColumn index: Int) -> ScanColumn.Origin? {
    guard index >= 0 else { return nil }
    switch self {
    case .scan(_, _, let columns, _):
      return columns.indices.contains(index) ? columns[index].origin : nil
    case .values: return nil
    case .filter(let input, _), .sort(let input, _), .limit(let input, _, _),
      .topN(let input, _, _, _, _), .distinct(let input), .window(let input, _, _),
      .unnest(let input, _, _, _, _), .semiJoin(let input, _, _, _, _):
      return index < input.width ? input.origin(ofColumn: index) : nil
    case .project(let input, let expressions, _):
      return expressions.indices.contains(index) ? input.origin(of: expressions[index]) : nil
    case .aggregate(let input, let keys, _, _, _):
      return keys.indices.contains(index) ? input.origin(of: keys[index]) : nil
    case .join(let left, let right, _, _, _):
      let width = left.width
      return index < width
        ? left.origin(ofColumn: index) : right.origin(ofColumn: index - width)
    case .apply(let left, let right, let kind, _):
      let width = left.width
      if index < width { return left.origin(ofColumn: index) }
      switch kind {
      case .scalar: return right.origin(ofColumn: 0)
      case .lateral: return right.origin(ofColumn: index - width)
      case .exists, .quantified: return nil
      }
    case .setOperation(_, _, let left, let right, _):
      let origin = left.origin(ofColumn: index)
      return origin == right.origin(ofColumn: index) ? origin : nil
    }
  }

  private func origin(of expression: BoundExpression) -> ScanColumn.Origin? {
    switch expression.kind {
    case .column(let index): return origin(ofColumn: index)
    case .field(let base, let place):
      guard case .record(let path) = origin(of: base), case .row(let fields) = base.type,
        fields.indices.contains(place), let name = fields[place].name
      else { return nil }
      return .record(path + [name.lowercased()])
    case .literal, .outerColumn, .lambdaParameter, .call, .cast, .and, .or, .not, .comparison,
      .isDistinctFrom, .isNull, .between, .inList, .like, .caseWhen, .coalesce, .nullif, .try,
      .row, .array, .lambda:
      return nil
    }
  }
}
