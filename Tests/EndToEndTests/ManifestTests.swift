// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing
import trailbinder

/// `manifest.json` against its schema, the files, and `sha256sum`.
@Suite struct ManifestTests {
  private static let report = "site/2026-10-05--2026-10-07"

  private func build(_ workspace: Workspace) throws -> JSONNode {
    let outcome = try Program.run("build", "audit.json", "--quiet", folder: workspace.path)
    #expect([0, 3].contains(outcome.status), "\(outcome.messages)")
    return try JSONReader.read(Array(workspace.read(Self.report + "/manifest.json").utf8))
  }

  private func elements(_ node: JSONNode?) -> [JSONNode] {
    if case .array(let elements) = node?.value { elements } else { [] }
  }

  private func text(_ node: JSONNode?) -> String? {
    if case .string(let text) = node?.value { text } else { nil }
  }

  /// What `sha256sum` says, path by path.
  private func sums(_ paths: [String], in folder: String) throws -> [String: String] {
    let outcome = try Program.run(["--"] + paths, of: "sha256sum", folder: folder)
    var sums: [String: String] = [:]
    for line in outcome.output.split(separator: "\n") {
      sums[String(line.dropFirst(66))] = String(line.prefix(64))
    }
    return sums
  }

  @Test func keepsItsSchemaAndTellsTheTruth() throws {
    let workspace = try Workspace()
    try workspace.writeLogs()
    try workspace.write("tables.sql", "CREATE VIEW mine AS SELECT eventname FROM logs")
    try workspace.writeConfiguration(
      queries: [
        #"{"id": "a", "title": "A", "sql": "SELECT eventname FROM mine WHERE eventname <> :name"}"#,
        #"{"id": "b", "title": "B", "sql": "SELECT 1 / (length(eventname) - length(eventname)) AS n FROM logs"}"#,
      ],
      extra: """
        , "tables": "tables.sql", "scope": {"accounts": "\(Logs.account)", "from": "2026-10-05"},
        "parameters": {"name": "x", "db_password": "hunter2", "rate": 1.50},
        "locations": {"s3://trail/": "logs"}
        """
    )
    let manifest = try build(workspace)
    let schema = try JSONReader.read(
      Array(Data(contentsOf: URL(filePath: Program.checkout + "/docs/manifest.schema.json")))
    )
    let problems = SchemaChecker(schema: schema).problems(with: manifest)
    #expect(problems.isEmpty, "\(problems)")

    let outputs = elements(manifest["outputs"])
    let paths = outputs.compactMap { text($0["path"]) }
    let folder = workspace.path + "/" + Self.report
    let found = try sums(paths, in: folder)
    for output in outputs {
      #expect(text(output["sha256"]) == found[text(output["path"]) ?? ""])
    }
    let files = try Set(workspace.files(in: Self.report).keys)
    #expect(Set(paths) == files.subtracting(["manifest.json", "SHA256SUMS"]))

    let inputs = elements(manifest["inputs"])
    let logs = inputs.compactMap { text($0["path"]) }
    #expect(logs.count == 3)
    let hashes = try sums(logs, in: workspace.path + "/logs")
    for input in inputs {
      #expect(text(input["sha256"]) == hashes[text(input["path"]) ?? ""])
      #expect(text(input["verdict"]) == "read")
    }
    let whole = try sums(["audit.json", "tables.sql"], in: workspace.path)
    #expect(text(manifest["configuration"]?["sha256"]) == whole["audit.json"])
    #expect(text(elements(manifest["declarations"]).first?["sha256"]) == whole["tables.sql"])
    let query = elements(manifest["queries"])[0]
    #expect(text(query["parameters"]?["name"]?["value"]) == "x")
    #expect(text(query["parameters"]?["rate"]?["type"]) == "decimal(3,2)")
    #expect(text(query["parameters"]?["rate"]?["value"]) == "1.50")
    #expect(text(query["parameters"]?["db_password"]?["value"]) == "(masked)")
    #expect(elements(manifest["queries"])[1]["csv"] == nil)
    #expect(text(manifest["scope"]?["from"]) == "2026-10-05")
  }

  @Test func namesHostileFilesUnambiguously() throws {
    let workspace = try Workspace()
    try workspace.writeLogs()
    let folder = "logs/AWSLogs/\(Logs.account)/CloudTrail/us-east-1/2026/10/05/"
    try workspace.write(
      folder + "esc\u{1B}[2Jline\n\"quoted\"\u{202E}\u{9B}.json",
      "{\"Records\":[]}"
    )
    // A name that is not UTF-8.
    let shell = try Program.run(
      ["-c", "printf '{\"Records\":[]}' > \"$(printf 'bad\\377.json')\""],
      of: "sh",
      folder: workspace.path + "/" + folder
    )
    #expect(shell.status == 0)
    try workspace.writeConfiguration()
    let manifest = try build(workspace)
    let bytes = Array(try workspace.read(Self.report + "/manifest.json").utf8)
    #expect(!bytes.contains { $0 < 0x20 && $0 != 0x0A })
    let inputs = elements(manifest["inputs"])
    #expect(inputs.count == 5)
    let encoded = inputs.compactMap { text($0["pathBase64"]) }
    #expect(encoded.count == 1)
    let name = try #require(Data(base64Encoded: encoded.first ?? ""))
    #expect(Array(name.suffix(9)) == Array("bad".utf8) + [0xFF] + Array(".json".utf8))
    #expect(inputs.contains { text($0["path"])?.hasSuffix("\u{202E}\u{9B}.json") == true })
  }

  @Test func coversSecretsUnlessTold() throws {
    let workspace = try Workspace()
    let extra = #","additionalEventData":{"password":"hunter2","user":"alice"}"#
    try workspace.write(
      "logs/" + Logs.path("2026-10-05"),
      Logs.file([Logs.record("CreateLoginProfile", at: "2026-10-05T08:00:00Z", extra: extra)])
    )
    let query = #"""
      {"id": "q", "title": "Q", "per": "user", "sql": "SELECT useridentity.username, \#
      additionaleventdata, json_extract_scalar(additionaleventdata, '$.password') AS password \#
      FROM logs"}
      """#
    for (setting, isCovered) in [("", true), (#", "secrets": "show""#, false)] {
      try workspace.writeConfiguration(queries: [query], extra: setting)
      let outcome = try Program.run("build", "audit.json", "--quiet", folder: workspace.path)
      #expect(outcome.status == 0, "\(outcome.messages)")
      let folder = "site/2026-10-05--2026-10-05" + (isCovered ? "" : "-r2")
      for (name, content) in try workspace.files(in: folder) {
        let text = String(decoding: content, as: UTF8.self)
        if isCovered { #expect(!text.contains("hunter2"), "\(name)") }
        #expect(isCovered || !text.contains("(masked)"), "\(name)")
      }
      let raw = try workspace.read(folder + "/csv/q.raw.csv")
      #expect(raw.contains(isCovered ? #""(masked)""# : #""hunter2""#))
      #expect(raw.contains(#"""user"":""alice"""#))
      let summary = try workspace.read(folder + "/report.json")
      #expect(summary.contains("\"coveredSecretCount\" : 2") == isCovered)
      let page = try workspace.read(folder + "/queries/q.html")
      #expect(page.contains("2 secrets of the records") == isCovered)
    }
  }
}
