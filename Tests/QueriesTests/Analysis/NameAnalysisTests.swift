// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

@Suite struct NameAnalysisTests {
  @Test(arguments: [
    ("SELECT eventTime, userIdentity.userName FROM logs", ["eventTime", "userName"]),
    ("SELECT EVENTNAME AS Name, l.EventSource FROM logs l", ["Name", "EventSource"]),
    (
      "SELECT 1, 'a', eventname, upper_case.* FROM (SELECT 2 AS B) upper_case, logs",
      ["_col0", "_col1", "eventname", "B"]
    ),
    ("SELECT resources[1].arn, (eventname) FROM logs", ["_col0", "eventname"]),
    ("SELECT eventName AS a, eventName AS a FROM logs", ["a", "a"]),
    ("SELECT useridentity.sessioncontext.* FROM logs", ["attributes", "sessionissuer"]),
    ("SELECT * FROM (SELECT eventTime, eventSource AS Source FROM logs)", ["eventTime", "Source"]),
    ("WITH t (A, b) AS (SELECT eventtime, eventname FROM logs) SELECT * FROM T", ["A", "b"]),
    (
      "SELECT x.* FROM logs AS x (a, b, c, d, e, f, g, h, i)",
      ["a", "b", "c", "d", "e", "f", "g", "h", "i"]
    ),
    (
      "TABLE logs",
      [
        "eventtime", "useridentity", "eventsource", "eventname", "sourceipaddress", "errorcode",
        "requestparameters", "resources", "readonly",
      ]
    ),
    ("VALUES (1, 'x')", ["_col0", "_col1"]),
    ("SELECT eventname FROM logs UNION ALL SELECT eventsource FROM logs", ["eventname"]),
  ])
  func headsColumnsAsAthenaDoes(sql: String, names: [String]) throws {
    #expect(try AnalysisFixture.analyze(sql).columns.map(\.name) == names)
  }

  @Test func leavesHiddenColumnsOutOfTheStarButKnowsThem() throws {
    let all = try AnalysisFixture.analyze("SELECT * FROM logs")
    #expect(all.columns.count == 9)
    let named = try AnalysisFixture.analyze("SELECT \"$path\", YEAR FROM logs")
    #expect(named.columns.map(\.name) == ["$path", "YEAR"])
    #expect(named.columns.map(\.origin) == [.path, .partition("year")])
  }

  @Test(arguments: [
    "SELECT logs.eventname FROM logs", "SELECT db.logs.eventname FROM db.logs",
    "SELECT logs.eventname FROM \"AwsDataCatalog\".\"db\".\"logs\"",
    "SELECT awsdatacatalog.db.logs.eventname FROM awsdatacatalog.db.logs",
    "SELECT L.useridentity.sessioncontext.sessionissuer.ARN FROM logs l",
    "SELECT logs.useridentity.arn FROM logs",
    "SELECT eventname FROM logs l WHERE EXISTS (SELECT 1 FROM logs m WHERE m.eventname = l.eventname)",
  ])
  func findsQualifiedNames(sql: String) throws {
    #expect(try AnalysisFixture.analyze(sql).columns.count == 1)
  }

  @Test(arguments: [
    ("SELECT eventtime AS t FROM logs", ScanColumn.Origin.record(["eventtime"])),
    ("SELECT userIdentity.ARN FROM logs", .record(["useridentity", "arn"])),
    (
      "SELECT a.b FROM (SELECT useridentity.arn AS b FROM logs) a",
      .record(["useridentity", "arn"])
    ),
    (
      "WITH t AS (SELECT useridentity u FROM logs) SELECT u.arn FROM t ORDER BY 1 LIMIT 3",
      .record(["useridentity", "arn"])
    ),
    ("SELECT eventname FROM logs UNION SELECT eventname FROM logs", .record(["eventname"])),
    ("SELECT DISTINCT eventname FROM logs GROUP BY eventname", .record(["eventname"])),
    ("SELECT (SELECT eventname FROM logs LIMIT 1)", .record(["eventname"])),
  ])
  func followsColumnsToTheirOrigin(sql: String, origin: ScanColumn.Origin) throws {
    #expect(try AnalysisFixture.analyze(sql).columns[0].origin == origin)
  }

