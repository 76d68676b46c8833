// SPDX-License-Identifier: Apache-2.0
import Foundation
import Queries
import Testing

/// What docs/queries.md says of users is what the program does.
@Suite struct DocumentedRuleTests {
  @Test func theDocumentedRuleForUsersIsTheOneThatRuns() throws {
    let page = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../docs/queries.md").standardized
    let text = try String(contentsOf: page, encoding: .utf8)
    #expect(text.contains("```sql\n\(EntityRules.user)\n```"))
  }
}
