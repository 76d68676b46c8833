// SPDX-License-Identifier: Apache-2.0
import Benchmarks
import CloudTrail
import Columns
import Foundation
import Queries
import Testing

@Suite struct TreeWriterTests {
  private static let options = TreeOptions(seed: 7, textByteCount: 2_000_000, recordLimit: 10)

  private func inFolder<T>(_ body: (String) async throws -> T) async throws -> T {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try await body(folder)
  }

  /// Every file below a folder, by its path.
  private func files(in folder: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder)
    where path.hasSuffix(".json.gz") {
      files[path] = FileManager.default.contents(atPath: folder + "/" + path)
    }
    return files
  }

  @Test func writesTheSameBytesForTheSameSeedWhateverTheThreads() async throws {
    let trees = try await [1, 2].asyncMap { threads in
      try await inFolder { folder in
        _ = try await TreeWriter(Self.options).write(to: folder, threads: threads)
        return try files(in: folder)
      }
    }
    #expect(trees[0].count > 10)
    #expect(trees[0] == trees[1])
  }

  @Test func writesOtherBytesForAnotherSeed() async throws {
    let trees = try await [7, 8].asyncMap { seed in
      try await inFolder { folder in
        var options = Self.options
        options.seed = seed
        _ = try await TreeWriter(options).write(to: folder, threads: 1)
        return try files(in: folder)
      }
    }
    #expect(trees[0] != trees[1])
  }

  @Test func readsBackAsItsSummarySays() async throws {
    try await inFolder { folder in
      let summary = try await TreeWriter(Self.options).write(to: folder, threads: 2)
      let scan = LogScan(LogTree(roots: [Text(folder)]), columns: [])
      let result = try await SharedScan(queries: []).run(over: scan, workers: 2)
      let evidence = scan.evidence(from: result.findings)
      #expect(evidence.issues == [])
      #expect(evidence.files.count == summary.fileCount)
      #expect(evidence.files.reduce(0) { $0 + $1.recordCount } == summary.recordCount)
      #expect(evidence.files.reduce(0) { $0 + $1.inflatedByteCount } == summary.textByteCount)
      #expect(evidence.files.reduce(0) { $0 + $1.storedByteCount } == summary.storedByteCount)
      #expect(summary.repeatedCount > 0)
    }
  }

  /// Foundation's reader of JSON, as a second opinion on the text.
  @Test func writesRecordsThatAnotherReaderUnderstands() async throws {
    try await inFolder { folder in
      let summary = try await TreeWriter(Self.options).write(to: folder, threads: 2)
      var records = 0
      var keys: Set<String> = []
      for path in try files(in: folder).keys {
        let text = try inflated(folder + "/" + path)
        let document = try JSONSerialization.jsonObject(with: text) as? [String: Any]
        let list = try #require(document?["Records"] as? [[String: Any]])
        for record in list {
          let account = try #require(record["recipientAccountId"] as? String)
          let event = try #require(record["eventID"] as? String)
          keys.insert(account + event)
          #expect(record["userIdentity"] is [String: Any])
        }
        records += list.count
      }
      #expect(records == summary.recordCount)
      #expect(records - keys.count == summary.repeatedCount)
    }
  }

  @Test func leavesATreeThatIsThere() async throws {
    try await inFolder { folder in
      let first = try await TreeWriter(Self.options).write(to: folder, threads: 2)
      let summary = folder + "/" + TreeWriter.summaryName
      let written = try FileManager.default.attributesOfItem(atPath: summary)[.modificationDate]
      let second = try await TreeWriter(Self.options).write(to: folder, threads: 2)
      let kept = try FileManager.default.attributesOfItem(atPath: summary)[.modificationDate]
      #expect(first == second)
      #expect(written as? Date == kept as? Date)
    }
  }

  private func inflated(_ path: String) throws -> Data {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/gzip")
    process.arguments = ["-dc", path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = try #require(try pipe.fileHandleForReading.readToEnd())
    process.waitUntilExit()
    return data
  }
}

extension Array {
  fileprivate func asyncMap<T>(_ transform: (Element) async throws -> T) async rethrows -> [T] {
    var result: [T] = []
    for element in self { result.append(try await transform(element)) }
    return result
  }
}
