// SPDX-License-Identifier: Apache-2.0
import Columns

extension PipelinePlan {
  /// The columns of the entering batch that are read.
  var sourceColumns: Set<Int> {
    var columns: Set<Int> = []
    _ = mapSourceExpressions { expression in
      columns.formUnion(ExpressionTraits(expression).columns)
      return expression
    }
    return columns
  }

  /// The same pipeline with other expressions over the entering batch; stages behind one that
  /// makes a new batch stay as they are.
  func mapSourceExpressions(
    _ transform: (BoundExpression) -> BoundExpression
  ) -> PipelinePlan {
    var mapped = self
    for (place, stage) in stages.enumerated() {
      mapped.stages[place] = stage.mapExpressions(transform)
      if stage.makesBatch { return mapped }
    }
    mapped.sink = sink.mapExpressions(transform)
    return mapped
  }

  /// Every expression of the pipeline.
  var expressions: [BoundExpression] {
    var all: [BoundExpression] = []
    for case .join(let join) in stages {
      if let condition = join.condition { all.append(condition) }
    }
    for stage in stages {
      _ = stage.mapExpressions {
        all.append($0); return $0
      }
    }
    _ = sink.mapExpressions {
      all.append($0); return $0
    }
    return all
  }
}

extension PipelineStage {
  fileprivate var makesBatch: Bool {
    switch self {
    case .filter: false
    case .project, .unnest, .join: true
    }
  }

  fileprivate func mapExpressions(
    _ transform: (BoundExpression) -> BoundExpression
  ) -> PipelineStage {
    switch self {
    case .filter(let conditions): return .filter(conditions.map(transform))
    case .project(let expressions): return .project(expressions.map(transform))
    case .unnest(var plan):
      plan.input = plan.input.map(transform)
      for place in plan.collections.indices {
        plan.collections[place].expression = transform(plan.collections[place].expression)
      }
      return .unnest(plan)
    case .join(var plan):
      plan.input = plan.input.map(transform)
      plan.keys = plan.keys.map(transform)
      return .join(plan)
    }
  }
}

extension SinkPlan {
  fileprivate func mapExpressions(_ transform: (BoundExpression) -> BoundExpression) -> SinkPlan {
    switch self {
    case .collect(let output): return .collect(output.map(transform))
    case .limit(let output, let count): return .limit(output.map(transform), count: count)
    case .topN(let output, let keys, let count, let withTies):
      return .topN(
        output.map(transform),
        keys.transformed(transform),
        count: count,
        withTies: withTies
      )
    case .sort(let output, let keys):
      return .sort(output.map(transform), keys.transformed(transform))
    case .aggregate(var plan):
      plan.keys = plan.keys.map(transform)
      plan.aggregates = plan.aggregates.map { $0.transformed(transform) }
      return .aggregate(plan)
    }
  }
}
