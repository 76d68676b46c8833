// SPDX-License-Identifier: Apache-2.0
import Testing

/// Every way in which a configuration can be wrong, as `trailbinder check` tells it.
@Suite struct ConfigurationErrorTests {
  /// A whole configuration with some of its lines replaced or added.
  private static func configuration(_ changes: [String: String?] = [:]) -> String {
    var members: [(String, String?)] = [
      ("title", "\"Audit\""), ("logs", "\"logs\""), ("packs", "[\"Packs\"]"),
      ("templates", "\"Templates\""), ("output", "\"site\""),
    ]
    for (key, value) in changes.sorted(by: { $0.key < $1.key }) {
      if let index = members.firstIndex(where: { $0.0 == key }) {
        members[index].1 = value
      } else {
        members.append((key, value))
      }
    }
    let lines = members.compactMap { key, value in value.map { "  \"\(key)\": \($0)" } }
    return "{\n" + lines.joined(separator: ",\n") + "\n}\n"
  }

  private func check(_ text: String) throws -> Program.Outcome {
    let workspace = try Workspace()
    try workspace.makeFolder("logs")
    try workspace.makeFolder("Packs")
    try workspace.makeFolder("Templates")
    try workspace.write("a-file", "")
    try workspace.write("audit.json", text)
    return try Program.run("check", "audit.json", folder: workspace.path)
  }

  struct Case: CustomTestStringConvertible {
    let changes: [String: String?]
    /// The first line of the messages.
    let message: String
    var testDescription: String { message }
  }

  static let cases: [Case] = [
    Case(
      changes: ["title": nil],
      message: "audit.json:1:1: error: missing key 'title'"
    ),
    Case(
      changes: ["logs": nil],
      message: "audit.json:1:1: error: missing key 'logs'"
    ),
    Case(
      changes: ["templates": nil],
      message: "audit.json:1:1: error: missing key 'templates'"
    ),
    Case(
      changes: ["output": nil],
      message: "audit.json:1:1: error: missing key 'output'"
    ),
    Case(
      changes: ["packs": nil],
      message: "audit.json:1:1: error: missing key 'packs' or 'queries'"
    ),
    Case(
      changes: ["tittle": "1"],
      message: "audit.json:7:3: error: unknown key 'tittle' in the configuration, "
        + "did you mean 'title'?"
    ),
    Case(
      changes: ["pagesize": "1"],
      message: "audit.json:7:3: error: unknown key 'pagesize' in the configuration, "
        + "did you mean 'pageSize'?"
    ),
    Case(
      changes: ["zebra crossing": "1"],
      message: "audit.json:7:3: error: unknown key 'zebra crossing' in the configuration"
    ),
    Case(
      changes: ["title": "7"],
      message: "audit.json:2:12: error: title: expected a string, found a number"
    ),
    Case(
      changes: ["title": "\"\""],
      message: "audit.json:2:12: error: title: expected text, found an empty string"
    ),
    Case(
      changes: ["organization": "[]"],
      message: "audit.json:7:19: error: organization: expected a string, found an array"
    ),
    Case(
      changes: ["logs": "{}"],
      message: "audit.json:3:11: error: logs: expected a string or an array of strings, "
        + "found an object"
    ),
    Case(
      changes: ["logs": "[]"],
      message: "audit.json:3:11: error: logs: expected at least one folder"
    ),
    Case(
      changes: ["logs": "[\"logs\", true]"],
      message: "audit.json:3:20: error: logs[1]: expected a string, found true or false"
    ),
    Case(
      changes: ["logs": "\"lgos\""],
      message: "audit.json:3:11: error: logs: no folder or file 'lgos', did you mean 'logs'?"
    ),
    Case(
      changes: ["packs": "\"./Pakcs\""],
      message: "audit.json:4:12: error: packs: no folder or file './Pakcs', "
        + "did you mean './Packs'?"
    ),
    Case(
      changes: ["templates": "\"nowhere/at/all\""],
      message: "audit.json:5:16: error: templates: no folder 'nowhere/at/all'"
    ),
    Case(
      changes: ["templates": "\"a-file\""],
      message: "audit.json:5:16: error: templates: expected a folder: 'a-file'"
    ),
    Case(
      changes: ["output": "\"a-file\""],
      message: "audit.json:6:13: error: output: expected a folder, found a file: 'a-file'"
    ),
    Case(
      changes: ["output": "\"logs/site\""],
      message: "audit.json:6:13: error: output: 'logs/site' stands inside the logs 'logs': "
        + "the next run would read it"
    ),
    Case(
      changes: ["scope": "\"some\""],
      message: "audit.json:7:12: error: scope: expected \"all\" or an object, found a string"
    ),
    Case(
      changes: ["scope": "{\"acounts\": []}"],
      message: "audit.json:7:13: error: unknown key 'acounts' in scope, "
        + "did you mean 'accounts'?"
    ),
    Case(
      changes: ["scope": "{\"year\": 2026}"],
      message: "audit.json:7:13: error: unknown key 'year' in scope: "
        + "expected accounts, regions, from, to"
    ),
    Case(
      changes: ["scope": "{\"accounts\": [\"123\"]}"],
      message: "audit.json:7:26: error: scope.accounts: expected an account id of 12 digits, "
        + "found '123'"
    ),
    Case(
      changes: ["scope": "{\"from\": \"2026-02-29\"}"],
      message: "audit.json:7:21: error: scope.from: expected a day as YYYY-MM-DD, "
        + "found '2026-02-29'"
    ),
    Case(
      changes: ["scope": "{\"from\": \"2026-02-10\", \"to\": \"2026-02-09\"}"],
      message: "audit.json:7:41: error: scope.to: 2026-02-09 is before scope.from, 2026-02-10"
    ),
    Case(
      changes: ["accountNames": "{\"production\": \"1\"}"],
      message: "audit.json:7:20: error: accountNames: expected an account id of 12 digits, "
        + "found 'production'"
    ),
    Case(
      changes: ["accountNames": "{\"111122223333\": 5}"],
      message: "audit.json:7:36: error: accountNames.111122223333: expected a string, "
        + "found a number"
    ),
    Case(
      changes: ["queries": "{}"],
      message: "audit.json:7:14: error: queries: expected an array of objects, found an object"
    ),
    Case(
      changes: ["queries": "[{\"id\": \"a\", \"sql\": \"SELECT 1\"}]"],
      message: "audit.json:7:15: error: missing key 'title' in queries[0]"
    ),
    Case(
      changes: ["queries": "[{\"id\": \"a\", \"title\": \"b\", \"query\": \"SELECT 1\"}]"],
      message: "audit.json:7:15: error: missing key 'sql' in queries[0]"
    ),
    Case(
      changes: ["entities": "{\"users\": {}}"],
      message: "audit.json:7:16: error: unknown key 'users' in entities, did you mean 'user'?"
    ),
    Case(
      changes: ["entities": "{\"user\": {\"page\": 1}}"],
      message: "audit.json:7:25: error: unknown key 'page' in entities.user, "
        + "did you mean 'pages'?"
    ),
    Case(
      changes: ["entities": "{\"user\": {\"pages\": -1}}"],
      message: "audit.json:7:34: error: entities.user.pages: expected a whole number from "
        + "0 to 1000000, found -1"
    ),
    Case(
      changes: ["pageSize": "0"],
      message: "audit.json:7:15: error: pageSize: expected a whole number from 1 to 5000, "
        + "found 0"
    ),
    Case(
      changes: ["pageSize": "2.5"],
      message: "audit.json:7:15: error: pageSize: expected a whole number from 1 to 5000, "
        + "found 2.5"
    ),
    Case(
      changes: ["memoryLimit": "\"12x\""],
      message: "audit.json:7:18: error: memoryLimit: expected a size from 1MB to 1024GB such as "
        + "128MB, found '12x'"
    ),
    Case(
      changes: ["memoryLimit": "\"99999999999999GB\""],
      message: "audit.json:7:18: error: memoryLimit: expected a size from 1MB to 1024GB such as "
        + "128MB, found '99999999999999GB'"
    ),
    Case(
      changes: ["memoryLimit": "128"],
      message: "audit.json:7:18: error: memoryLimit: expected a string, found a number"
    ),
    Case(
      changes: ["workers": "99999999999999999999"],
      message: "audit.json:7:14: error: workers: expected a whole number from 1 to 512, "
        + "found 99999999999999999999"
    ),
    Case(
      changes: ["now": "\"yesterday\""],
      message: "audit.json:7:10: error: now: expected a time in UTC as YYYY-MM-DDThh:mm:ssZ, "
        + "found 'yesterday'"
    ),
    Case(
      changes: ["now": "\"2026-10-31T24:00:00Z\""],
      message: "audit.json:7:10: error: now: expected a time in UTC as YYYY-MM-DDThh:mm:ssZ, "
        + "found '2026-10-31T24:00:00Z'"
    ),
    Case(
      changes: ["$schema": "1"],
      message: "audit.json:7:14: error: $schema: expected a string, found a number"
    ),
  ]

