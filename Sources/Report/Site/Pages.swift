// SPDX-License-Identifier: Apache-2.0

/// A long list cut into pages.
struct Pages {
  let rowCount: Int
  let rowsPerPage: Int
  let shownCount: Int

  init(rowCount: Int, limits: ReportLimits) {
    self.rowCount = rowCount
    rowsPerPage = max(limits.rowsPerPage, 1)
    let (most, overflow) = rowsPerPage.multipliedReportingOverflow(by: max(limits.pagesPerQuery, 1))
    shownCount = overflow ? rowCount : min(rowCount, most)
  }

  /// At least one.
  var count: Int { max(1, (shownCount + rowsPerPage - 1) / rowsPerPage) }

  /// The rows of a page, counted from 1.
  func range(onPage page: Int) -> Range<Int> {
    let start = min((page - 1) * rowsPerPage, shownCount)
    return start..<min(start + rowsPerPage, shownCount)
  }

  func rangeText(onPage page: Int) -> String? {
    guard rowCount > 0 else { return nil }
    let rows = range(onPage: page)
    return "Rows \(Figures.grouped(rows.lowerBound + 1))–\(Figures.grouped(rows.upperBound)) of "
      + Figures.grouped(rowCount)
  }

  var beyondText: String? {
    shownCount == rowCount
      ? nil
      : "Pages show the first \(Figures.grouped(shownCount)) of \(Figures.grouped(rowCount)) rows; "
        + "the CSV files hold all of them."
  }
}
