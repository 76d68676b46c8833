// SPDX-License-Identifier: Apache-2.0
import Columns

/// Puts together the stages of one pipeline, from its source upwards.
///
/// A projection is not a stage: its expressions are kept as the scope and written into the
/// expressions above, so that those still read the source's own columns, whose dictionaries make
/// them cheap.
struct PipelineBuilder {
  enum Source {
    case scan([ScanColumn], RecordKind)
    case plan(PhysicalPlan)
  }

  /// Above this number of nodes a projection is computed rather than written into what is above
  /// it, which could grow without bound.
  private static let largestScope = 2_000

  let source: Source
  let sourceWidth: Int
  private(set) var stages: [PipelineStage] = []
  /// The current columns, as expressions over the columns of the current batch.
  private(set) var scope: [BoundExpression]

  init(_ source: Source, types: [DataType]) {
    self.source = source
    sourceWidth = types.count
    scope = Self.columns(types)
  }

  /// An expression over the current columns, as one over the batch.
  func resolve(_ expression: BoundExpression) -> BoundExpression {
    expression.substituting { scope[$0] }
  }

  /// Keeps the rows for which a condition is TRUE.
  mutating func filter(_ condition: BoundExpression) {
    keep(where: resolve(condition))
  }

  /// Keeps the rows for which a condition over the batch is TRUE.
  mutating func keep(where condition: BoundExpression) {
    let conditions = condition.conjuncts
    if case .filter(let earlier) = stages.last {
      stages[stages.count - 1] = .filter(earlier + conditions)
    } else {
      stages.append(.filter(conditions))
    }
  }

  /// Replaces the current columns.
  mutating func project(_ expressions: [BoundExpression]) {
    let resolved = expressions.map(resolve)
    let isPlain =
      resolved.allSatisfy { ExpressionTraits($0).isDeterministic }
      && resolved.reduce(0) { $0 + $1.nodeCount } <= Self.largestScope
    if isPlain {
      scope = resolved
    } else {
      stages.append(.project(resolved))
      scope = Self.columns(expressions.map(\.type))
    }
  }

  /// Adds a column.
  mutating func add(_ expression: BoundExpression, _ type: DataType) {
    scope.append(BoundExpression(expression.kind, type, at: expression.range))
  }

  /// Pairs rows with rows that are known, unless their keys cannot be computed; `types` are those of
  /// both sides.
  mutating func join(
    _ right: ConstantRows,
    _ kind: JoinKind,
    _ keys: [JoinKey],
    _ condition: BoundExpression?,
    types: [DataType]
  ) -> Bool {
    guard let rightKeys = right.keys(keys) else { return false }
    let plan = LookupPlan(
      input: scope,
      right: right.table,
      keepsUnmatched: kind == .left,
      keys: keys.map { resolve($0.left) },
      rightKeys: rightKeys,
      condition: condition
    )
    stages.append(.join(plan))
    scope = Self.columns(types)
    return true
  }

  /// Repeats rows for the elements of collections; `types` are those of the current columns, the
  /// elements' columns and the ordinality.
  mutating func unnest(
    _ collections: [BoundExpression],
    withOrdinality: Bool,
    keepsEmpty: Bool,
    types: [DataType]
  ) {
    var place = scope.count
    let shaped = collections.map { collection in
      let shape = UnnestPlan.Shape(
        collection.type,
        firstColumn: place < types.count ? types[place] : .unknown
      )
      place += shape.columnCount
      return UnnestPlan.Collection(expression: resolve(collection), shape: shape)
    }
    stages.append(
      .unnest(
        UnnestPlan(
          input: scope,
          collections: shaped,
          withOrdinality: withOrdinality,
          keepsEmpty: keepsEmpty
        )
      )
    )
    scope = Self.columns(types)
  }

  private static func columns(_ types: [DataType]) -> [BoundExpression] {
    types.enumerated().map { BoundExpression(.column($0), $1) }
  }
}

extension UnnestPlan.Shape {
  /// What becomes of a collection: rows are spread over several columns unless the first column is
  /// of the whole row's type.
  fileprivate init(_ collection: DataType, firstColumn: DataType) {
    switch collection {
    case .map: self = .entry
    case .array(let element):
      if case .row(let fields) = element, element != firstColumn {
        self = .fields(fields.count)
      } else {
        self = .element
      }
    case .unknown, .boolean, .tinyint, .smallint, .integer, .bigint, .real, .double, .decimal,
      .varchar, .char, .varbinary, .date, .time, .timestamp, .timestampWithTimeZone,
      .intervalDayToSecond, .intervalYearToMonth, .row, .json, .ipaddress, .uuid, .function:
      self = .element
    }
  }
}

extension BoundExpression {
  /// The number of expressions in the tree.
  fileprivate var nodeCount: Int {
    children.reduce(1) { $0 + $1.nodeCount }
  }
}