  @Test(arguments: cases)
  func aMistakeIsNamedWithItsPlace(_ mistake: Case) throws {
    let outcome = try check(Self.configuration(mistake.changes))
    #expect(outcome.status == 2)
    #expect(outcome.messages.split(separator: "\n").first.map(String.init) == mistake.message)
    #expect(outcome.output.isEmpty)
  }

  @Test func allMistakesAreNamedAtOnceInTheOrderOfTheFile() throws {
    let outcome = try check(
      Self.configuration(["logs": "7", "output": nil, "pageSize": "\"x\"", "typo": "1"])
    )
    let places = outcome.messages.split(separator: "\n").map {
      $0.split(separator: " ").first.map(String.init)
    }
    #expect(
      places == ["audit.json:1:1:", "audit.json:3:11:", "audit.json:6:15:", "audit.json:7:3:"]
    )
  }

  @Test func brokenJSONIsNamedWithItsPlace() throws {
    let outcome = try check("{\n  \"title\": \"Audit\",\n}\n")
    #expect(outcome.status == 2)
    #expect(
      outcome.messages
        == "audit.json:3:1: error: a comma too many: expected a key in double quotes, "
        + "found '}'\n"
    )
  }

  @Test func aRootThatIsNoObjectIsOneMistake() throws {
    let outcome = try check("[]")
    #expect(
      outcome.messages
        == "audit.json:1:1: error: the configuration: expected an object, found an array\n"
    )
  }

  @Test func aMissingConfigurationIsNamed() throws {
    let outcome = try Program.run("check", "/nowhere/audit.json")
    #expect(outcome.status == 2)
    #expect(
      outcome.messages
        == "error: cannot read the configuration '/nowhere/audit.json': "
        + "no such file or directory\n"
    )
  }

  @Test func aFolderIsNoConfiguration() throws {
    let outcome = try Program.run("check", "/")
    #expect(outcome.status == 2)
    #expect(outcome.messages == "error: expected a configuration file, found a folder: '/'\n")
  }

  /// A file's name and a key can hold anything; a terminal must not act on it.
  @Test func controlCharactersAreSpeltOut() throws {
    let outcome = try check(Self.configuration(["\\u001b]0;owned\\u0007": "1"]))
    #expect(outcome.status == 2)
    #expect(!outcome.messages.contains("\u{1B}"))
    #expect(outcome.messages.contains("\\u{1b}]0;owned\\u{7}"))
  }
}
