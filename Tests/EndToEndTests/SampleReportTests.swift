// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// The report of the sample logs, against answers that DuckDB gave (`scripts/sample-answers.py`).
@Suite struct SampleReportTests {
  private static let expected = Program.checkout + "/Tests/EndToEndTests/Expected"

  private func build(in workspace: Workspace) throws -> String {
    let outcome = try Program.run(
      "build",
      Program.checkout + "/sample-config.json",
      "--output",
      workspace.path + "/site",
      "--quiet"
    )
    #expect(outcome.status == 0, "\(outcome.messages)")
    return workspace.path + "/site/2026-10-05--2026-10-11"
  }

  @Test func answersEveryQueryOfThePackAsDuckDBDoes() throws {
    let workspace = try Workspace()
    let report = try build(in: workspace)
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.expected).sorted()
    #expect(names.count == 22)
    for name in names {
      let answer = report + "/csv/" + name.replacingOccurrences(of: ".csv", with: ".raw.csv")
      let got = FileManager.default.contents(atPath: answer)
      let expected = FileManager.default.contents(atPath: Self.expected + "/" + name)
      #expect(got == expected, "\(name)")
    }
  }

  @Test func hasAPageForEveryKindOfCaller() throws {
    let workspace = try Workspace()
    let report = try build(in: workspace)
    let list = try String(contentsOfFile: report + "/csv/entities-user.csv", encoding: .utf8)
    let users = [
      "alice.nguyen", "john.smith", "ci-deploy", "app-server/i-0aa11bb22cc33dd44", "root",
      "federated-user/contractor-bob", "lena.fischer@example.com",
      "repo:example/shop:ref:refs/heads/main",
      "identity-center/93a4f8b2-1071-7007-e2a1-3f0c5d6e7a8b",
      "backup.amazonaws.com", "autoscaling.amazonaws.com", "AROAEXAMPLEPARTNER0001:partner-sync",
      "HIDDEN_DUE_TO_SECURITY_REASONS", "SecurityAudit/auditor-tool",
      "AWSReservedSSO_AdministratorAccess_0a1b2c3d4e5f6071/maria.lopez@example.com",
      "AWSBackupDefaultServiceRole/AWSBackup-AWSBackupDefaultServiceRole",
    ]
    for user in users {
      #expect(list.contains("\"\(user)\""), "\(user)")
    }
  }

  @Test func linksAnArnToItsUserAndTheUserBackToTheQuery() throws {
    let workspace = try Workspace()
    let report = try build(in: workspace)
    let query = try String(
      contentsOfFile: report + "/queries/resources-terminated-instances.html",
      encoding: .utf8
    )
    let link = try #require(query.firstMatch(of: /href="\.\.\/(users\/[^"]*john-smith[^"]*)"/))
    let user = try String(contentsOfFile: report + "/" + link.1, encoding: .utf8)
    #expect(user.contains("queries/resources-terminated-instances.html"))
    #expect(user.contains("i-02f00d2cafe2beef2"))
    #expect(user.contains("2026-10-05T08:12:44Z"), "the first activity")
  }
}
