// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Standard input, single files, and the tables of records that are no events.
@Suite struct InputTests {
  @Test(arguments: [
    Logs.file([Logs.record("A"), Logs.record("B")]),
    Logs.record("A") + "\n" + Logs.record("B") + "\n",
    "1710410400000 \(Logs.record("A"))\n1710410400000 \(Logs.record("B"))\n",
  ])
  func readsStandardInput(input: String) throws {
    let outcome = try Program.run(
      "query",
      "--logs",
      "-",
      "--format",
      "csv",
      "--quiet",
      "--to",
      "2026-10-31",
      "SELECT eventname, \"$path\" FROM logs ORDER BY 1",
      input: input
    )
    #expect(outcome.messages == "")
    #expect(outcome.output == "\"eventname\",\"$path\"\n\"A\",\"-\"\n\"B\",\"-\"\n")
    #expect(outcome.status == 0)
  }

  @Test func aReportCanBeMadeOfStandardInput() throws {
    let workspace = try Workspace()
    try workspace.writeConfiguration()
    let configuration = try workspace.read("audit.json")
    try workspace.write(
      "audit.json",
      configuration.replacing("\"logs\": \"logs\"", with: "\"logs\": \"-\"")
    )
    let outcome = try Program.run(
      "build",
      "audit.json",
      "--quiet",
      input: Logs.file([Logs.record("A")]),
      folder: workspace.path
    )
    #expect(outcome.status == 0, "\(outcome.messages)")
    let page = try workspace.read("site/2026-10-05--2026-10-05/sources.html")
    #expect(page.contains("1"))
  }

  @Test(arguments: [
    ["-", "--logs", "-"], ["SELECT 1", "--logs", "-", "--logs", "-"],
    ["--file", "-", "--logs", "-"],
  ])
  func standardInputIsReadOnce(arguments: [String]) throws {
    let outcome = try Program.run(["query"] + arguments, input: "SELECT 1")
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains("standard input"))
  }

  /// After the examples of the CloudTrail user guide.
  private static let others = Logs.file([
    Logs.record("Event"),
    Logs.record("Endpoint").replacing("\"Management\"", with: "\"NetworkActivity\""),
    """
    {"eventVersion":"1.08","eventTime":"2026-10-05T08:00:00Z","awsRegion":"us-east-1",\
    "eventID":"i","eventType":"AwsCloudTrailInsight","recipientAccountId":"111122223333",\
    "sharedEventID":"s","insightDetails":{"state":"Start","eventSource":"ssm.amazonaws.com",\
    "eventName":"PutInventory","insightType":"ApiCallRateInsight","insightContext":{"statistics":\
    {"baseline":{"average":0.0017857143},"insight":{"average":5},"insightDuration":1,\
    "baselineDuration":10080},"attributions":[{"attribute":"userAgent"}]}},\
    "eventCategory":"Insight"}
    """,
    """
    {"eventVersion":"1.0","accountId":"111122223333","eventId":"g","eventCategory":"Aggregated",\
    "eventType":"AwsAggregatedEvent","awsRegion":"us-east-1","eventSource":"s3.amazonaws.com",\
    "timeWindow":{"windowStart":"2026-10-05T08:00:00Z","windowEnd":"2026-10-05T08:05:00Z",\
    "windowSize":"PT5M"},"summary":{"primaryDimension":{"dimension":"eventName"}}}
    """,
  ])

  @Test(arguments: [
    ("SELECT eventname FROM cloudtrail_logs", "\"Event\""),
    ("SELECT eventname FROM lake", "\"Event\""),
    ("SELECT count(*) FROM logs", "\"1\""),
    ("SELECT eventname, useridentity.username FROM network_activity", "\"Endpoint\",\"alice\""),
    (
      "SELECT insightdetails.state, insightdetails.insightcontext.statistics.insight.average, "
        + "insightdetails.insightcontext.statistics.baselineduration, sharedeventid, "
        + "insightdetails.insightcontext.attributions FROM insights",
      "\"Start\",\"5.0\",\"10080\",\"s\",\"[{\"\"attribute\"\":\"\"userAgent\"\"}]\""
    ),
    (
      "SELECT accountid, timewindow.windowsize, "
        + "json_extract_scalar(summary, '$.primaryDimension.dimension') FROM aggregated",
      "\"111122223333\",\"PT5M\",\"eventName\""
    ),
    (
      "SELECT (SELECT count(*) FROM logs) + (SELECT count(*) FROM insights) "
        + "+ (SELECT count(*) FROM network_activity) + (SELECT count(*) FROM aggregated)",
      "\"4\""
    ),
  ])
  func recordsThatAreNoEventsHaveTheirOwnTables(sql: String, row: String) throws {
    let workspace = try Workspace()
    let file = try workspace.write("records.json", Self.others)
    let outcome = try Program.run(
      "query",
      "--logs",
      file,
      "--format",
      "csv",
      "--quiet",
      "--to",
      "2026-10-31",
      sql
    )
    #expect(outcome.status == 0, "\(outcome.messages)")
    let lines = outcome.output.split(separator: "\n").dropFirst()
    #expect(lines.map(String.init) == [row])
  }
}
