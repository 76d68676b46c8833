// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Values that a plan node of their own must compute, put aside while an expression is bound.
///
/// The expression holds a negative column number in their place: `-1` for the first, `-2` for the
/// second. Each is replaced by a column of the node that computes it before the plan is finished.
struct PendingValues: Sendable {
  enum Entry: Sendable {
    case aggregate(AggregateCall)
    /// `grouping(a, b)`: which keys a row is not grouped by.
    case grouping([BoundExpression])
    case window(WindowCall)
    case subquery(PendingSubquery)
    /// In ORDER BY: an item of the SELECT list, by its place from 0.
    case output(Int)
  }

  private(set) var entries: [Entry] = []

  /// Puts a value aside; an aggregate or window that is there already is not computed twice.
  mutating func add(_ entry: Entry, type: DataType, at range: SourceRange?) -> BoundExpression {
    let place: Int
    if let known = entries.firstIndex(where: { $0.isEquivalent(to: entry) }) {
      place = known
    } else {
      place = entries.count
      entries.append(entry)
    }
    return BoundExpression(.column(-1 - place), type, at: range)
  }

  /// The entry a column number stands for; nil for a real column.
  func entry(_ column: Int) -> Entry? {
    column < 0 && -1 - column < entries.count ? entries[-1 - column] : nil
  }

  var subqueryCount: Int {
    entries.count { entry in
      if case .subquery = entry { true } else { false }
    }
  }

  /// Whether an aggregate or a grouping call was met.
  var hasAggregates: Bool {
    entries.contains { entry in
      switch entry {
      case .aggregate, .grouping: true
      case .window, .subquery, .output: false
      }
    }
  }
}

/// A subquery inside an expression: a column that `apply` adds.
struct PendingSubquery: Sendable {
  let plan: LogicalPlan
  /// A quantified comparison holds its left value.
  let kind: ApplyKind
  let type: DataType
}

extension PendingValues.Entry {
  func isEquivalent(to other: PendingValues.Entry) -> Bool {
    switch (self, other) {
    case (.aggregate(let first), .aggregate(let second)): first.isEquivalent(to: second)
    case (.grouping(let first), .grouping(let second)): first.isEquivalent(to: second)
    case (.window(let first), .window(let second)): first.isEquivalent(to: second)
    case (.output(let first), .output(let second)): first == second
    default: false
    }
  }
}
