// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// The SQL of a command: as an argument, from a file, or from standard input.
struct SQLOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "The SQL, or - to read it from standard input.",
      valueName: "sql"
    )
  )
  var sql: String?

  @Option(
    help: ArgumentHelp("A file with the SQL; - is standard input.", valueName: "file")
  )
  var file: String?

  @Option(
    help: ArgumentHelp(
      "A file with CREATE statements to carry out first; can be repeated.",
      valueName: "file"
    )
  )
  var ddl: [String] = []

  /// Whether the SQL comes in on standard input.
  var readsStandardInput: Bool { file == "-" || sql == "-" }

  func validate() throws {
    if sql != nil && file != nil {
      throw ValidationError("The SQL is given twice: as an argument and by --file.")
    }
    if sql == nil && file == nil {
      throw ValidationError("No SQL: give it as an argument, by --file, or - for standard input.")
    }
  }

  /// The text and what to call it in messages.
  func read() throws(Failure) -> (sql: String, name: String) {
    let path = file ?? (sql == "-" ? "-" : nil)
    guard let path else { return (sql ?? "", "sql") }
    let name = path == "-" ? "standard input" : path
    let bytes: [UInt8]
    do {
      bytes =
        try path == "-"
        ? Files.read(descriptor: Terminal.standardInput, limit: SQLFile.byteLimit)
        : Files.read(path, limit: SQLFile.byteLimit)
    } catch {
      throw Failure(.misused, "cannot read the SQL from \(name): \(error.reason)")
    }
    return (try SQLFile.text(bytes, from: name), name)
  }
}
