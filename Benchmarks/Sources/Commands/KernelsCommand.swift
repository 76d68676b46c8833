// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
private import Foundation
private import Queries

/// `Benchmarks kernels`: times the steps of a run over the files of a tree.
struct KernelsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kernels",
    abstract: "Time the steps of a run; prints one line of JSON a step."
  )

  @Option(help: "How often each step is timed, after a first time that does not count.")
  var rounds = 5

  @Option(help: "How many of the tree's files are read.")
  var files = 60

  @Option(help: "Folders of queries that are compiled and asked together.")
  var pack = ["Packs", "Benchmarks/pack"]

  @Argument(help: "The folder with the logs.")
  var folder: String

  @Argument(help: "Only steps whose name has this in it, and the inflating.")
  var filter = ""

  func validate() throws {
    guard rounds > 0, files > 0 else {
      throw ValidationError("counts are expected to be above 0")
    }
  }

  func run() async throws {
    let kernels = try await Kernels(folder: folder, files: files)
    let subjects = try kernels.subjects(try QueryPack(folders: pack)).enumerated()
      .filter { $0 == 0 || filter.isEmpty || $1.name.contains(filter) }.map(\.element)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    try await Measuring.measure(subjects, rounds: rounds) { measurement in
      print(String(decoding: try encoder.encode(measurement), as: UTF8.self))
    }
  }
}
