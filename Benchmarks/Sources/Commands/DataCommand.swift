// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// `Benchmarks data`: writes a tree of invented logs.
struct DataCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data",
    abstract: "Write a tree of invented logs, unless it is there already.",
    discussion: """
      The same seed and size give the same text in every file. Beside AWSLogs stands tree.summary \
      with what was written.
      """
  )

  @Option(help: "The size of the text of all files, about: 500M, 1G, 5G.")
  var size: ByteCount = ByteCount(bytes: 1_000_000_000)

  @Option(help: "Another seed makes other records.")
  var seed = 1

  @Option(help: "Records a file at most; 2 makes a tree of many small files.")
  var recordsPerFile = 6000

  @Option(help: "How many files are made at the same time.")
  var threads = 2

  @Argument(help: "The folder to write AWSLogs in.")
  var folder: String

  func validate() throws {
    guard size.bytes > 0, recordsPerFile > 0, threads > 0 else {
      throw ValidationError("sizes and counts are expected to be above 0")
    }
  }

  func run() async throws {
    let options = TreeOptions(
      seed: seed,
      textByteCount: size.bytes,
      recordLimit: recordsPerFile
    )
    let summary = try await TreeWriter(options).write(to: folder, threads: threads)
    let ratio = Double(summary.textByteCount) / Double(summary.storedByteCount)
    print(
      "\(folder): \(summary.fileCount) files, \(summary.recordCount) records "
        + "(\(summary.repeatedCount) of them repeated), \(summary.textByteCount) bytes of text, "
        + "\(summary.storedByteCount) stored: \((ratio * 100).rounded() / 100) to 1, "
        + "\(summary.textByteCount / summary.recordCount) bytes a record"
    )
  }
}

/// A size as people write it: `800`, `10M`, `1G`, by thousands.
struct ByteCount: ExpressibleByArgument {
  let bytes: Int

  init(bytes: Int) {
    self.bytes = bytes
  }

  init?(argument: String) {
    let units = ["K": 1_000, "M": 1_000_000, "G": 1_000_000_000]
    let unit = argument.last.flatMap { units[$0.uppercased()] }
    guard let number = Double(unit == nil ? argument : String(argument.dropLast())),
      number >= 0, number < 1e6 || unit == nil
    else { return nil }
    bytes = Int(number * Double(unit ?? 1))
  }

  var defaultValueDescription: String {
    bytes % 1_000_000_000 == 0 ? "\(bytes / 1_000_000_000)G" : "\(bytes)"
  }
}
