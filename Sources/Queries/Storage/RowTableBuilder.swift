// SPDX-License-Identifier: Apache-2.0
import Columns

/// Gathers rows into the pages of a table.
///
/// A value: what a copy adds the original does not see.
struct RowTableBuilder: Sendable {
  private let budget: MemoryBudget
  private var table: RowTable
  /// The page that is being filled.
  private var page = RowWriter()
  private var pageRowCount = 0
  /// Where in the page a table's extents begin that a cut made.
  private var cuts: [(byte: Int, row: Int)] = []
  private var row = RowWriter()

  init(width: Int, _ budget: MemoryBudget) {
    self.budget = budget
    table = RowTable(width: width)
  }

  var rowCount: Int { table.rowCount + pageRowCount }

  /// Adds one row.
  mutating func append(_ values: [Value]) throws(QueryError) {
    try append { writer in
      for value in values { writer.append(value) }
    }
  }

  /// Adds one row, whose values the body writes.
  mutating func append(
    _ body: (inout RowWriter) throws(QueryError) -> Void
  ) throws(QueryError) {
    row.bytes.removeAll(keepingCapacity: true)
    try body(&row)
    try appendWritten(row.bytes)
  }

  /// Adds one row that is written already.
  mutating func appendWritten(_ bytes: [UInt8]) throws(QueryError) {
    try appendWritten(bytes.span)
  }

  /// Adds one row that is written already, elsewhere.
  mutating func appendWritten(_ bytes: Span<UInt8>) throws(QueryError) {
    if pageRowCount > 0, page.bytes.count + bytes.count > budget.pageByteCount { try endPage() }
    page.append(list: bytes)
    pageRowCount += 1
  }

  /// Keeps the rows so far apart from those to come, so that they can be sliced off for nothing.
  mutating func cut() {
    guard pageRowCount > 0, cuts.last.map({ $0.row < pageRowCount }) ?? true else { return }
    cuts.append((page.bytes.count, pageRowCount))
  }

  /// Adds the rows of a table in memory.
  mutating func append(_ values: ValueTable) throws(QueryError) {
    for number in 0..<values.rowCount {
      try append { writer in
        for column in values.columns { writer.append(column[number]) }
      }
    }
  }

  /// The rows so far as a table.
  func finish() throws(QueryError) -> RowTable {
    var last = self
    try last.endPage()
    return last.table
  }

  private mutating func endPage() throws(QueryError) {
    guard pageRowCount > 0 else { return }
    let bytes = page.bytes
    let finished = table.add(try RowPage(bytes, budget))
    var last = (byte: 0, row: 0)
    for end in cuts + [(bytes.count, pageRowCount)] {
      table.append(
        page: finished,
        start: last.byte,
        byteCount: end.byte - last.byte,
        rowCount: end.row - last.row,
        isApart: true
      )
      last = end
    }
    // A page that grew by doubling would take twice what it holds.
    page = RowWriter()
    page.bytes.reserveCapacity(budget.pageByteCount)
    pageRowCount = 0
    cuts = []
  }
}

extension ValueTable {
  /// The rows in pages.
  func stored(_ budget: MemoryBudget) throws(QueryError) -> RowTable {
    var builder = RowTableBuilder(width: width, budget)
    try builder.append(self)
    return try builder.finish()
  }
}
