// SPDX-License-Identifier: Apache-2.0
import Foundation
import SecurityPage
import Testing

/// `trailbinder verify` over reports that were tampered with.
@Suite struct VerifyTests {
  private static let name = "2026-10-05--2026-10-07"

  /// One way to tamper with a report.
  private struct Tampering: Sendable {
    let what: String
    /// The lines expected, without messages: `CHANGED index.html`.
    let found: [String]
    var isSigned = true
    var arguments = ["--key", "signers"]
    /// Done in the folder of the report.
    let change: @Sendable (Folder) throws -> Void
  }

  /// The folder of a report, and shell commands in it.
  private struct Folder: Sendable {
    let path: String
    /// The workspace.
    let home: String

    func sh(_ script: String) throws {
      let outcome = try Program.run(["-c", "set -e; " + script], of: "sh", folder: path)
      #expect(outcome.status == 0, "\(script): \(outcome.messages)")
    }
  }

  /// Rewrites the sums of a file in the manifest and in `SHA256SUMS`, as who forges a report would.
  private static func forge(_ file: String) -> String {
    """
    old=$(grep '  \(file)$' SHA256SUMS | cut -c1-64); new=$(sha256sum < \(file) | cut -c1-64); \
    sed -i "s/$old/$new/" manifest.json SHA256SUMS; \
    old=$(grep '  manifest.json$' SHA256SUMS | cut -c1-64); \
    new=$(sha256sum < manifest.json | cut -c1-64); sed -i "s/$old/$new/" SHA256SUMS
    """
  }

  private static let page = "queries/own-events.html"
  private static let csv = "csv/own-events.raw.csv"

