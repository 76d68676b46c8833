// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// `swift run -c release Benchmarks`: makes logs, and measures parts of the program over them.
///
/// Whole runs and other engines are measured by `scripts/bench`, which calls this.
@main
struct BenchmarkTool: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "Benchmarks",
    abstract: "Makes logs to measure with, and measures.",
    subcommands: [DataCommand.self, InflateCommand.self, KernelsCommand.self]
  )
}
