// SPDX-License-Identifier: Apache-2.0

/// Days running of one account and region that come to the same.
struct CoverageStretch: Equatable {
  let account: String
  let region: String?
  let state: CoverageCalendar.State
  /// Days since 1970-01-01.
  var days: ClosedRange<Int>
  var fileCount: Int
  var recordCount: Int
  var provenSeconds: Int
}

extension CoverageCalendar {
  /// The whole calendar as stretches, by account, region and day.
  ///
  /// - Complexity: O(rows × days).
  var stretches: [CoverageStretch] {
    rows.flatMap(stretches)
  }

  private func stretches(of row: Row) -> [CoverageStretch] {
    var stretches: [CoverageStretch] = []
    for number in row.period.map({ Array($0) }) ?? row.days.keys.sorted() {
      let day = row.days[number] ?? Day()
      let state = row.state(number)
      if var last = stretches.last, last.state == state, last.days.upperBound == number - 1 {
        last.days = last.days.lowerBound...number
        last.fileCount += day.fileCount
        last.recordCount += day.recordCount
        last.provenSeconds += day.provenSeconds
        stretches[stretches.count - 1] = last
      } else {
        stretches.append(
          CoverageStretch(
            account: row.account,
            region: row.region,
            state: state,
            days: number...number,
            fileCount: day.fileCount,
            recordCount: day.recordCount,
            provenSeconds: day.provenSeconds
          )
        )
      }
    }
    return stretches
  }
}