  private static let tamperings: [Tampering] = [
    Tampering(what: "nothing", found: []) { _ in },
    Tampering(
      what: "nothing, and the report is not signed",
      found: [],
      isSigned: false,
      arguments: []
    ) { _ in },
    Tampering(
      what: "nothing, and nobody says who may sign",
      found: ["NOT-CHECKED"],
      arguments: []
    ) { _ in },
    Tampering(what: "one byte of a page changed", found: ["CHANGED \(page)"]) {
      try $0.sh("sed -i 's/ListUsers</GetUsers</' \(page)")
    },
    Tampering(what: "a row taken out of a CSV file", found: ["CHANGED \(csv)"]) {
      try $0.sh("sed -i 2d \(csv)")
    },
    Tampering(
      what: "a page removed",
      found: ["MISSING \(page)"]
    ) { try $0.sh("rm \(page)") },
    Tampering(
      what: "a page renamed",
      found: ["MISSING \(page)", "ADDED queries/other.html"]
    ) { try $0.sh("mv \(page) queries/other.html") },
    Tampering(what: "a page added", found: ["ADDED extra.html"]) {
      try $0.sh("cp index.html extra.html")
    },
    Tampering(what: "a folder added", found: ["ADDED queries/more"]) {
      try $0.sh("mkdir queries/more; cp index.html queries/more/")
    },
    Tampering(what: "a file added whose name is not UTF-8", found: ["ADDED bad\u{FFFD}"]) {
      try $0.sh("touch \"$(printf 'bad\\377')\"")
    },
    Tampering(
      what: "a file added whose name holds escape codes and a line break",
      found: [#"ADDED a\u{1b}[2J\u{a}b"#]
    ) { try $0.sh("touch \"$(printf 'a\\033[2J\\nb')\"") },
    Tampering(what: "a page replaced by a link to a copy of it", found: ["CHANGED \(page)"]) {
      try $0.sh("cp \(page) '\($0.home)/copy'; ln -sf '\($0.home)/copy' \(page)")
    },
    Tampering(
      what: "a page changed, and its sum in SHA256SUMS",
      found: ["MANIFEST manifest.json", "SIGNATURE SHA256SUMS.sig"]
    ) {
      try $0.sh(
        "old=$(sha256sum < \(page) | cut -c1-64); sed -i 's/ListUsers</GetUsers</' \(page); "
          + "new=$(sha256sum < \(page) | cut -c1-64); sed -i \"s/$old/$new/\" SHA256SUMS"
      )
    },
    Tampering(
      what: "a page changed, and its sums in the manifest and in SHA256SUMS",
      found: ["SIGNATURE SHA256SUMS.sig"]
    ) { try $0.sh("sed -i 's/ListUsers</GetUsers</' \(page); " + forge(page)) },
    Tampering(
      what: "the same in a report that is not signed: only a signature or the logs can tell",
      found: [],
      isSigned: false,
      arguments: []
    ) { try $0.sh("sed -i 's/ListUsers</GetUsers</' \(page); " + forge(page)) },
    Tampering(
      what: "a script put into a page, and all sums rewritten, in a report that is not signed",
      found: ["PAGE \(page)"],
      isSigned: false,
      arguments: []
    ) { try $0.sh("sed -i 's|</main>|<script>x()</script></main>|' \(page); " + forge(page)) },
    Tampering(
      what: "a row taken out of a CSV file, and all sums rewritten; checked with the logs",
      found: ["ANSWER \(csv)"],
      isSigned: false,
      arguments: ["--logs", "logs"]
    ) { try $0.sh("sed -i 2d \(csv); " + forge(csv)) },
    Tampering(
      what: "the SQL of a query changed in the manifest",
      found: ["CHANGED manifest.json", "MANIFEST manifest.json"]
    ) { try $0.sh("sed -i 's/ORDER BY eventtime/ORDER BY eventname/' manifest.json") },
    Tampering(
      what: "the manifest cut off",
      found: ["CHANGED manifest.json", "MANIFEST manifest.json"]
    ) { try $0.sh("truncate -s 500 manifest.json") },
    Tampering(
      what: "a line taken out of SHA256SUMS",
      found: ["ADDED \(csv)", "MANIFEST manifest.json", "SIGNATURE SHA256SUMS.sig"]
    ) { try $0.sh("sed -i '\\|  \(csv)$|d' SHA256SUMS") },
    Tampering(
      what: "a line added to SHA256SUMS that leads out of the report",
      found: ["SUMS SHA256SUMS:N", "SIGNATURE SHA256SUMS.sig"]
    ) {
      try $0.sh("echo \"$(printf 'a%.0s' $(seq 64))  ../../etc/passwd\" >> SHA256SUMS")
    },
    Tampering(what: "the signature removed", found: ["SIGNATURE SHA256SUMS.sig"]) {
      try $0.sh("rm SHA256SUMS.sig")
    },
    Tampering(what: "the signature made by another key", found: ["SIGNATURE SHA256SUMS.sig"]) {
      try $0.sh(
        "rm SHA256SUMS.sig; ssh-keygen -q -t ed25519 -N '' -f '\($0.home)/other'; "
          + "ssh-keygen -q -Y sign -f '\($0.home)/other' -n trailbinder SHA256SUMS"
      )
    },
    Tampering(
      what: "the signature made by the right key for another purpose",
      found: ["SIGNATURE SHA256SUMS.sig"]
    ) {
      try $0.sh(
        "rm SHA256SUMS.sig; ssh-keygen -q -Y sign -f '\($0.home)/key' -n file SHA256SUMS"
      )
    },
    Tampering(
      what: "a record changed in the logs; checked with the logs",
      found: [
        "INPUT logs/\(Logs.path("2026-10-06"))", "ANSWER \(csv)",
      ],
      isSigned: false,
      arguments: ["--logs", "logs"]
    ) { try $0.sh("sed -i s/ListUsers/GetUser/ '\($0.home)/logs/\(Logs.path("2026-10-06"))'") },
    Tampering(
      what: "a log file removed and another added; checked with the logs",
      found: [
        "INPUT logs/\(Logs.path("2026-10-05"))", "INPUT logs/\(Logs.path("2026-10-05", number: 1))",
      ],
      isSigned: false,
      arguments: ["--logs", "logs"]
    ) {
      let folder = "\($0.home)/logs/"
      try $0.sh(
        "mv '\(folder)\(Logs.path("2026-10-05"))' '\(folder)\(Logs.path("2026-10-05", number: 1))'"
      )
    },
  ]

  /// A workspace with a report, signed or not.
  private func report(isSigned: Bool) throws -> Workspace {
    let workspace = try Workspace()
    try workspace.writeLogs()
    let key = try Program.run(
      [
        "-c",
        "ssh-keygen -q -t ed25519 -N '' -C '' -f key && "
          + "echo \"auditor@example.com $(cat key.pub)\" > signers",
      ],
      of: "sh",
      folder: workspace.path
    )
    try #require(key.status == 0, "\(key.messages)")
    try workspace.writeConfiguration(
      extra: isSigned ? #", "sign": {"tool": "ssh", "key": "key"}"# : ""
    )
    let built = try Program.run("build", "audit.json", "--quiet", folder: workspace.path)
    try #require(built.status == 0, "\(built.messages)")
    return workspace
  }

  /// The lines of findings as the table names them: `CHANGED index.html`.
  private func findings(_ output: String) -> [String] {
    output.split(separator: "\n").compactMap { line in
      guard let match = line.wholeMatch(of: /([A-Z-]+)  (.*?): .*/) else { return nil }
      if match.1 == "NOT-CHECKED" { return "NOT-CHECKED" }
      let path = match.2.replacing("site/\(Self.name)/", with: "")
        .replacing(/^SHA256SUMS:\d+$/, with: "SHA256SUMS:N")
        .replacing(/:\d+$/, with: "")
      return "\(match.1) \(path)"
    }
  }

  @Test func everyTamperingIsFound() throws {
    var rows: [DamageTable.Row] = []
    for tampering in Self.tamperings {
      let workspace = try report(isSigned: tampering.isSigned)
      let folder = Folder(path: "\(workspace.path)/site/\(Self.name)", home: workspace.path)
      try tampering.change(folder)
      let outcome = try Program.run(
        ["verify", "site/\(Self.name)", "--quiet"] + tampering.arguments,
        folder: workspace.path
      )
      let found = findings(outcome.output)
      // Answers that follow from the same change are told as well.
      #expect(
        Set(found).isSuperset(of: tampering.found) && (tampering.found.isEmpty == found.isEmpty),
        "\(tampering.what): \(outcome.output)\(outcome.messages)"
      )
      let status: Int32 =
        tampering.found.isEmpty ? 0 : tampering.found == ["NOT-CHECKED"] ? 3 : 1
      #expect(outcome.status == status, "\(tampering.what): \(outcome.output)\(outcome.messages)")
      #expect(!outcome.output.contains("\u{1B}"))
      let seen = found.isEmpty ? "nothing found" : found.map { "`\($0)`" }.joined(separator: ", ")
      rows.append(DamageTable.Row(tampering.what, "\(seen), exit code \(outcome.status)"))
    }
    #expect(try DamageTable("published").problem(with: rows) == nil)
  }

