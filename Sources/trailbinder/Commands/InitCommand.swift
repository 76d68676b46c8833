// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// `trailbinder init`: lays out a new folder with a configuration that runs.
struct InitCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Lay out a new folder: a configuration that runs, queries, templates, sample logs."
  )

  @Argument(help: ArgumentHelp("The folder; it must not exist or be empty.", valueName: "dir"))
  var folder: String

  /// The name of the configuration in the new folder.
  private static let configName = "config.json"

  func perform(_ diagnostics: Diagnostics) async throws(Failure) -> ExitStatus {
    guard let shared = SharedFiles.folder() else { throw SharedFiles.missing }
    switch Files.kind(of: folder) {
    case nil: break
    case .folder where Files.names(in: folder).isEmpty: break
    case .folder: throw Failure(.misused, "'\(folder)' is not empty: expected a new folder")
    default: throw Failure(.misused, "'\(folder)' is a file: expected a new folder")
    }
    do {
      for name in ["Packs", "Templates", "Samples", "docs"] {
        try Files.copyTree(shared + "/" + name, to: folder + "/" + name)
      }
      let sample = try Files.read(shared + "/" + SharedFiles.sampleConfiguration)
      try Files.create(folder + "/" + Self.configName, sample)
    } catch {
      throw Failure(.failed, "cannot lay out '\(folder)': \(error.reason)")
    }
    try diagnostics.output(welcome)
    return .done
  }

  private var welcome: String {
    """
    Laid out \(folder). It reports on sample logs at first:

      trailbinder build \(folder)/\(Self.configName)

    For your own logs, name their folder by "logs" in \(folder)/\(Self.configName), and look at
    \(folder)/docs/configuration.md for every key, at \(folder)/docs/queries.md for queries of your
    own, and at \(folder)/docs/operations.md for the commands.
    """
  }
}
