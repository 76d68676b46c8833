// SPDX-License-Identifier: Apache-2.0
private import Foundation
private import Synchronization

/// What was written: the truth that a reading of the tree is held against.
package struct TreeSummary: Sendable, Equatable, Codable {
  package var version: Int
  package var seed: Int
  package var askedByteCount: Int
  package var recordLimit: Int
  package var fileCount = 0
  package var textByteCount = 0
  package var storedByteCount = 0
  /// All records, repeated ones included.
  package var recordCount = 0
  /// Records that stand in the tree a second time.
  package var repeatedCount = 0
}

/// Writes a tree of log files.
package struct TreeWriter {
  /// Raised whenever other text is made of the same seed, so that no old tree is taken for it.
  private static let version = 1
  /// The summary, beside `AWSLogs`.
  package static let summaryName = "tree.summary"

  private let options: TreeOptions
  private let organization: Organization
  private let plan: TreePlan

  package init(_ options: TreeOptions) {
    self.options = options
    organization = Organization(seed: UInt64(options.seed))
    plan = TreePlan(options)
  }

  /// Writes the tree below a folder, unless it is there already.
  ///
  /// - Returns: what is there now.
  package func write(to folder: String, threads: Int) async throws -> TreeSummary {
    let summaryPath = folder + "/" + Self.summaryName
    if let data = FileManager.default.contents(atPath: summaryPath),
      let summary = try? JSONDecoder().decode(TreeSummary.self, from: data),
      summary.version == Self.version, summary.seed == options.seed,
      summary.askedByteCount == options.textByteCount, summary.recordLimit == options.recordLimit
    {
      return summary
    }
    try? FileManager.default.removeItem(atPath: summaryPath)
    try? FileManager.default.removeItem(atPath: folder + "/AWSLogs")
    let queue = FileQueue()
    let summary = try await withThrowingTaskGroup(
      of: TreeSummary.self
    ) { group in
      for _ in 0..<threads {
        group.addTask { try writeFiles(of: queue, to: folder) }
      }
      return try await group.reduce(into: emptySummary) { $0.add($1) }
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try encoder.encode(summary).write(to: URL(filePath: summaryPath))
    return summary
  }

  private var emptySummary: TreeSummary {
    TreeSummary(
      version: Self.version,
      seed: options.seed,
      askedByteCount: options.textByteCount,
      recordLimit: options.recordLimit
    )
  }

  private func writeFiles(of queue: FileQueue, to folder: String) throws -> TreeSummary {
    var summary = emptySummary
    let gzip = GzipWriter()
    var text: [UInt8] = []
    var made: Set<String> = []
    while true {
      let number = queue.take()
      guard number < plan.files.count else { return summary }
      let file = plan.files[number]
      makeText(of: file, into: &text)
      let stored = gzip.compress(text)
      let place = folder + "/" + folderName(of: file.place)
      if made.insert(place).inserted {
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
      }
      try Data(stored).write(to: URL(filePath: place + "/" + name(of: file)))
      summary.fileCount += 1
      summary.textByteCount += text.count
      summary.storedByteCount += stored.count
      summary.recordCount += file.recordCount + (file.repeated?.count ?? 0)
      summary.repeatedCount += file.repeated?.count ?? 0
    }
  }

  private func makeText(of file: PlannedFile, into text: inout [UInt8]) {
    text.removeAll(keepingCapacity: true)
    text.append(#"{"Records":["#)
    appendRecords(of: file, count: file.recordCount, to: &text)
    if let repeated = file.repeated {
      appendRecords(of: plan.files[repeated.file], count: repeated.count, to: &text)
    }
    text.append("]}")
  }

  private func appendRecords(of file: PlannedFile, count: Int, to text: inout [UInt8]) {
    var writer = RecordWriter(file, of: organization)
    for _ in 0..<count {
      if text.last == UInt8(ascii: "}") { text.append(UInt8(ascii: ",")) }
      writer.append(to: &text)
    }
  }

  private func folderName(of place: Place) -> String {
    let account = organization.accounts[place.account]
    let region = Organization.regions[place.region]
    return "AWSLogs/\(account)/CloudTrail/\(region)/\(CalendarDay(place.day).text(separator: "/"))"
  }

  /// The name as CloudTrail gives it.
  ///
  /// `<account>_CloudTrail_<region>_<day>T<minute>Z_<16 letters and digits>.json.gz`
  private func name(of file: PlannedFile) -> String {
    var random = SeededRandom(seed: organization.seed, 6, file.number)
    var bytes: [UInt8] = []
    bytes.append(organization.accounts[file.place.account])
    bytes.append("_CloudTrail_")
    bytes.append(Organization.regions[file.place.region])
    bytes.append("_")
    bytes.append(CalendarDay(file.place.day).text(separator: ""))
    bytes.append("T")
    bytes.append(file.stamp / 3600, digits: 2)
    bytes.append(file.stamp / 60 % 60, digits: 2)
    bytes.append("Z_")
    bytes.append(16, of: Alphabet.base32, bits: 5, &random)
    bytes.append(".json.gz")
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Hands out the numbers of files; a class, since the threads share one counter.
private final class FileQueue: Sendable {
  private let next = Atomic(0)

  func take() -> Int { next.add(1, ordering: .relaxed).oldValue }
}

extension TreeSummary {
  fileprivate mutating func add(_ other: TreeSummary) {
    fileCount += other.fileCount
    textByteCount += other.textByteCount
    storedByteCount += other.storedByteCount
    recordCount += other.recordCount
    repeatedCount += other.repeatedCount
  }
}
