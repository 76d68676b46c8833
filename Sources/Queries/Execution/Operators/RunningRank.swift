// SPDX-License-Identifier: Apache-2.0
import Columns

/// `row_number`, `rank` and `dense_rank`, row by row: no partition has to be in memory for them.
struct RunningRank {
  enum Kind {
    case rowNumber, rank, denseRank

    /// Nil for calls that look at other rows.
    init?(_ call: WindowCall) {
      switch call.function {
      case .ranking(.rowNumber): self = .rowNumber
      case .ranking(.rank): self = .rank
      case .ranking(.denseRank): self = .denseRank
      case .ranking, .aggregate: return nil
      }
    }
  }

  private let kind: Kind
  private let order: RowOrder
  private var last: SortEntry?
  /// Rows of the partition so far.
  private var rowCount: Int64 = 0
  private var answer: Int64 = 0

  init(_ kind: Kind, _ order: RowOrder) {
    self.kind = kind
    self.order = order
  }

  /// The answer for the next row in the order of partitions and keys.
  mutating func next(_ entry: SortEntry) -> Int64 {
    if let last, last.prefix != entry.prefix {
      self.last = nil
      rowCount = 0
      answer = 0
    }
    rowCount += 1
    let isPeer = last.map { order.compare($0, entry) == 0 } ?? false
    switch kind {
    case .rowNumber: answer = rowCount
    case .rank: if !isPeer { answer = rowCount }
    case .denseRank: if !isPeer { answer += 1 }
    }
    last = entry
    return answer
  }
}
