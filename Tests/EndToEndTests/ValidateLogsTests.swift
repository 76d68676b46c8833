// SPDX-License-Identifier: Apache-2.0
import Foundation
import SignedTrail
import Testing

/// `trailbinder validate-logs` as it is run, and the same digests in a report.
@Suite struct ValidateLogsTests {
  static let key = Result { try SigningKey() }

  /// Three hours of a trail below `logs`, gzipped, with keys and signatures beside.
  static func workspace(
    hours: Range<Int> = 0..<3,
    signsTip: Bool = true
  ) throws -> (Workspace, SignedTrail) {
    let workspace = try Workspace()
    let key = try key.get()
    var trail = SignedTrail()
    for hour in hours { try trail.addHour(hour, key: key) }
    for (object, text) in trail.texts {
      try workspace.write("logs/" + object.dropLast(".gz".count), text)
    }
    try shell("gzip -nr logs", in: workspace)
    try workspace.write("keys.json", SigningKey.list([key]))
    if signsTip {
      let name = trail.tip.object.split(separator: "/").last ?? ""
      try workspace.write("signatures/\(name).head.json", trail.tip.head)
    }
    return (workspace, trail)
  }

  @discardableResult
  static func shell(
    _ script: String,
    in workspace: Workspace,
    environment: [String: String] = [:]
  ) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", script]
    process.currentDirectoryURL = URL(fileURLWithPath: workspace.path)
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }

  private func validate(_ workspace: Workspace, _ more: String...) throws -> Program.Outcome {
    try Program.run(
      ["validate-logs", "logs", "--public-keys", "keys.json", "--signatures", "signatures"] + more,
      folder: workspace.path
    )
  }

  @Test func aWholeTreeIsValid() throws {
    let (workspace, trail) = try Self.workspace()
    let outcome = try validate(workspace)
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(
      outcome.output == """
        Results requested for 2026-03-01T00:00:00Z to 2026-03-01T03:01:31Z
        Results found for 2026-03-01T00:01:31Z to 2026-03-01T03:01:31Z:

        3/3 digest files valid
        6/6 log files valid

        """
    )
    let verbose = try validate(workspace, "--verbose")
    #expect(
      verbose.output.contains("Digest file\ts3://\(trail.bucket)/\(trail.tip.object)\tvalid\n")
    )
    #expect(verbose.output.contains("Log file\ts3://\(trail.bucket)/\(trail.tip.logs[0])\tvalid\n"))
  }

  @Test func whatIsWrongIsNamedAsTheCLINamesIt() throws {
    let (workspace, trail) = try Self.workspace()
    let logs = trail.digests[1].logs
    try Self.shell(
      "printf x >> logs/\(logs[0]); rm logs/\(logs[1]); printf x >> logs/\(trail.digests[0].object)",
      in: workspace
    )
    let outcome = try validate(workspace)
    #expect(outcome.status == 1)
    let bucket = "s3://\(trail.bucket)/"
    #expect(
      outcome.output.contains(
        "Log file\t\(bucket)\(logs[0])\tINVALID: unexpected data after end of compressed stream\n"
      )
    )
    #expect(outcome.output.contains("Log file\t\(bucket)\(logs[1])\tINVALID: not found\n"))
    #expect(outcome.output.contains("2/3 digest files valid, 1/3 digest files INVALID\n"))
    let json = try validate(workspace, "--format", "json")
    #expect(json.status == 1)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    )
    let summary = try #require(object["summary"] as? [String: [String: Int]])
    #expect(summary["digests"] == ["VERIFIED": 2, "BAD": 1])
    #expect(
      summary["logFiles"] == ["VERIFIED": 2, "MODIFIED": 1, "MISSING": 1, "NOT-COVERED": 2]
    )
  }

  @Test func doubtsAreNoFailure() throws {
    let (workspace, _) = try Self.workspace(signsTip: false)
    try workspace.makeFolder("signatures")
    let outcome = try validate(workspace)
    #expect(outcome.status == 3)
    #expect(outcome.output.contains("UNPROVEN: no digest names it"))
    #expect(outcome.output.contains("4/6 log files valid, 2/6 log files UNPROVEN"))
  }

  @Test func aPeriodThatDigestsDoNotFillIsADoubt() throws {
    let (workspace, _) = try Self.workspace()
    let outcome = try validate(workspace, "--from", "2026-03-01", "--to", "2026-03-01")
    #expect(outcome.status == 3)
    #expect(
      outcome.output.contains(
        "2026-03-01T03:01:31Z to 2026-03-02T00:00:00Z: there is no digest behind the last one"
      )
    )
    #expect(
      try validate(workspace, "--from", "2026-03-01", "--to", "2026-03-01T03:01:31Z").status == 0
    )
  }

  @Test(arguments: [
    (["validate-logs", "logs"], "No keys: name a file by --public-keys"),
    (["validate-logs", "nowhere", "--public-keys", "keys.json"], "no folder or file 'nowhere'"),
    (["validate-logs", "logs", "--public-keys", "no.json"], "cannot read 'no.json'"),
    (
      ["validate-logs", "logs", "--public-keys", "bad.json"],
      "bad.json: error: expected what 'aws cloudtrail list-public-keys' prints"
    ),
    (
      ["validate-logs", "logs", "--public-keys", "keys.json", "--signatures", "bad.csv"],
      "bad.csv: error: line 1: expected key,signature,algorithm"
    ),
    (["validate-logs", "logs", "--public-keys", "keys.json", "--from", "soon"], "expected YYYY"),
  ])
  func mistakesInTheArgumentsAreTold(arguments: [String], message: String) throws {
    let (workspace, _) = try Self.workspace(hours: 0..<1)
    try workspace.write("bad.json", "{}")
    try workspace.write("bad.csv", "x\n")
    let outcome = try Program.run(arguments, folder: workspace.path)
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains(message), "\(outcome.messages)")
  }

  /// A name of a file cannot pass for a line of the answer, nor act on a terminal.
  @Test func hostileNamesAreSpeltOut() throws {
    let (workspace, _) = try Self.workspace(hours: 0..<1)
    try workspace.write("logs/a\nLog file\tall\tvalid\u{1B}[2J.json", "{\"Records\":[]}")
    for format in ["text", "json"] {
      let outcome = try validate(workspace, "--format", format)
      #expect(outcome.status == 3)
      #expect(!outcome.output.contains("\u{1B}"))
      #expect(!outcome.output.split(separator: "\n").contains { $0.hasPrefix("Log file\tall") })
    }
  }

  private static let integrity = """
    , "integrity": {"publicKeys": "keys.json", "signatures": "signatures", "exclude": ["MODIFIED"]}
    """
  private static let count = """
    {"id": "own/count", "title": "Count", "sql": "SELECT count(*) AS calls FROM logs"}
    """

  @Test func aReportSaysWhatIsProven() throws {
    let (workspace, _) = try Self.workspace()
    try workspace.writeConfiguration(queries: [Self.count], extra: Self.integrity)
    let outcome = try Program.run("build", "audit.json", "--quiet", folder: workspace.path)
    #expect(outcome.status == 0, "\(outcome.messages)")
    let report = "site/2026-03-01--2026-03-01/"
    let page = try workspace.read(report + "integrity.html")
    #expect(page.contains("Every digest and every log file is what CloudTrail delivered"))
    #expect(page.contains(try Self.key.get().fingerprint))
    let index = try workspace.read(report + "index.html")
    #expect(index.contains("100.0% of the records used come from verified files"))
    #expect(try workspace.read(report + "csv/files.raw.csv").contains("\"VERIFIED\""))
  }

  @Test func rowsOfModifiedFilesAreLeftOut() throws {
    let (workspace, trail) = try Self.workspace()
    try Self.shell("printf x >> logs/\(trail.digests[1].logs[0])", in: workspace)
    try workspace.writeConfiguration(queries: [Self.count], extra: Self.integrity)
    let outcome = try Program.run("build", "audit.json", "--quiet", folder: workspace.path)
    #expect(outcome.status == 3)
    #expect(outcome.messages.contains("log files are MODIFIED: 1"))
    let report = "site/2026-03-01--2026-03-01/"
    #expect(try workspace.read(report + "csv/own-count.raw.csv") == "\"calls\"\n\"5\"\n")
    #expect(try workspace.read(report + "integrity.html").contains("left out: 1 record"))
  }

  @Test(arguments: [
    ("{\"signatures\": \"signatures\"}", "missing key 'publicKeys' in integrity"),
    ("{\"publicKeys\": \"kes.json\"}", "did you mean 'keys.json'?"),
    (
      "{\"publicKeys\": \"keys.json\", \"exclude\": \"UNLISTD\"}",
      "unknown verdict 'UNLISTD', did you mean 'UNLISTED'?"
    ),
    ("{\"publicKey\": \"keys.json\"}", "did you mean 'publicKeys'?"),
  ])
  func mistakesInTheConfigurationAreTold(value: String, message: String) throws {
    let (workspace, _) = try Self.workspace(hours: 0..<1)
    try workspace.writeConfiguration(queries: [Self.count], extra: ", \"integrity\": \(value)")
    let outcome = try Program.run("check", "audit.json", folder: workspace.path)
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains(message), "\(outcome.messages)")
  }

  /// The script asks for the keys of the region and the metadata of the last digest, and the check
  /// goes by what it wrote.
  @Test func theScriptFetchesWhatTheCheckNeeds() throws {
    let (workspace, trail) = try Self.workspace(signsTip: false)
    try workspace.write("head.json", trail.tip.head)
    try workspace.write(
      "bin/aws",
      """
      #!/bin/sh
      echo "$*" >> calls
      case "$1 $2" in
        "cloudtrail list-public-keys") cat keys.json ;;
        "s3api head-object") cat head.json ;;
        *) exit 9 ;;
      esac
      """
    )
    let script = Program.checkout + "/scripts/fetch-integrity"
    let fetched = try Self.shell(
      "chmod +x bin/aws && PATH=$PWD/bin:$PATH && sh '\(script)' s3://\(trail.bucket) logs fetched",
      in: workspace
    )
    #expect(fetched.status == 0, "\(fetched.output)")
    #expect(
      try workspace.read("calls") == """
        cloudtrail list-public-keys --region us-east-2 --start-time 2026-03-01T01:01:31Z --output json
        s3api head-object --bucket \(trail.bucket) --key \(trail.tip.object) --output json

        """
    )
    let outcome = try Program.run(
      "validate-logs",
      "logs",
      "--public-keys",
      "fetched/public-keys-us-east-2.json",
      "--signatures",
      "fetched",
      folder: workspace.path
    )
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.messages)")
    let failing = try Self.shell(
      "printf '#!/bin/sh\\nexit 1' > bin/aws && PATH=$PWD/bin:$PATH && sh '\(script)' s3://b logs again",
      in: workspace
    )
    #expect(failing.status == 1)
    #expect(workspace.names(in: "again").isEmpty)
  }
}
