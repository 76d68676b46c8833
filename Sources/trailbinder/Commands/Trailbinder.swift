// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// The command `trailbinder`, its commands, and the way from arguments to an exit code.
struct Trailbinder: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trailbinder",
    abstract: "Turns AWS CloudTrail logs into linked pages and CSV files, by Athena's SQL.",
    discussion: """
      All questions of a configuration are answered in one pass over the logs. Exit codes: 0 done; \
      1 failed, nothing published; 2 arguments, configuration or SQL wrong; 3 done, but some input \
      was damaged or a query failed.
      """,
    version: Version.current,
    subcommands: [
      BuildCommand.self, CheckCommand.self, QueryCommand.self, ExplainCommand.self,
      ValidateLogsCommand.self, VerifyCommand.self, InitCommand.self, HistoryCommand.self,
    ]
  )

  /// Parses the arguments, runs the command they name, and prints why it stopped if it did.
  static func run(_ arguments: [String]) async -> ExitStatus {
    let command: any Subcommand
    do {
      var parsed = try parseAsRoot(SQLArguments.reordered(arguments))
      guard let subcommand = parsed as? any Subcommand else {
        // Asked for help, or for nothing: the parser's own command ends with the text.
        try parsed.run()
        return .done
      }
      command = subcommand
    } catch {
      return end(with: error)
    }
    let diagnostics = Diagnostics(quiet: command.isQuiet)
    do throws(Failure) {
      if let problem = SystemClock.problem { throw Failure(.misused, problem) }
      return try await command.perform(diagnostics)
    } catch {
      diagnostics.report(error.diagnostics)
      return error.status
    }
  }

  /// Help and version go to standard output; everything else is a mistake in the arguments, which
  /// the parser knows by an exit code of its own (64).
  private static func end(with error: any Error) -> ExitStatus {
    let diagnostics = Diagnostics(quiet: false)
    let text = fullMessage(for: error)
    guard exitCode(for: error).isSuccess else {
      diagnostics.message(text)
      return .misused
    }
    do throws(Failure) {
      try diagnostics.output(text)
      return .done
    } catch {
      diagnostics.report(error.diagnostics)
      return error.status
    }
  }
}

/// One of the commands.
protocol Subcommand: ParsableCommand {
  var isQuiet: Bool { get }

  /// Does what was asked for.
  func perform(_ diagnostics: Diagnostics) async throws(Failure) -> ExitStatus
}

extension Subcommand {
  var isQuiet: Bool { false }
}
