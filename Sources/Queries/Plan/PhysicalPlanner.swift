// SPDX-License-Identifier: Apache-2.0
import Columns

/// Turns a logical plan into pipelines over the shared scan and a plan over their rows.
///
/// Every scan takes with it what stands above it up to the first node that must see all rows; that
/// node becomes the pipeline's sink where it can be fed row by row.
struct PhysicalPlanner {
  private var scans: [ScanPipeline] = []

  private init() {}

  /// Plans a query.
  static func plan(_ logical: LogicalPlan) -> PhysicalQuery {
    var planner = PhysicalPlanner()
    let root = planner.plan(logical)
    return PhysicalQuery(scans: planner.scans, root: root)
  }

  private mutating func plan(_ node: LogicalPlan) -> PhysicalPlan {
    switch node {
    case .scan, .filter, .project, .unnest:
      let chain = chain(node)
      return end(chain, .collect(chain.scope))
    case .values(let rows, let fields): return .values(rows, width: fields.count)
    case .aggregate(let input, let keys, let sets, let aggregates, _):
      return aggregate(input, keys: keys, sets: sets, aggregates)
    case .distinct(let input):
      let keys = input.fields.enumerated().map { BoundExpression(.column($0), $1.type) }
      return aggregate(input, keys: keys, sets: [], [])
    case .topN(let input, let keys, let offset, let count, let withTies):
      return topN(input, keys, offset: max(0, offset), count: max(0, count), withTies: withTies)
    case .limit(.sort(let input, let keys), let offset, .some(let count)):
      return topN(input, keys, offset: max(0, offset), count: max(0, count), withTies: false)
    case .limit(let input, let offset, let count):
      return limit(input, offset: max(0, offset), count: count.map { max(0, $0) })
    case .sort(let input, let keys):
      let chain = chain(input, takingIn: keys.map(\.expression))
      return end(chain, .sort(chain.scope, keys.transformed(chain.resolve)))
    case .window(let input, let calls, _): return .window(plan(input), calls)
    case .join(let left, let right, let kind, let keys, let condition):
      if let streamed = streamed(node) { return streamed }
      let join = JoinPlan(kind, keys, condition, leftWidth: left.fields.count)
      return .join(plan(left), plan(right), join)
    case .semiJoin(let left, let right, let keys, let condition, let isAnti):
      if let streamed = streamed(node) { return streamed }
      let join = JoinPlan(.inner, keys, condition, leftWidth: left.fields.count)
      return .semiJoin(plan(left), plan(right), join, isAnti: isAnti)
    case .apply(let left, let right, let kind, _):
      return streamed(node) ?? apply(left, right, kind)
    case .setOperation(let operation, let isAll, let left, let right, _):
      return .setOperation(operation, isAll: isAll, plan(left), plan(right))
    }
  }

  private mutating func aggregate(
    _ input: LogicalPlan,
    keys: [BoundExpression],
    sets: [[Int]],
    _ aggregates: [AggregateCall]
  ) -> PhysicalPlan {
    let expressions = keys + aggregates.flatMap(\.expressions)
    let chain = chain(input, takingIn: expressions)
    let plan = AggregatePlan(
      keys: keys.map(chain.resolve),
      sets: sets.isEmpty ? [Array(keys.indices)] : sets,
      aggregates: aggregates.map { $0.transformed(chain.resolve) }
    )
    return end(chain, .aggregate(plan))
  }

  private mutating func topN(
    _ input: LogicalPlan,
    _ keys: [SortKey],
    offset: Int,
    count: Int,
    withTies: Bool
  ) -> PhysicalPlan {
    let chain = chain(input, takingIn: keys.map(\.expression))
    let total = offset.addingReportingOverflow(count)
    let top = end(
      chain,
      .topN(
        chain.scope,
        keys.transformed(chain.resolve),
        count: total.overflow ? Int.max : total.partialValue,
        withTies: withTies && count > 0
      )
    )
    return offset > 0 ? .limit(top, offset: offset, count: withTies ? nil : count) : top
  }

  private mutating func limit(_ input: LogicalPlan, offset: Int, count: Int?) -> PhysicalPlan {
    guard let count else { return .limit(plan(input), offset: offset, count: nil) }
    let chain = chain(input)
    let total = offset.addingReportingOverflow(count)
    let first = end(
      chain,
      .limit(chain.scope, count: total.overflow ? Int.max : total.partialValue)
    )
    return offset > 0 ? .limit(first, offset: offset, count: count) : first
  }

