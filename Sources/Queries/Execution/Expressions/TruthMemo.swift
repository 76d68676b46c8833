// SPDX-License-Identifier: Apache-2.0
import Columns

/// The answers of one condition over dictionary columns, kept by code or combination of codes.
///
/// A class, since the closures of one worker that hold it share what it learns.
final class TruthMemo {
  /// The mark of a code that was not asked for yet.
  static let unset: UInt8 = 0xFF

  private var source: AnyObject?
  private var generation = 0
  /// Raw values of `TruthValue`, or `unset`.
  private var answers: [UInt8] = []

  /// The answer for one row.
  func truth(
    of vector: DictionaryVector,
    _ frame: Frame,
    _ row: Int,
    _ test: RowTest
  ) throws(QueryError) -> TruthValue {
    let dictionary = vector.dictionary
    prepare(for: dictionary, dictionary.generation, count: dictionary.values.count)
    let code = Int(vector.codes[row])
    if let known = TruthValue(rawValue: answers[code]) { return known }
    let answer = try test(frame, row)
    answers[code] = answer.rawValue
    return answer
  }

  /// The rows of a selection for which the condition is TRUE.
  func narrow(
    _ selection: [UInt32],
    by coded: RowCodes,
    _ frame: Frame,
    _ test: RowTest
  ) throws(QueryError) -> [UInt32] {
    prepare(for: coded.source, coded.generation, count: coded.count)
    // The table is taken out of the object, so that the loop works on plain memory; when the test
    // throws it is lost and begins anew.
    var known = answers
    answers = []
    var kept = [UInt32](repeating: 0, count: selection.count)
    var places = kept.mutableSpan
    var count = 0
    for index in selection.indices {
      let row = selection[index]
      let code = Int(coded.codes[index])
      var answer = known[code]
      if answer == Self.unset {
        answer = try test(frame, Int(row)).rawValue
        known[code] = answer
      }
      places[count] = row
      count += answer == TruthValue.yes.rawValue ? 1 : 0
    }
    answers = known
    kept.removeLast(kept.count - count)
    return kept
  }

  /// Forgets what codes of another time said, and makes room for new ones.
  private func prepare(for current: AnyObject, _ currentGeneration: Int, count: Int) {
    if source !== current || generation != currentGeneration {
      source = current
      generation = currentGeneration
      answers = []
    }
    let missing = count - answers.count
    if missing > 0 {
      answers.append(contentsOf: repeatElement(Self.unset, count: missing))
    }
  }
}
