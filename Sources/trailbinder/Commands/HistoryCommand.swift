// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// `trailbinder history`: what earlier runs did.
struct HistoryCommand: Subcommand {
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case table, json
  }

  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "List what earlier runs did: each query's state, start, duration, rows, bytes.",
    discussion: "The newest run comes first. --format json prints the record as it is kept."
  )

  @Argument(
    help: ArgumentHelp(
      "A configuration file, or a folder reports are published in.",
      valueName: "config|dir"
    )
  )
  var place: String

  @Option(help: ArgumentHelp("table or json.", valueName: "format"))
  var format: Format = .table

  func perform(_ diagnostics: Diagnostics) async throws(Failure) -> ExitStatus {
    let folder =
      Files.kind(of: place) == .folder ? place : try ConfigurationFile.load(place).output
    let path = folder + "/history.jsonl"
    guard Files.kind(of: path) != nil else {
      diagnostics.report(Diagnostic(.note, "no run has published to '\(folder)' yet"))
      return .done
    }
    let history: History
    do {
      history = History(lines: try Files.read(path))
    } catch {
      throw Failure(.failed, "cannot read '\(path)': \(error.reason)")
    }
    if history.unreadableCount > 0 {
      let lines = Amount.counted(history.unreadableCount, "line")
      diagnostics.report(
        Diagnostic(.warning, "\(lines) cannot be read and are left out", place: path)
      )
    }
    switch format {
    case .table: try diagnostics.output(ResultTable.text(of: history.table))
    case .json: try diagnostics.output(ResultJSON.array(ofObjects: history.objects))
    }
    return .done
  }
}
