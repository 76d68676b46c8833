// SPDX-License-Identifier: Apache-2.0
import Testing

/// Queries in the columns of CloudTrail Lake over the sample logs, whose numbers were counted by
/// other means.
@Suite struct LakeTests {
  private static let store = "0233062b-51c6-4d18-8dec-a8c90da840d9"

  @Test(arguments: [
    "lake", store, "\"\(store)\"", "\(store.uppercased()) AS e", "(SELECT * FROM \(store)) AS e",
    "lake CROSS JOIN (SELECT count(*) AS n FROM \(store)) AS c",
  ])
  func anEventDataStoreIsTheLake(name: String) throws {
    #expect(try DeclaredTableTests.rows("SELECT count(*) FROM \(name)") == ["\"174\""])
  }

  @Test(arguments: [
    ("eventtime > '2026-10-10 12:00:00'", 26),
    ("eventtime > '2026-10-10T12:00:00Z'", 26),
    ("'2026-10-10 12:00:00.000' < eventtime", 26),
    ("eventtime > TIMESTAMP '2026-10-10 12:00:00'", 26),
    ("eventtime BETWEEN '2026-10-07 00:00:00' AND '2026-10-08 12:00:00'", 47),
    ("eventtime >= '2026-10-11'", 19),
    ("eventtime > date_add('day', -1, timestamp '2026-10-11 12:00:00')", 26),
    ("eventtime IN ('2026-10-05T01:48:47Z', '2020-01-01 00:00:00')", 2),
    ("readonly", 125), ("readOnly = false", 49), ("managementEvent = true", 167),
    ("element_at(requestParameters, 'roleArn') IS NOT NULL", 10),
    ("element_at(requestparameters, 'userName') = 'john.smith'", 4),
    ("requestparameters IS NULL", 42),
    ("eventjson LIKE '%\"eventVersion\"%'", 174), ("eventjsonchecksum IS NULL", 174),
    ("json_extract_scalar(eventjson, '$.eventName') = 'Decrypt'", 42),
    (
      "useridentity.sessioncontext.attributes.creationdate >= timestamp '2026-10-05 07:58:10'",
      143
    ),
  ])
  func conditionsOverItsColumns(condition: String, count: Int) throws {
    let sql = "SELECT count(*) FROM lake WHERE \(condition)"
    #expect(try DeclaredTableTests.rows(sql) == ["\"\(count)\""])
  }

  @Test func itsColumnsHaveItsTypes() throws {
    let rows = try DeclaredTableTests.rows(
      "SELECT typeof(eventtime), typeof(requestparameters), typeof(readonly), typeof(resources), "
        + "typeof(useridentity.sessioncontext.attributes.creationdate), min(eventtime) "
        + "FROM lake GROUP BY 1, 2, 3, 4, 5"
    )
    #expect(
      rows == [
        "\"timestamp(3)\",\"map(varchar, varchar)\",\"boolean\",\"array(row(accountid varchar, "
          + "type varchar, arn varchar, arnprefix varchar))\",\"timestamp(3)\","
          + "\"2026-10-05 01:48:47.000\""
      ]
    )
  }

  /// Athena compares no text with a timestamp: only a query over the lake may.
  @Test func otherTablesCompareAsAthenaDoes() throws {
    let outcome = try Program.run(
      "explain",
      "SELECT 1 FROM logs WHERE from_iso8601_timestamp(eventtime) > '2026-10-10 12:00:00'"
    )
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains("TYPE_MISMATCH"))
  }

  @Test func textThatSpellsNoTimeIsRefused() throws {
    let outcome = try Program.run("explain", "SELECT 1 FROM lake WHERE eventtime > 'yesterday'")
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains("'yesterday'"))
  }
}
