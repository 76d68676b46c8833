// SPDX-License-Identifier: Apache-2.0
import Queries
import Testing

/// The slips that people make with CloudTrail's tables, and the cure each message names.
@Suite struct KnownTrapTests {
  @Test(arguments: [
    (
      "SELECT 1 FROM logs WHERE requestparameters^.userName^ = 'x'", QueryError.Code.typeMismatch,
      "use json_extract_scalar(requestparameters, '$.userName')"
    ),
    (
      "SELECT 1 FROM logs WHERE eventname = ^\"ConsoleLogin\"^", .columnNotFound,
      "use single quotes for text: 'ConsoleLogin'"
    ),
    (
      "SELECT 1 FROM logs WHERE ^eventtime > TIMESTAMP '2026-01-01 00:00:00'^", .typeMismatch,
      "wrap it in from_iso8601_timestamp(eventtime)"
    ),
    (
      "SELECT 1 FROM logs WHERE ^eventtime > date_add('day', -1, now())^", .typeMismatch,
      "compare it with text such as '2024-01-31T00:00:00Z'"
    ),
    ("SELECT 1 FROM logs WHERE ^day = 10^", .typeMismatch, "write '10'"),
    ("SELECT 1 FROM logs WHERE ^day = 5^", .typeMismatch, "write '05'"),
    ("SELECT 1 FROM logs WHERE ^year = 2026^", .typeMismatch, "write '2026'"),
    ("SELECT 1 FROM logs WHERE ^day BETWEEN 10 AND 18^", .typeMismatch, "write '10'"),
    (
      "SELECT eventname, count(*) AS n FROM logs GROUP BY 1 HAVING ^n^ > 3", .columnNotFound,
      "which HAVING cannot see: repeat its expression"
    ),
    (
      "SELECT json_extract_scalar(requestparameters, ^'$.x-amz-acl'^) FROM logs",
      .invalidFunctionArgument, "use $[\"x-amz-acl\"]"
    ),
  ])
  func namesTheCure(marked: String, code: QueryError.Code, cure: String) throws {
    let pieces = marked.split(separator: "^", omittingEmptySubsequences: false)
    let error = #expect(throws: QueryError.self) {
      try AnalysisFixture.compile(pieces.joined())
    }
    #expect(error?.code == code)
    #expect(error?.hint?.contains(cure) == true, "\(error?.hint ?? "no hint")")
    if error?.code != .typeMismatch || cure.contains("write") {
      let start = pieces[0].utf8.count
      #expect(error?.range == SourceRange(start, start + pieces[1].utf8.count))
    }
  }

  /// What the cures say can be run.
  @Test(arguments: [
    "SELECT 1 FROM logs WHERE json_extract_scalar(requestparameters, '$.userName') = 'x'",
    "SELECT 1 FROM logs WHERE eventname = 'ConsoleLogin'",
    "SELECT 1 FROM logs WHERE from_iso8601_timestamp(eventtime) > TIMESTAMP '2026-01-01 00:00:00'",
    "SELECT 1 FROM logs WHERE eventtime > '2024-01-31T00:00:00Z'",
    "SELECT 1 FROM logs WHERE day = '05'",
    "SELECT eventname, count(*) AS n FROM logs GROUP BY 1 HAVING count(*) > 3",
    "SELECT json_extract_scalar(requestparameters, '$[\"x-amz-acl\"]') FROM logs",
  ])
  func theCureRuns(sql: String) throws {
    #expect(try AnalysisFixture.compile(sql).warnings.isEmpty)
  }
}
