// SPDX-License-Identifier: Apache-2.0
import Queries
import Testing

@Suite struct WarningTests {
  @Test(arguments: [
    ("SELECT 1 FROM logs WHERE eventtime >= ^'2023-01-05 13:51:00'^", "'2023-01-05T13:51:00Z'"),
    ("SELECT 1 FROM logs WHERE ^'2023-01-05 13:51:00'^ <= eventtime", "'2023-01-05T13:51:00Z'"),
    (
      "SELECT 1 FROM logs WHERE eventtime BETWEEN ^'2023-01-05 00:00:00Z'^ AND '2023-01-06T00:00:00Z'",
      "'2023-01-05T00:00:00Z'"
    ),
    ("SELECT 1 FROM logs WHERE ^errorcode <> 'AccessDenied'^", "errorcode IS DISTINCT FROM …"),
    (
      "SELECT 1 FROM logs WHERE ^useridentity.username NOT LIKE 'a%'^",
      "coalesce(useridentity.username, '') NOT LIKE …"
    ),
    (
      "SELECT 1 FROM logs WHERE ^useridentity.sessioncontext.sessionissuer.arn <> 'a'^",
      "IS DISTINCT FROM"
    ),
    ("SELECT 1 FROM logs WHERE ^errorcode NOT IN ('a')^", "coalesce(errorcode, '') NOT IN …"),
    ("SELECT * FROM (SELECT eventname FROM logs ORDER BY ^eventtime^)", "without LIMIT"),
    ("WITH t AS (SELECT eventname FROM logs ORDER BY ^1^) SELECT * FROM t", "without LIMIT"),
  ])
  func warnsOf(marked: String, part: String) throws {
    let pieces = marked.split(separator: "^", omittingEmptySubsequences: false)
    let warnings = try AnalysisFixture.analyze(pieces.joined()).warnings
    try #require(warnings.count == 1)
    #expect(warnings[0].message.contains(part))
    let start = pieces[0].utf8.count
    #expect(warnings[0].range == SourceRange(start, start + pieces[1].utf8.count))
  }

  @Test(arguments: [
    "SELECT 1 FROM logs WHERE eventtime >= '2023-01-05T13:51:00Z'",
    "SELECT 1 FROM logs WHERE eventtime >= '2023-01-05'",
    "SELECT 1 FROM logs WHERE eventtime LIKE '2023-01-05 %'",
    "SELECT 1 FROM logs WHERE errorcode <> ''", "SELECT 1 FROM logs WHERE errorcode = 'x'",
    "SELECT 1 FROM logs WHERE errorcode IS DISTINCT FROM 'x'",
    "SELECT 1 FROM logs WHERE eventname <> 'x'",
    "SELECT * FROM (SELECT eventname FROM logs ORDER BY eventtime LIMIT 5)",
    "SELECT eventname FROM logs ORDER BY eventtime",
  ])
  func staysSilentAbout(sql: String) throws {
    #expect(try AnalysisFixture.analyze(sql).warnings == [])
  }
}
