// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// How a command that reads logs goes about it.
struct WorkOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How many threads read; by default one for each core.",
      valueName: "n"
    )
  )
  var workers: Int?

  @Flag(help: "Show no progress.")
  var quiet = false

  func validate() throws {
    if let workers, !WorkerCount.bounds.contains(workers) {
      throw ValidationError(
        "--workers: expected \(WorkerCount.bounds.lowerBound) to "
          + "\(WorkerCount.bounds.upperBound), found \(workers)."
      )
    }
  }
}
