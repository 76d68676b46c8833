// SPDX-License-Identifier: Apache-2.0
package import Columns

/// The rows of an answer, in memory or, beyond the budget of the run, on the disk.
///
/// - Complexity: going through the rows in their order reads each once; `subscript` looks for one row
///   in a page of some hundred.
package struct ResultRows: Sendable, RandomAccessCollection {
  let table: RowTable

  init(_ table: RowTable) {
    self.table = table
  }

  /// Rows of one width that fit in memory.
  package init(_ rows: [[Value]]) {
    var builder = RowTableBuilder(width: rows.first?.count ?? 0, MemoryBudget(limit: .max))
    let filled = Result { () throws(QueryError) in
      for row in rows { try builder.append(row) }
      return try builder.finish()
    }
    table = Self.read(filled)
  }

  package var startIndex: Int { 0 }

  package var endIndex: Int { table.rowCount }

  package subscript(row: Int) -> [Value] {
    Self.read(Result { () throws(QueryError) in try table.row(row) })
  }

  /// Rows with ascending numbers: each page that holds one of them is read once.
  package func rows(_ numbers: some Sequence<Int>) -> [[Value]] {
    Self.read(Result { () throws(QueryError) in try table.rows(numbers) })
  }

  package func makeIterator() -> Iterator {
    Iterator(cursor: table.makeCursor())
  }

  package struct Iterator: IteratorProtocol {
    fileprivate var cursor: RowCursor

    package mutating func next() -> [Value]? {
      let row = Result { () throws(QueryError) in try cursor.nextRow() }
      return ResultRows.read(row)
    }
  }

  /// What was written to a file without a name can be read as long as the disk works: where it does
  /// not, the run ends here, and nothing is published.
  private static func read<Answer>(_ result: Result<Answer, QueryError>) -> Answer {
    switch result {
    case .success(let answer): return answer
    case .failure(let error): fatalError(error.message)
    }
  }
}

extension ResultRows: ExpressibleByArrayLiteral {
  package init(arrayLiteral rows: [Value]...) {
    self.init(rows)
  }
}

extension ResultRows: Equatable {
  package static func == (left: ResultRows, right: ResultRows) -> Bool {
    left.elementsEqual(right)
  }
}