  /// The part of the plan that can be done row by row, from a node downwards.
  private mutating func chain(_ node: LogicalPlan) -> PipelineBuilder {
    switch node {
    case .scan(_, let records, let columns, let fields):
      return PipelineBuilder(.scan(columns, records), types: fields.map(\.type))
    case .filter(let input, let condition):
      var chain = chain(input, takingIn: [condition])
      chain.filter(condition)
      return chain
    case .project(let input, let expressions, _):
      var chain = chain(input, takingIn: expressions)
      chain.project(expressions)
      return chain
    case .unnest(let input, let collections, let withOrdinality, let keepsEmpty, let fields):
      var chain = chain(input, takingIn: collections)
      chain.unnest(
        collections,
        withOrdinality: withOrdinality,
        keepsEmpty: keepsEmpty,
        types: fields.map(\.type)
      )
      return chain
    case .join, .semiJoin, .apply: return withKnownRows(node) ?? whole(node)
    case .values, .aggregate, .window, .sort, .limit, .topN, .distinct, .setOperation:
      return whole(node)
    }
  }

  private mutating func apply(
    _ left: LogicalPlan,
    _ right: LogicalPlan,
    _ kind: ApplyKind
  ) -> PhysicalPlan {
    let outside = plan(left)
    let inside = plan(right)
    let bindings = inside.outerColumns.filter { $0.depth == 1 }.map(\.number).sorted()
    let apply = ApplyPlan(kind: kind, rightWidth: right.fields.count, bindings: bindings)
    return .apply(outside, inside, apply)
  }

  /// A join or subquery done row by row on the left side's way to its end, where that can be.
  private mutating func streamed(_ node: LogicalPlan) -> PhysicalPlan? {
    guard let chain = withKnownRows(node) else { return nil }
    return end(chain, .collect(chain.scope))
  }

  /// The chain of a left side that reads a scan, taken on through a join or subquery whose right
  /// side is known before the scan; nil for all others.
  private mutating func withKnownRows(_ node: LogicalPlan) -> PipelineBuilder? {
    guard let left = node.inputs.first, left.readsScan, node.inputs.count == 2,
      let known = ConstantRows(node.inputs[1])
    else { return nil }
    switch node {
    case .join(_, _, let kind, let keys, let condition):
      guard kind.streamsLeft else { return nil }
      var chain = chain(left, takingIn: keys.map(\.left) + (condition.map { [$0] } ?? []))
      let types = node.fields.map(\.type)
      return chain.join(known, kind, keys, condition, types: types) ? chain : nil
    case .semiJoin(_, _, let keys, .none, let isAnti):
      var chain = chain(left, takingIn: keys.map(\.left))
      guard let match = known.contains(keys, chain.resolve) else { return nil }
      chain.keep(where: isAnti ? BoundExpression(.not(match), .boolean) : match)
      return chain
    case .apply(_, _, let kind, let fields):
      var chain = chain(left, takingIn: kind.expressions)
      guard let answer = known.answer(kind, chain.resolve), let type = fields.last?.type else {
        return nil
      }
      chain.add(answer, type)
      return chain
    case .scan, .values, .filter, .project, .aggregate, .window, .sort, .limit, .topN, .distinct,
      .semiJoin, .unnest, .setOperation:
      return nil
    }
  }

  /// A chain that begins behind a node.
  private mutating func whole(_ node: LogicalPlan) -> PipelineBuilder {
    PipelineBuilder(.plan(plan(node)), types: node.fields.map(\.type))
  }

  /// The chain below expressions; it ends where they read an enclosing query's row, since a scan's
  /// pipeline runs once and before any such row is known.
  private mutating func chain(
    _ node: LogicalPlan,
    takingIn expressions: [BoundExpression]
  ) -> PipelineBuilder {
    let chain = chain(node)
    guard case .scan = chain.source,
      expressions.contains(where: { !ExpressionTraits($0).outerColumns.isEmpty })
    else { return chain }
    return PipelineBuilder(.plan(end(chain, .collect(chain.scope))), types: node.fields.map(\.type))
  }

  private mutating func end(_ chain: PipelineBuilder, _ sink: SinkPlan) -> PhysicalPlan {
    let pipeline = PipelinePlan(stages: chain.stages, sink: sink)
    switch chain.source {
    case .scan(let columns, let records):
      let scan = ScanPipeline(columns: columns, records: records, pipeline: pipeline)
      scans.append(PrefixColumns.apply(to: scan))
      return .scanned(scans.count - 1)
    case .plan(let plan):
      return pipeline.isIdentity(width: chain.sourceWidth) ? plan : .pipeline(plan, pipeline)
    }
  }
}

extension PipelinePlan {
  /// Whether the rows come out as they go in.
  fileprivate func isIdentity(width: Int) -> Bool {
    guard stages.isEmpty, case .collect(let output) = sink, output.count == width else {
      return false
    }
    return output.enumerated().allSatisfy { place, expression in
      if case .column(place) = expression.kind { true } else { false }
    }
  }
}

extension JoinKind {
  /// Whether each left row finds its answer by itself.
  fileprivate var streamsLeft: Bool {
    switch self {
    case .inner, .left, .cross: true
    case .right, .full: false
    }
  }
}
