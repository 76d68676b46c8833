// SPDX-License-Identifier: Apache-2.0
import Foundation
import Queries
import Testing

@Suite struct QueryPackTests {
  @Test func readsFoldersInAnOrderOfItsOwn() throws {
    try withFolder([
      "b/two.sql": "-- title: Two\nSELECT 2", "b/one.sql": "-- title: One\nSELECT 1",
      "b-x.sql": "-- title: X\nSELECT 3", "a/c/d.sql": "-- title: D\nSELECT 4",
      "README.md": "not a query", ".hidden.sql": "not a query", "a/.x/y.sql": "not a query",
    ]) { folder in
      let pack = try QueryPack(folders: [folder + "/"], inline: [Self.inline])
      #expect(pack.queries.map(\.id) == ["a/c/d", "b/one", "b/two", "b-x", "aa"])
      #expect(pack.queries[0].file == folder + "/a/c/d.sql")
      let single = try QueryPack(folders: [folder + "/b/two.sql"])
      #expect(single.queries.map(\.id) == ["two"])
      #expect(single.queries.map(\.sql) == ["SELECT 2"])
    }
  }

  @Test func reportsEverythingAtOnce() throws {
    try withFolder([
      "a.sql": "SELECT 1", "B.sql": "-- title: B\nSELECT 1", "c.sql": "-- title: C\n",
      "aa.sql": "-- title: AA\nSELECT 1",
    ]) { folder in
      let error = #expect(throws: PackError.self) {
        try QueryPack(folders: [folder, folder + "/none", "/dev/null"], inline: [Self.inline])
      }
      let messages = error?.issues.map { $0.description.replacing(folder, with: "F") }
      #expect(
        messages == [
          "F/B.sql: error: 'B' cannot be the name of a query, names are made of a-z, 0-9 and -, "
            + "with / between folders, at most 200 in all",
          "F/a.sql:1:1: error: there is no title, a query file begins with '-- title: …'",
          "F/c.sql:3:1: error: there is no SQL behind the head",
          "F/none: error: there is no such file or folder",
          "/dev/null: error: a query file ends with .sql",
          "config.json: error: there are two queries 'aa', the other one is in F/aa.sql",
        ]
      )
    }
  }

  @Test func refusesWhatIsNoText() throws {
    try withFolder([:]) { folder in
      try Data([0x2d, 0x2d, 0xff]).write(to: URL(filePath: folder + "/a.sql"))
      try FileManager.default.createSymbolicLink(
        atPath: folder + "/b.sql",
        withDestinationPath: folder + "/nowhere"
      )
      try FileManager.default.createSymbolicLink(
        atPath: folder + "/loop",
        withDestinationPath: folder
      )
      try Data(count: 5 << 20).write(to: URL(filePath: folder + "/large.sql"))
      let error = #expect(throws: PackError.self) { try QueryPack(folders: [folder]) }
      #expect(error?.issues.isEmpty == false)
      let error2 = #expect(throws: PackError.self) {
        try FileManager.default.removeItem(atPath: folder + "/loop")
        _ = try QueryPack(folders: [folder])
      }
      #expect(
        error2?.issues.map(\.message) == [
          "the file is not UTF-8 text", "this is not a regular file",
          "the file has 5242880 bytes, a query at most 4194304",
        ]
      )
    }
  }

  @Test func refusesAnEmptyFolder() throws {
    try withFolder(["notes.txt": "x"]) { folder in
      let error = #expect(throws: PackError.self) { try QueryPack(folders: [folder]) }
      #expect(error?.issues.map(\.message) == ["there is no query file (*.sql) in this folder"])
    }
    #expect(try QueryPack(folders: []).queries.isEmpty)
  }

  /// The pack that comes with the tool, where the checkout has it.
  @Test func readsTheDefaultPack() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Packs").standardizedFileURL.path
    guard FileManager.default.fileExists(atPath: folder) else { return }
    for query in try QueryPack(folders: [folder]).queries {
      guard case .query = try Parser.parse(query.sql) else {
        Issue.record("\(query.id) is not a query")
        continue
      }
      #expect(!query.metadata.description.isEmpty, "\(query.id)")
      #expect(query.metadata.section != nil, "\(query.id)")
    }
  }

  private static let inline = AuditQuery(
    id: "aa",
    metadata: QueryMetadata(title: "AA"),
    sql: "SELECT 1",
    file: "config.json"
  )

  private func withFolder(
    _ files: [String: String],
    _ body: (String) throws -> Void
  ) throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "query-pack-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (path, text) in files {
      let file = folder.appending(path: path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try text.write(to: file, atomically: false, encoding: .utf8)
    }
    try body(folder.path)
  }
}
