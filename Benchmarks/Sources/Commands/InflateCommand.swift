// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
private import CloudTrail
private import Columns

/// `Benchmarks inflate`: reads and inflates a tree with libdeflate and does nothing else.
///
/// A process of its own, since the runs it is held against are processes too.
struct InflateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inflate",
    abstract: "Inflate the log files of a tree, and nothing else."
  )

  @Option(help: "How many files are inflated at the same time.")
  var threads = 1

  @Flag(help: "List the files without opening them.")
  var listOnly = false

  @Argument(help: "The folder with the logs.")
  var folder: String

  func run() async throws {
    let tree = LogTree(roots: [Text(folder)])
    let files = tree.files.sorted { $0.storedByteCount > $1.storedByteCount }
    guard !listOnly else { return print("\(files.count) files") }
    let paths = files.map { tree.location(of: $0).string }
    print("\(try await BareInflate.run(paths, threads: threads)) bytes")
  }
}
