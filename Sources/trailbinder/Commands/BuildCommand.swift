// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// `trailbinder build`: reads the logs, answers the queries, publishes the report.
struct BuildCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Make a report and publish it.",
    discussion: "Prints the path of the report's front page."
  )

  @Argument(help: "The configuration file.")
  var config: String

  @Option(
    help: ArgumentHelp(
      "The folder to publish in, in place of the configuration's.",
      valueName: "dir"
    )
  )
  var output: String?

  @Flag(
    name: .customLong("no-render"),
    help: "Answer the queries and write their CSV; make no pages and publish nothing."
  )
  var answersOnly = false

  @OptionGroup var period: PeriodOptions
  @OptionGroup var work: WorkOptions

  var isQuiet: Bool { work.quiet }

  func perform(_ diagnostics: Diagnostics) async throws(Failure) -> ExitStatus {
    var settings = try ConfigurationFile.load(config)
    settings.scope = try period.applied(to: settings.scope)
    settings.nowMicroseconds = period.now?.microseconds ?? settings.nowMicroseconds
    settings.workers = work.workers ?? settings.workers
    if let output {
      if let problem = OutputFolder.problem(output, logs: settings.logs) {
        throw Failure(.misused, "--output: \(problem)")
      }
      settings.output = output
    }
    let run = Run(settings, diagnostics)
    return answersOnly ? try await run.answer() : try await run.build()
  }
}
