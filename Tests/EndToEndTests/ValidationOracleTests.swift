// SPDX-License-Identifier: Apache-2.0
import Foundation
import SignedTrail
import Testing

/// The AWS CLI's own validator over the same trees, by a script that serves them from the disk.
///
/// Where the script or the Python package `awscli` is not installed, there is nothing to compare with.
@Suite struct ValidationOracleTests {
  private static let script = Program.checkout + "/../shared/tools/awscli_oracle.py"

  static let isAvailable: Bool = {
    guard FileManager.default.fileExists(atPath: script), let workspace = try? Workspace() else {
      return false
    }
    let found = try? ValidateLogsTests.shell("python3 -c 'import awscli'", in: workspace)
    return found?.status == 0
  }()

  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    /// Whether the AWS CLI finds nothing where there is something.
    var isMissedByCLI = false
    let tamper: @Sendable (SignedTrail) -> String

    var testDescription: String { name }
  }

  static let cases = [
    Case(name: "nothing") { _ in "true" },
    Case(name: "a log changed") { "gzip -cn keys.json > \(logPath($0))" },
    Case(name: "a log pretty-printed") {
      "gzip -dc \(logPath($0)) > text && echo >> text && gzip -cn text > \(logPath($0)) && rm text"
    },
    Case(name: "a log deleted") { "rm \(logPath($0))" },
    Case(name: "a log recompressed") {
      "gzip -dc \(logPath($0)) > text && gzip -1c text > \(logPath($0)) && rm text"
    },
    Case(name: "a digest changed") { trail in
      "gzip -dc \(root)\(trail.digests[1].object) > text && echo >> text && gzip -cn text > "
        + "\(root)\(trail.digests[1].object) && rm text"
    },
    Case(name: "a member appended to a digest", isMissedByCLI: true) { trail in
      "echo | gzip -cn >> \(root)\(trail.digests[1].object)"
    },
    Case(name: "a log added", isMissedByCLI: true) { trail in
      "cp \(logPath(trail)) \(logPath(trail).replacing("_0000000", with: "_1000000"))"
    },
  ]

  private static let root = "oracle/s3/example-trail-bucket/"

  private static func logPath(_ trail: SignedTrail) -> String { root + trail.digests[1].logs[0] }

  @Test(.enabled(if: isAvailable), arguments: cases)
  func verdictsAreThoseOfTheAWSCLI(_ example: Case) throws {
    let (workspace, trail) = try ValidateLogsTests.workspace(hours: 0..<4)
    try ValidateLogsTests.shell(
      "mkdir -p oracle/s3 && mv logs oracle/s3/example-trail-bucket && cp keys.json "
        + "oracle/public-keys.json && mv signatures/*.head.json oracle/last-digest.head.json",
      in: workspace
    )
    let name = trail.tip.object.split(separator: "/").last ?? ""
    try workspace.write("signatures/\(name).head.json", trail.tip.head)
    let tampered = try ValidateLogsTests.shell(example.tamper(trail), in: workspace)
    #expect(tampered.status == 0, "\(tampered.output)")
    let oracle = try ValidateLogsTests.shell(
      "python3 '\(Self.script)' oracle 2026-03-01T00:01:31Z 2026-03-01T04:01:31Z -v",
      in: workspace
    )
    #expect(oracle.output.contains("exit code would be"), "\(oracle.output)")
    let own = try Program.run(
      "validate-logs",
      "oracle/s3",
      "--public-keys",
      "keys.json",
      "--signatures",
      "signatures",
      "--from",
      "2026-03-01T00:01:31Z",
      "--to",
      "2026-03-01T04:01:31Z",
      "--verbose",
      folder: workspace.path
    )
    if example.isMissedByCLI {
      #expect(oracle.output.contains("exit code would be 0"))
      #expect(own.status == 1)
    } else {
      #expect(verdicts(own.output) == verdicts(oracle.output))
      #expect(oracle.output.contains("exit code would be \(own.status)"))
    }
  }

  /// Objects with whether they are valid.
  private func verdicts(_ output: String) -> [String: Bool] {
    var verdicts: [String: Bool] = [:]
    for line in output.split(separator: "\n") {
      let cells = line.split(separator: "\t")
      guard cells.count == 3, cells[1].hasPrefix("s3://") else { continue }
      verdicts[cells[0] + " " + cells[1]] = cells[2] == "valid"
    }
    return verdicts
  }
}
