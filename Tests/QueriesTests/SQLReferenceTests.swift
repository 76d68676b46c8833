// SPDX-License-Identifier: Apache-2.0
import Foundation
import Queries
import Testing

/// docs/sql.md is what the catalogue and the goldens say.
@Suite struct SQLReferenceTests {
  @Test func everyFunctionHasAnExample() throws {
    let reference = SQLReference(files: try GoldenFile.all())
    for entry in SQLReference.entries {
      #expect(reference.example(of: entry) != nil, "\(entry.names[0]) has no golden record")
      for name in entry.names where !name.hasPrefix("$") {
        #expect(reference.hasExample(of: name), "\(name) has no golden record")
      }
    }
  }

  /// `UPDATE_GOLDEN=1` writes the page.
  @Test func thePageIsUpToDate() throws {
    let reference = SQLReference(files: try GoldenFile.all())
    let page = try String(contentsOf: SQLReference.page, encoding: .utf8)
    let rendered = try #require(reference.rendered(page), "docs/sql.md lost its marks")
    if GoldenFile.isUpdating {
      try rendered.write(to: SQLReference.page, atomically: true, encoding: .utf8)
    } else {
      #expect(rendered == page, "docs/sql.md is behind: UPDATE_GOLDEN=1 swift test --filter SQL")
    }
  }

  @Test func everyFunctionStandsOnThePage() throws {
    let page = try String(contentsOf: SQLReference.page, encoding: .utf8)
    let missing = SQLReference.entries.map(\.names).filter { names in
      !names[0].hasPrefix("$")
        && !page.contains("#### \(names.map { "`\($0)`" }.joined(separator: ", "))\n")
    }
    #expect(missing.isEmpty)
  }
}
