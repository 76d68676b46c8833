// SPDX-License-Identifier: Apache-2.0
import Columns

/// Drops rows that cannot change an answer of `min_by` or `max_by` over a column of short texts, before
/// anything is computed of them.
struct CompanionScreen {
  private let column: Int
  private let isGreatest: Bool
  /// For each group the best text that was let through.
  private var best: [ShortText?] = []

  /// The screen of a call; nil where there is none, as where a row that is dropped could have failed.
  init?(_ call: AggregateCall) {
    guard ["min_by", "max_by"].contains(call.function.name), call.arguments.count == 2,
      case .column(let number) = call.arguments[1].kind, !call.arguments[0].canFail
    else { return nil }
    column = number
    isGreatest = call.function.name == "max_by"
  }

  /// About how many bytes the texts take in memory.
  var byteCount: Int { best.count * MemoryLayout<ShortText?>.stride }

  mutating func extend(to groupCount: Int) {
    let missing = groupCount - best.count
    if missing > 0 { best.append(contentsOf: repeatElement(nil, count: missing)) }
  }

  /// The rows that are left, with their groups; of a row that is as good as another both are.
  mutating func narrow(
    _ rows: [UInt32],
    _ groups: [UInt32],
    _ batch: RecordBatch
  ) -> (rows: [UInt32], groups: [UInt32]) {
    guard case .spans(let vector) = batch.columns[column], let texts = vector.shortTexts else {
      return (rows, groups)
    }
    var kept: (rows: [UInt32], groups: [UInt32]) = ([], [])
    for index in rows.indices {
      let group = Int(groups[index])
      if let text = texts[Int(rows[index])] {
        if let last = best[group], isGreatest ? text < last : text > last { continue }
        best[group] = text
      }
      kept.rows.append(rows[index])
      kept.groups.append(groups[index])
    }
    return kept
  }
}
