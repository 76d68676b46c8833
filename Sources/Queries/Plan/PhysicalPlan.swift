// SPDX-License-Identifier: Apache-2.0
import Columns

/// How a query is carried out: the pipelines that ride on the shared scan, and the plan over the
/// rows they leave.
struct PhysicalQuery: Sendable {
  /// One for each scan of the logical plan, in its order; `PhysicalPlan.scanned` numbers them.
  var scans: [ScanPipeline]
  let root: PhysicalPlan
}

/// A pipeline over the columns of a scan.
struct ScanPipeline: Sendable {
  /// What the column numbers of the first stages mean.
  var columns: [ScanColumn]
  /// The records that enter it.
  let records: RecordKind
  var pipeline: PipelinePlan
}

/// What is done to batches of rows on their way into one sink.
///
/// Expressions number the columns of the batch that enters: projections are written into the
/// expressions above them. After `project` and `unnest` a new batch begins.
struct PipelinePlan: Sendable {
  var stages: [PipelineStage]
  var sink: SinkPlan
}

/// One step of a pipeline that rows pass through without stopping.
enum PipelineStage: Sendable {
  /// Keeps the rows for which every condition is TRUE; tested in this order.
  case filter([BoundExpression])
  /// Computes a new batch, where writing the projection into what is above it would change or
  /// repeat too much.
  case project([BoundExpression])
  case unnest(UnnestPlan)
  case join(LookupPlan)
}

/// A join with rows that are known before the scan.
struct LookupPlan: Sendable {
  /// The columns of the input, as expressions over the batch.
  var input: [BoundExpression]
  let right: ValueTable
  /// Whether rows without a match stay, as in a left join.
  let keepsUnmatched: Bool
  /// Over the batch.
  var keys: [BoundExpression]
  /// For each known row the values that must equal the keys; nil where nothing equals them.
  let rightKeys: [[Value]?]
  /// Over the columns of the input and the known rows.
  let condition: BoundExpression?
}

/// Rows times the elements of collections.
struct UnnestPlan: Sendable {
  /// The columns of the input, as expressions over the batch.
  var input: [BoundExpression]
  /// What is unnested, with the number of columns each gives.
  var collections: [Collection]
  let withOrdinality: Bool
  let keepsEmpty: Bool

  struct Collection: Sendable {
    var expression: BoundExpression
    let shape: Shape
  }

  /// What becomes of one element.
  enum Shape: Sendable {
    /// One column.
    case element
    /// One column a field of the row.
    case fields(Int)
    /// A map's key and value.
    case entry

    var columnCount: Int {
      switch self {
      case .element: 1
      case .fields(let count): count
      case .entry: 2
      }
    }
  }
}

/// Where a pipeline's rows end up.
enum SinkPlan: Sendable {
  case collect([BoundExpression])
  /// The first `count` rows.
  case limit([BoundExpression], count: Int)
  /// The first `count` rows in the order of the keys.
  case topN([BoundExpression], [SortKey], count: Int, withTies: Bool)
  /// All rows in the order of the keys.
  case sort([BoundExpression], [SortKey])
  case aggregate(AggregatePlan)
}

/// Groups and what is computed over each.
struct AggregatePlan: Sendable {
  var keys: [BoundExpression]
  /// The keys of each grouping set, by number; never empty.
  let sets: [[Int]]
  var aggregates: [AggregateCall]

  /// Whether a last column tells the set a row belongs to.
  var hasGroupingColumn: Bool { sets.count > 1 }
}

/// What is left to do with the rows of the pipelines.
indirect enum PhysicalPlan: Sendable {
  /// The merged rows of a pipeline over the shared scan, by its number.
  case scanned(Int)
  case values([[BoundExpression]], width: Int)
  case pipeline(PhysicalPlan, PipelinePlan)
  case limit(PhysicalPlan, offset: Int, count: Int?)
  case window(PhysicalPlan, [WindowCall])
  case join(PhysicalPlan, PhysicalPlan, JoinPlan)
  case semiJoin(PhysicalPlan, PhysicalPlan, JoinPlan, isAnti: Bool)
  case apply(PhysicalPlan, PhysicalPlan, ApplyPlan)
  case setOperation(SetOperator, isAll: Bool, PhysicalPlan, PhysicalPlan)
}

/// How the rows of two sides find each other.
struct JoinPlan: Sendable {
  let kind: JoinKind
  let keys: [JoinKey]
  /// Sees the left columns, then the right ones.
  let condition: BoundExpression?
  let leftWidth: Int

  init(_ kind: JoinKind, _ keys: [JoinKey], _ condition: BoundExpression?, leftWidth: Int) {
    self.kind = kind
    self.keys = keys
    self.condition = condition
    self.leftWidth = leftWidth
  }
}

/// What is made of the right side's rows for each left row.
struct ApplyPlan: Sendable {
  let kind: ApplyKind
  let rightWidth: Int
  /// The columns of the left row that the right side reads, in ascending order.
  let bindings: [Int]
}
