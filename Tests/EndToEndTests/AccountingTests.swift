// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing
import trailbinder

/// What a report says of its input: copies, balances, coverage, and what is expected.
@Suite struct AccountingTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
    try workspace.writeLogs()
    // The first day's file once more, with one record more.
    try workspace.write(
      "logs/" + Logs.path("2026-10-06", number: 30),
      Logs.file([
        Logs.record("ListUsers"), Logs.record("CreateUser", at: "2026-10-05T09:00:00Z"),
        Logs.record("StopLogging", at: "2026-10-05T23:59:00Z", extra: ",\"sharedEventID\":\"s\"")
          .replacingOccurrences(of: "iam.amazonaws.com", with: "cloudtrail.amazonaws.com"),
      ])
    )
  }

  private func build(_ arguments: String...) throws -> Program.Outcome {
    try Program.run(["build", "audit.json"] + arguments, folder: workspace.path)
  }

  private func summary() throws -> JSONNode {
    let text = try workspace.read("site/2026-10-05--2026-10-07/report.json")
    return try JSONReader.read(Array(text.utf8))
  }

  private func number(_ node: JSONNode?, _ path: String...) -> Int? {
    var node = node
    for key in path { node = node?[key] }
    guard case .number(let text) = node?.value else { return nil }
    return Int(text)
  }

  @Test func everyRecordIsAccountedFor() throws {
    try workspace.writeConfiguration()
    let outcome = try build()
    #expect(outcome.status == 0, "\(outcome.messages)")
    let equation = "7 read = 0 outside the scope + 2 duplicates + 5 used"
    #expect(outcome.messages.contains("4 files read (0 damaged), 0 skipped\n"))
    #expect(outcome.messages.contains("records: \(equation); 1 of them late\n"))
    #expect(outcome.messages.contains("coverage: management events GAPS, data events NONE"))
    #expect(
      outcome.messages.contains("StopLogging at 2026-10-05T23:59:00Z in account 111122223333")
    )
    let site = "site/2026-10-05--2026-10-07"
    #expect(try workspace.read("\(site)/index.html").contains(equation))
    #expect(try workspace.read("\(site)/sources.html").contains(equation))
    let page = try workspace.read("\(site)/queries/own-denied.html")
    #expect(
      page.contains("7 read = 0 outside the scope + 2 duplicates + 4 filtered out + 1 used")
    )
    #expect(page.contains("1 = 1 on pages + 0 in the CSV only"))
    let records = try summary()["input"]?["records"]
    let names = ["read", "outsideScope", "untrusted", "duplicates", "used", "late", "shared"]
    #expect(names.map { number(records, $0) } == [7, 0, 0, 2, 5, 1, 1])
  }

  @Test func copiesAreKeptWhereThatIsAskedFor() throws {
    try workspace.writeConfiguration(extra: ", \"duplicates\": \"keep\"")
    #expect(try build("--quiet").status == 0)
    let records = try summary()["input"]?["records"]
    #expect(number(records, "duplicates") == 2)
    #expect(number(records, "duplicatesRemoved") == 0)
    #expect(number(records, "used") == 7)
    for (policy, count) in [("remove", "5"), ("keep", "7")] {
      let outcome = try Program.run(
        "query",
        "--quiet",
        "--logs",
        "logs",
        "--duplicates",
        policy,
        "--format",
        "csv",
        "SELECT count(*) AS n FROM logs",
        folder: workspace.path
      )
      #expect(outcome.output == "\"n\"\n\"\(count)\"\n")
    }
    try workspace.writeConfiguration(extra: ", \"duplicates\": \"drop\"")
    let refused = try build()
    #expect(refused.status == 2)
    #expect(refused.messages.contains("duplicates: expected 'remove' or 'keep', found 'drop'"))
  }

  @Test func theSummaryMeetsItsSchema() throws {
    try workspace.writeConfiguration()
    #expect(try build("--quiet").status == 0)
    let schema = try Data(
      contentsOf: URL(fileURLWithPath: Program.checkout + "/docs/report.schema.json")
    )
    let problems = SchemaChecker(schema: try JSONReader.read(Array(schema)))
      .problems(with: try summary())
    #expect(problems.isEmpty, "\(problems)")
  }

  @Test func whatIsExpectedIsReadFromTheFilesOfTheCLI() throws {
    try workspace.write(
      "accounts.json",
      """
      {"Accounts": [
        {"Id": "111122223333", "Name": "production", "Status": "ACTIVE",
         "JoinedTimestamp": 1600000000.123, "Arn": "arn:aws:organizations::1:account/o-1/1"},
        {"Id": "444455556666", "Name": "security", "State": "ACTIVE",
         "JoinedTimestamp": "2020-01-01T00:00:00+00:00"},
        {"Id": "777788889999", "Name": "gone", "Status": "SUSPENDED"}
      ]}
      """
    )
    try workspace.write(
      "trails.json",
      """
      {"trailList": [{"Name": "management", "HomeRegion": "us-east-1", "IsMultiRegionTrail": false,
        "LogFileValidationEnabled": false, "HasInsightSelectors": true}]}
      """
    )
    try workspace.write(
      "selectors.json",
      """
      {"TrailARN": "arn:aws:cloudtrail:us-east-1:111122223333:trail/management",
       "AdvancedEventSelectors": [{"FieldSelectors": [
         {"Field": "eventCategory", "Equals": ["Data"]},
         {"Field": "resources.type", "Equals": ["AWS::S3::Object"]}]}]}
      """
    )
    try workspace.writeConfiguration(
      extra: """
        , "expected": {"accounts": "accounts.json", "regions": ["us-east-1"],
          "trails": ["trails.json"], "eventSelectors": "selectors.json"}
        """
    )
    #expect(try build("--quiet").status == 0)
    let page = try workspace.read("site/2026-10-05--2026-10-07/sources.html")
    #expect(page.contains("nothing of account 444455556666 in us-east-1, which is expected"))
    #expect(!page.contains("nothing of account 777788889999"))
    #expect(page.contains("The trail &#39;management&#39; logs one region only, us-east-1."))
    #expect(page.contains("the event selectors name them, and no such event was read"))
    let account = try workspace.read("site/2026-10-05--2026-10-07/coverage/444455556666.html")
    #expect(account.contains("security"))
  }

  /// A file of what is expected, and what is said of it.
  @Test(arguments: [
    (
      "accounts", "{\"Accounts\": [{\"Id\": \"12\"}]}",
      "x.json:1:15: error: expected an account with an 'Id' of 12 digits"
    ),
    (
      "accounts", "{\"Roots\": []}",
      "x.json:1:1: error: expected an object with the array 'Accounts'"
    ),
    ("trails", "[{\"Nam\": 1}]", "x.json:1:2: error: expected a trail with a 'Name'"),
    ("trails", "{", "x.json:1:2: error: "),
    ("eventSelectors", "{}", "x.json:1:1: error: expected an object with 'EventSelectors'"),
  ])
  func aFileThatCannotBeUsedIsNamed(key: String, content: String, message: String) throws {
    try workspace.write("x.json", content)
    try workspace.writeConfiguration(extra: ", \"expected\": {\"\(key)\": \"x.json\"}")
    for command in ["build", "check"] {
      let outcome = try Program.run([command, "audit.json"], folder: workspace.path)
      #expect(outcome.status == 2)
      #expect(outcome.messages.contains(message), "\(outcome.messages)")
    }
  }
}