  @Test func aReportIsVerifiedWithTheFolderOfAllReports() throws {
    let workspace = try report(isSigned: false)
    let second = try Program.run("build", "audit.json", "--quiet", folder: workspace.path)
    #expect(second.status == 0)
    let whole = try Program.run("verify", "site", folder: workspace.path)
    #expect(whole.status == 0, "\(whole.output)\(whole.messages)")
    #expect(whole.output.contains("site/\(Self.name)-r2: "))
    try workspace.write("site/notes.txt", "mine")
    let other = try Program.run("verify", "site", folder: workspace.path)
    #expect(other.status == 3)
    #expect(other.output.contains("NOT-CHECKED  site/notes.txt: is no part of a report\n"))
    try FileManager.default.removeItem(atPath: "\(workspace.path)/site/\(Self.name)-r2")
    let gone = try Program.run("verify", "site", folder: workspace.path)
    #expect(gone.status == 1)
    #expect(gone.output.contains("PAGE  site/index.html:"))
  }

  @Test func theQueriesAreAskedAgain() throws {
    let workspace = try Workspace()
    try workspace.writeLogs()
    try workspace.write(
      "views.sql",
      "CREATE VIEW mine AS SELECT *, \"$path\" AS file FROM logs WHERE eventname <> 'X'"
    )
    try workspace.writeConfiguration(
      queries: [
        #"{"id": "p", "title": "P", "sql": "SELECT file, now() AS at FROM mine ORDER BY 1"}"#,
        #"{"id": "fails", "title": "F", "sql": "SELECT 1 / (length(eventname) - length(eventname)) AS n FROM logs"}"#,
        #"{"id": "l", "title": "L", "sql": "SELECT eventname FROM logs WHERE eventtime > :since"}"#,
      ],
      extra: #", "tables": "views.sql", "parameters": {"since": "2026-10-06", "password": "x"}"#
    )
    let built = try Program.run("build", "audit.json", "--quiet", folder: workspace.path)
    #expect(built.status == 3, "\(built.messages)")
    // The logs and the report stand elsewhere now.
    for name in ["logs", "site"] {
      try FileManager.default.moveItem(
        atPath: "\(workspace.path)/\(name)",
        toPath: "\(workspace.path)/moved-\(name)"
      )
    }
    let again = try Program.run(
      "verify",
      "moved-site/\(Self.name)",
      "--logs",
      "moved-logs",
      "--quiet",
      folder: workspace.path
    )
    #expect(again.status == 3, "\(again.output)\(again.messages)")
    #expect(again.output.contains("query 'fails' had failed"))
    #expect(again.output.contains("2 queries asked again with the same answer, 3 log files as"))
    let wrong = try Program.run(
      "verify",
      "moved-site/\(Self.name)",
      "--logs",
      "moved-logs",
      "--logs",
      "moved-site",
      folder: workspace.path
    )
    #expect(wrong.status == 2)
    #expect(wrong.messages.contains("the report was made from 1 folder, 'logs'"))
  }

