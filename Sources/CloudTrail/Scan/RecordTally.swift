// SPDX-License-Identifier: Apache-2.0
import Columns

/// Counts the records of one text.
struct RecordTally {
  /// Records of every kind, in the scope or not.
  var seenCount = 0
  /// Events outside the scope.
  var outsideScopeCount = 0
  /// In the order of the kinds.
  private(set) var others: [OtherRecords] = []
  private(set) var refusedCount = 0
  /// What is wrong with the first refused record.
  private(set) var refusal: InputFailure?

  var recordCount: Int { others.reduce(seenCount) { $0 - $1.count } }

  /// Counts a record that is no event; it was counted as seen.
  mutating func addOther(_ kind: RecordKind, isOutsideScope: Bool) {
    let place =
      others.firstIndex { $0.kind.rawValue >= kind.rawValue } ?? others.count
    if place == others.count || others[place].kind != kind {
      others.insert(OtherRecords(kind: kind, count: 0, outsideScopeCount: 0), at: place)
    }
    others[place].count += 1
    if isOutsideScope { others[place].outsideScopeCount += 1 }
  }

  /// Counts a record that is left out; it is not counted as seen.
  mutating func refuse(_ failure: InputFailure) {
    refusedCount += 1
    if refusal == nil {
      let number = seenCount + refusedCount
      refusal = InputFailure(failure.kind, "record \(number) \(failure.reason)")
    }
  }
}