  @Test(arguments: [
    "SELECT eventname FROM logs UNION SELECT eventsource FROM logs",
    "SELECT eventname || 'x' FROM logs",
    "SELECT resources[1].arn FROM logs", "SELECT 'ConsoleLogin'",
  ])
  func findsNoOriginForWhatWasComputed(sql: String) throws {
    #expect(try AnalysisFixture.analyze(sql).columns[0].origin == nil)
  }

  @Test func saysWhichNameWasMeant() {
    AnalysisFixture.expectError(
      "SELECT ^eventtimes^ FROM logs",
      .columnNotFound,
      "column 'eventtimes' cannot be resolved",
      hint: "did you mean 'eventtime'?"
    )
    AnalysisFixture.expectError(
      "SELECT l.^eventnme^ FROM logs l",
      .columnNotFound,
      "column 'l.eventnme' cannot be resolved",
      hint: "did you mean 'l.eventname'?"
    )
    AnalysisFixture.expectError(
      "SELECT useridentity.^arm^ FROM logs",
      .columnNotFound,
      "the row has no field 'arm'",
      hint: "did you mean 'arn'?"
    )
    AnalysisFixture.expectError(
      "SELECT 1 FROM ^logz^",
      .tableNotFound,
      "table 'logz' does not exist",
      hint: "did you mean 'logs'?"
    )
    AnalysisFixture.expectError(
      "SELECT 1 FROM db.^elsewhere^",
      .tableNotFound,
      hint: "the tables are 'logs', 'types'"
    )
    AnalysisFixture.expectError("SELECT ^eventname^ FROM logs a, logs b", .ambiguousName)
    AnalysisFixture.expectError(
      "SELECT ^logs^.eventname FROM logs l",
      .columnNotFound,
      "column 'logs.eventname' cannot be resolved",
      hint: "the relations here are 'l'"
    )
  }

  @Test func curesWellKnownSlips() {
    AnalysisFixture.expectError(
      "SELECT requestparameters.^bucketName^ FROM logs",
      .typeMismatch,
      "'requestparameters' is of type varchar, which has no field 'bucketName'",
      hint: "'requestparameters' holds JSON as text: use "
        + "json_extract_scalar(requestparameters, '$.bucketName')"
    )
    AnalysisFixture.expectError(
      "SELECT requestparameters.^policy.\"x-y\"^ FROM logs",
      .typeMismatch,
      hint: "'requestparameters' holds JSON as text: use "
        + "json_extract_scalar(requestparameters, '$.policy[\"x-y\"]')"
    )
    AnalysisFixture.expectError(
      "SELECT ^requestparameters^['a'] FROM logs",
      .typeMismatch,
      hint: "'requestparameters' holds JSON as text: use "
        + "json_extract_scalar(requestparameters, '$.a')"
    )
    AnalysisFixture.expectError(
      "SELECT 1 FROM logs WHERE eventname = ^\"ConsoleLogin\"^",
      .columnNotFound,
      hint: "double quotes enclose names, use single quotes for text: 'ConsoleLogin'"
    )
    AnalysisFixture.expectError(
      "SELECT 1 FROM logs WHERE eventname IN (^\"ConsoleLogin\"^)",
      .columnNotFound,
      hint: "double quotes enclose names, use single quotes for text: 'ConsoleLogin'"
    )
    AnalysisFixture.expectError(
      "SELECT eventname AS name FROM logs WHERE ^name^ = 'x'",
      .columnNotFound,
      hint: "'name' is an alias of the SELECT list, which WHERE cannot see: repeat its expression"
    )
    AnalysisFixture.expectError(
      "SELECT eventname AS name FROM logs GROUP BY ^name^",
      .columnNotFound,
      hint: "'name' is an alias of the SELECT list: repeat its expression, or write its ordinal 1"
    )
  }
}
