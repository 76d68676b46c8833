// SPDX-License-Identifier: Apache-2.0
import Queries
import Testing

@Suite struct QueryFileTests {
  @Test func readsTheWholeHead() throws {
    let text = """
      -- title: Use of the root user
      -- section: Root
      -- severity: critical
      -- controls: CIS-AWS-1.4 4.3; PCI-DSS-3.2.1 7.2.1, 10.2.2
      -- per: user, event
      -- link: actor=user, Access Key=key
      -- expect: at most 3 rows
      -- description: Everything the root user did itself. It should be needed
      --   a few times a year at most.
      --
      --   What to look for: programs.
      SELECT eventtime -- not a head: a comment
      FROM cloudtrail_logs;

      """
    let query = try QueryFile.parse(text, id: "root/usage", file: "Packs/root/usage.sql")
    #expect(
      query.metadata
        == QueryMetadata(
          title: "Use of the root user",
          section: "Root",
          severity: .critical,
          controls: [
            Control(standard: "CIS-AWS-1.4", numbers: ["4.3"]),
            Control(standard: "PCI-DSS-3.2.1", numbers: ["7.2.1", "10.2.2"]),
          ],
          expectation: .atMost(3),
          description: """
            Everything the root user did itself. It should be needed a few times a year at most.

            What to look for: programs.
            """,
          per: [.user, .event],
          links: [
            ColumnLink(column: "actor", kind: .user), ColumnLink(column: "Access Key", kind: .key),
          ]
        )
    )
    #expect(query.sql == "SELECT eventtime -- not a head: a comment\nFROM cloudtrail_logs;")
    #expect(query.firstLine == 12)
    #expect(query.section == "Root")
  }

  @Test(arguments: [
    ("-- title: A\nSELECT 1", "SELECT 1", 2),
    ("-- title: A\n\n\n  SELECT 1\n\n", "  SELECT 1", 4),
    ("-- title: A\r\n-- expect: no rows\r\n\r\nSELECT\r\n1\r\n", "SELECT\r\n1", 4),
    ("\u{feff}--title:A\nSELECT 1", "SELECT 1", 2),
    ("-- title: A\n\n-- a comment: of the SQL\nSELECT 1", "-- a comment: of the SQL\nSELECT 1", 3),
    ("-- Title :  A  \nSELECT 1", "SELECT 1", 2),
    ("-- title:\n--   A\nSELECT 1", "SELECT 1", 3),
    ("-- title: A\n--\nSELECT 1", "SELECT 1", 3),
  ])
  func findsTheSQL(text: String, sql: String, line: Int) throws {
    let query = try QueryFile.parse(text, id: "a", file: "a.sql")
    #expect(query.metadata == QueryMetadata(title: "A", expectation: query.metadata.expectation))
    #expect(query.sql == sql)
    #expect(query.firstLine == line)
  }

  @Test(arguments: [
    ("SELECT 1", ["a.sql:1:1: error: there is no title, a query file begins with '-- title: …'"]),
    (
      "",
      [
        "a.sql:1:1: error: there is no title, a query file begins with '-- title: …'",
        "a.sql:2:1: error: there is no SQL behind the head",
      ]
    ),
    (
      "-- title: A\n-- sevrity: low\nSELECT 1",
      ["a.sql:2:4: error: unknown key 'sevrity', did you mean 'severity'?"]
    ),
    (
      "-- title: A\n-- owner: me\nSELECT 1",
      [
        "a.sql:2:4: error: unknown key 'owner', the keys are title, section, severity, controls, "
          + "expect, description, per and link"
      ]
    ),
    (
      "-- title: A\n-- severity: hihg\nSELECT 1",
      ["a.sql:2:14: error: unknown severity 'hihg', did you mean 'high'?"]
    ),
    (
      "-- title: A\n-- severity: urgent\nSELECT 1",
      [
        "a.sql:2:14: error: unknown severity 'urgent', expected critical, high, medium, low or info"
      ]
    ),
    (
      "-- title: A\n-- title: B\nSELECT 1",
      ["a.sql:2:4: error: 'title' stands here again, after line 1"]
    ),
    ("-- title:\nSELECT 1", ["a.sql:1:10: error: 'title' has no value"]),
    (
      "-- title: A\n-- what this does\nSELECT 1",
      [
        "a.sql:2:4: error: expected 'key: value', an empty line ends the head, and other comments may "
          + "follow it"
      ]
    ),
    (
      "-- title: A\n-- expect: 5\nSELECT 1",
      [
        "a.sql:2:12: error: unknown expectation '5', expected 'no rows' or 'at most N rows'"
      ]
    ),
    (
      "-- title: A\n-- expect: at most 99999999999999999999 rows\nSELECT 1",
      [
        "a.sql:2:12: error: unknown expectation 'at most 99999999999999999999 rows', expected "
          + "'no rows' or 'at most N rows'"
      ]
    ),
    (
      "-- title: A\n-- controls: CIS-AWS-1.4\nSELECT 1",
      [
        "a.sql:2:14: error: 'CIS-AWS-1.4' has no numbers, a control is a standard with its numbers: "
          + "'CIS-AWS-1.4 4.3'"
      ]
    ),
    (
      "-- title: A\n-- per: users\nSELECT 1",
      ["a.sql:2:9: error: unknown kind 'users', did you mean 'user'?"]
    ),
    ("-- title: A\n-- per: user,user\nSELECT 1", ["a.sql:2:9: error: 'user' stands here twice"]),
    (
      "-- title: A\n-- link: actor\nSELECT 1",
      ["a.sql:2:10: error: 'actor' is no link, expected 'column=kind'"]
    ),
    (
      "-- title: A\n-- link: a=user, A=key\nSELECT 1",
      ["a.sql:2:10: error: the column 'A' stands here twice"]
    ),
    (
      "-- titel: A\n-- link: a=\nSELECT 1",
      [
        "a.sql:1:4: error: unknown key 'titel', did you mean 'title'?",
        "a.sql:1:1: error: there is no title, a query file begins with '-- title: …'",
        "a.sql:2:10: error: unknown kind '', expected user, event or key",
      ]
    ),
  ])
  func listsWhatIsWrong(text: String, issues: [String]) {
    let error = #expect(throws: PackError.self) {
      try QueryFile.parse(text, id: "a", file: "a.sql")
    }
    #expect(error?.issues.map(\.description) == issues)
  }

  @Test func readsQueriesOfTheConfigurationByTheSameRules() throws {
    let place = TextPlace(line: 7, column: 5)
    let query = try QueryFile.inline(
      id: "own/one",
      sql: "SELECT 1",
      values: [("title", "One", place), ("expect", "no rows", place)],
      file: "c.json",
      at: place
    )
    #expect(query.metadata == QueryMetadata(title: "One", expectation: .noRows))
    #expect(query.section == "Own")
    let error = #expect(throws: PackError.self) {
      try QueryFile.inline(
        id: "Own",
        sql: " ",
        values: [("title", "One", place), ("color", "x", place)],
        file: "c.json",
        at: place
      )
    }
    #expect(error?.issues.count == 3)
    #expect(error?.issues.allSatisfy { $0.place == place && $0.file == "c.json" } == true)
  }

  @Test(arguments: [
    ("iam/policy-changes", true), ("a", true), ("0/1-2", true), ("", false), ("/a", false),
    ("a/", false), ("a//b", false), ("A", false), ("a b", false), ("a/../b", false), ("ä", false),
    ("a.b", false), ("a\n", false), (String(repeating: "a", count: 201), false),
  ])
  func knowsIdentities(text: String, isIdentity: Bool) {
    #expect(AuditQuery.isIdentity(text) == isIdentity)
  }

  @Test(arguments: [
    ("root-usage", "Queries"), ("sign-in/failures", "Sign in"), ("iam/a/b", "Iam"),
  ])
  func namesTheSectionAfterTheFolder(id: String, section: String) {
    let query = AuditQuery(
      id: id,
      metadata: QueryMetadata(title: "A"),
      sql: "SELECT 1",
      file: "a.sql"
    )
    #expect(query.section == section)
  }
}
