// SPDX-License-Identifier: Apache-2.0
import CloudTrail
import Columns
import SecurityPage
import Testing

/// Every damage to the input that was thought of, done to a file between two whole ones.
///
/// Each has to end in what is expected, and the files beside it have to stay whole.
@Suite struct DamageTests {
  @Test(arguments: Damage.all)
  func endsAsExpected(damage: Damage) throws {
    let seen = try Self.seen(damage)
    #expect(seen == damage.outcome)
  }

  @Test func standOnThePageAboutSecurity() throws {
    let rows = try Damage.all.map { DamageTable.Row($0.name, try Self.seen($0).description) }
    #expect(try DamageTable("reading").problem(with: rows) == nil)
  }

  /// What comes of a damage, in the words of the documentation.
  static func seen(_ damage: Damage) throws -> Damage.Outcome {
    let tree = TemporaryTree()
    tree.write("a.json", Damage.document)
    damage.apply(tree, "b.json.gz")
    tree.write("c.json", Damage.document)
    let result = try scan(
      [tree.root],
      columns: [field("eventname")],
      limits: damage.limits
    )
    let others = result.evidence.files.filter { $0.path != "b.json.gz" }
    #expect(others.map(\.recordCount) == [3, 3])
    #expect(others.allSatisfy { $0.issue == nil })
    let file = result.evidence.files.first { $0.path == "b.json.gz" }
    #expect(result.rows.count == 6 + (file?.recordCount ?? 0))
    if let kind = result.evidence.skipped.first?.kind { return .counted(as: kind) }
    let issues = result.evidence.unlisted + [file?.issue].compactMap { $0 }
    #expect(issues.count < 2)
    guard let issue = issues.first else { return .read(file?.recordCount ?? 0) }
    #expect(issue.path == Text(bytes: tree.location("b.json.gz")))
    return .issue(issue.kind, used: file?.recordCount ?? 0)
  }
}
