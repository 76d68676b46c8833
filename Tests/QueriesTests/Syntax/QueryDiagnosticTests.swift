// SPDX-License-Identifier: Apache-2.0
import Queries
import Testing

@Suite struct QueryDiagnosticTests {
  @Test func marksThePlace() {
    let sql = "SELECT eventtime\nFROM logs\nWHERE eventtimes > '2023'\n"
    let start = 33
    let error = QueryError(
      .columnNotFound,
      "unknown column 'eventtimes'",
      hint: "did you mean 'eventtime'?",
      at: SourceRange(start, start + 10)
    )
    let diagnostic = QueryDiagnostic(error, file: "iam/root.sql", sql: sql, firstLine: 2)
    #expect(
      diagnostic.description == """
        iam/root.sql:4:7: error: COLUMN_NOT_FOUND: unknown column 'eventtimes', did you mean \
        'eventtime'?
          WHERE eventtimes > '2023'
                ^~~~~~~~~~
        """
    )
    #expect(diagnostic.location?.line == 4)
  }

  @Test func printsTroubleWithoutAPlace() {
    let error = QueryError(.divisionByZero, "division by zero")
    #expect(
      QueryDiagnostic(error, file: "a.sql", sql: "SELECT 1").description
        == "a.sql: error: DIVISION_BY_ZERO: division by zero"
    )
  }

  @Test func printsWarnings() {
    let warning = QueryWarning("eventtime is text", at: SourceRange(7, 8))
    #expect(
      QueryDiagnostic(warning, file: "a.sql", sql: "SELECT a").description == """
        a.sql:1:8: warning: eventtime is text
          SELECT a
                 ^
        """
    )
  }

  @Test(arguments: [
    // Columns count characters; marks stand below what is shown.
    ("\tx", 1, 2, 1, 2, "  x", "  ^"),
    ("é x", 3, 4, 1, 3, "é x", "  ^"),
    ("漢字 x", 7, 8, 1, 4, "漢字 x", "     ^"),
    ("'漢字' x", 0, 8, 1, 1, "'漢字' x", "^~~~~~"),
    ("a\u{1b}[31m x", 7, 8, 1, 8, "a\\u{1b}[31m x", "            ^"),
    ("a\u{202e} x", 5, 6, 1, 4, "a\\u{202e} x", "          ^"),
    // Line ends of every kind; a range over several lines is marked on its first.
    ("a\r\nb", 3, 4, 2, 1, "b", "^"),
    ("a\rb", 2, 3, 2, 1, "b", "^"),
    ("a\n\nb c\nd", 3, 8, 3, 1, "b c", "^~~"),
    // Ends and ranges beyond them.
    ("ab", 2, 2, 1, 3, "ab", "  ^"),
    ("ab\n", 3, 3, 2, 1, "", "^"),
    ("ab", 50, 60, 1, 3, "ab", "  ^"),
    ("ab", -5, 1, 1, 1, "ab", "^"),
  ])
  func countsAndShows(
    sql: String,
    start: Int,
    end: Int,
    line: Int,
    column: Int,
    shown: String,
    marks: String
  ) {
    let error = QueryError(.syntaxError, "x", at: SourceRange(start, end))
    let diagnostic = QueryDiagnostic(error, file: "q", sql: sql)
    #expect(diagnostic.location?.line == line)
    #expect(diagnostic.location?.column == column)
    #expect(diagnostic.excerpt?.line == shown)
    #expect(diagnostic.excerpt?.marks == marks)
  }

  @Test func cutsLongLines() throws {
    let sql = String(repeating: "a", count: 100_000) + "X" + String(repeating: "b", count: 100_000)
    let error = QueryError(.syntaxError, "x", at: SourceRange(100_000, 150_000))
    let excerpt = try #require(QueryDiagnostic(error, file: "q", sql: sql).excerpt)
    #expect(excerpt.line.count <= 162)
    #expect(excerpt.line.hasPrefix("…a"))
    let place = try #require(excerpt.marks.firstIndex(of: "^"))
    let column = excerpt.marks.distance(from: excerpt.marks.startIndex, to: place)
    #expect(Array(excerpt.line)[column] == "X")
  }

  @Test func spellsOutWhatTheMessageSmugglesIn() {
    let error = QueryError(.syntaxError, "unexpected '\u{1b}]0;x\u{7}'")
    #expect(
      QueryDiagnostic(error, file: "a\nb", sql: "").message
        == "a\\u{a}b: error: SYNTAX_ERROR: unexpected '\\u{1b}]0;x\\u{7}'"
    )
  }
}
