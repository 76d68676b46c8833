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
    let config = Self.quoted(folder + "/" + Self.configName)
    return """
      Laid out \(folder). It reports on sample logs at first:

        trailbinder build \(config)

      For your own logs, name their folder by "logs" in \(Self.configName). In the folder stand also:

        docs/configuration.md  every key of the configuration
        docs/queries.md        queries of your own
        docs/operations.md     the commands, publishing, cron
      """
  }

  /// A path as a shell takes it.
  private static func quoted(_ path: String) -> String {
    let isPlain = path.unicodeScalars.allSatisfy {
      $0.isASCII
        && ($0.properties.isAlphabetic || "0"..."9" ~= $0 || "/._-+,:@".unicodeScalars.contains($0))
    }
    if isPlain { return path }
    let parts = path.split(separator: "'", omittingEmptySubsequences: false)
    return "'" + parts.joined(separator: "'\\''") + "'"
  }
}
