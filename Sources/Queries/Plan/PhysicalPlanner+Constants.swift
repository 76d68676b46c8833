// SPDX-License-Identifier: Apache-2.0
import Columns

/// Rows that are known before anything is read: of a plan without scans that reads no outer row.
///
/// Such a side of a join, as a list of accounts in VALUES, need not wait for the scan; so neither
/// must the rows of the scan be kept until it is there.
struct ConstantRows {
  /// More rows are joined as those of any other side.
  private static let most = 100_000

  let table: ValueTable

  /// Computes the rows; nil when the plan reads a scan or an outer row, or fails: then it is
  /// computed in its place, if it is asked for.
  init?(_ plan: LogicalPlan) {
    guard !plan.readsScan else { return nil }
    let physical = PhysicalPlanner.plan(plan).root
    let recorder = StepRecorder(stepCount: physical.stepCount)
    guard physical.outerColumns.isEmpty,
      let rows = try? PlanCompiler(scanned: [], recorder: recorder, budget: MemoryBudget())
        .compile(physical)([]),
      rows.rowCount <= Self.most, let table = try? rows.values()
    else { return nil }
    self.table = table
  }

  /// What a subquery adds to each row, as an expression over the rows outside; nil for a lateral
  /// one.
  func answer(_ kind: ApplyKind, _ resolve: (BoundExpression) -> BoundExpression)
    -> BoundExpression?
  {
    switch kind {
    case .scalar: return scalar
    case .exists: return BoundExpression(.literal(.boolean(table.rowCount > 0)), .boolean)
    case .quantified(let sign, let isAll, let value):
      let comparison = QuantifiedComparison(sign, isAll: isAll, table.columns[0], value.type)
      return Self.call(.boolean, [resolve(value)]) { (arguments) throws(QueryError) in
        switch try comparison.test(arguments[0]) {
        case .yes: .boolean(true)
        case .no: .boolean(false)
        case .unknown: .null
        }
      }
    case .lateral: return nil
    }
  }

  /// Whether the keys of a row, as expressions over the rows outside, have a match.
  func contains(_ keys: [JoinKey], _ resolve: (BoundExpression) -> BoundExpression)
    -> BoundExpression?
  {
    guard let rightKeys = self.keys(keys) else { return nil }
    let known = JoinTable(rightKeys)
    return Self.call(.boolean, keys.map { resolve($0.left) }) { (arguments) throws(QueryError) in
      .boolean(!known.rows(for: arguments).isEmpty)
    }
  }

  /// For each row the values of the right sides of keys; nil when they cannot be computed here.
  func keys(_ keys: [JoinKey]) -> [[Value]?]? {
    let expressions = keys.map(\.right)
    guard expressions.allSatisfy({ ExpressionTraits($0).isPure }) else { return nil }
    return try? JoinTable.keys(
      of: table,
      expressions.map(ExpressionCompiler(memos: nil).function),
      []
    )
  }

  /// The only value; several rows fail where the value is asked for.
  private var scalar: BoundExpression? {
    guard table.rowCount > 1 else {
      let value = table.rowCount == 1 ? table.columns[0][0] : .null
      return BoundExpression(.literal(value), .unknown)
    }
    return Self.call(.unknown, []) { (_) throws(QueryError) in throw .severalRows }
  }

  /// A call of a function that holds what is known.
  ///
  /// Its name tells it from functions of the catalogue, which are the same wherever they have the
  /// same name.
  private static func call(
    _ type: DataType,
    _ arguments: [BoundExpression],
    _ body: @escaping @Sendable ([Value]) throws(QueryError) -> Value
  ) -> BoundExpression {
    let overload = ScalarOverload("() -> boolean", returnsNullOnNull: false) { _, _ in
      .values(body)
    }
    let function = ResolvedScalarFunction(
      name: ScalarCall.subqueryName,
      overload: overload,
      argumentTypes: arguments.map(\.type),
      resultType: type
    )
    return BoundExpression(.call(ScalarCall(function, arguments)), type)
  }
}

extension ScalarCall {
  /// The name of calls that stand for a subquery whose rows are known.
  static let subqueryName = "$subquery"
}

extension LogicalPlan {
  /// Whether there is a scan in the plan.
  var readsScan: Bool {
    if case .scan = self { return true }
    return inputs.contains { $0.readsScan }
  }
}

extension QueryError {
  /// What a scalar subquery must not give.
  static let severalRows = QueryError(
    .subqueryMultipleRows,
    "Scalar sub-query has returned multiple rows"
  )
}