  @Test func opensslSignsAsWell() throws {
    let workspace = try Workspace()
    try workspace.writeLogs()
    let keys = try Program.run(
      [
        "-c",
        "set -e; for n in right wrong; do openssl genrsa -out $n.pem 2048; "
          + "openssl pkey -in $n.pem -pubout -out $n.pub; done",
      ],
      of: "sh",
      folder: workspace.path
    )
    try #require(keys.status == 0, "\(keys.messages)")
    try workspace.writeConfiguration(extra: #", "sign": {"tool": "openssl", "key": "right.pem"}"#)
    let built = try Program.run("build", "audit.json", "--quiet", folder: workspace.path)
    try #require(built.status == 0, "\(built.messages)")
    for (key, status) in [("right.pub", 0), ("wrong.pub", 1), ("audit.json", 1)] {
      let outcome = try Program.run(
        "verify",
        "site/\(Self.name)",
        "--key",
        key,
        folder: workspace.path
      )
      #expect(outcome.status == status, "\(key): \(outcome.output)\(outcome.messages)")
      #expect(outcome.output.contains(status == 0 ? "signature good" : "SIGNATURE  "))
    }
  }

  @Test(arguments: [
    (["verify", "nowhere"], "no folder 'nowhere'"),
    (["verify", "logs"], "no report in 'logs'"),
    (["verify", "logs", "--key", "nowhere"], "--key: no file 'nowhere'"),
    (["verify", "logs", "--logs", "nowhere"], "--logs: no folder or file 'nowhere'"),
  ])
  func mistakesAreNamed(arguments: [String], message: String) throws {
    let workspace = try Workspace()
    try workspace.writeLogs()
    let outcome = try Program.run(arguments, folder: workspace.path)
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains(message), "\(outcome.messages)")
  }
}
