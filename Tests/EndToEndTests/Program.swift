// SPDX-License-Identifier: Apache-2.0
import Columns
import Foundation
import Testing

/// The built program, run as a user runs it.
struct Program {
  struct Outcome {
    let status: Int32
    /// Whether a signal ended it.
    let wasKilled: Bool
    let output: String
    let messages: String
  }

  /// It stands beside the test bundle; `RELEASE_BINARY` names another one.
  static let path: String = {
    if let release = ProcessInfo.processInfo.environment["RELEASE_BINARY"] { return release }
    let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    return tests.deletingLastPathComponent().appendingPathComponent("trailbinder").path
  }()

  /// The folder of the package.
  static let checkout = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  /// Runs the program to its end.
  static func run(
    _ arguments: String...,
    input: String? = nil,
    folder: String? = nil,
    environment: [String: String] = [:]
  ) throws -> Outcome {
    try run(arguments, input: input, folder: folder, environment: environment)
  }

  /// - Parameters:
  ///   - arguments: without the program's name.
  ///   - program: another one that is on the `PATH`.
  ///   - input: what it reads as standard input.
  ///   - folder: the one it is started in.
  ///   - environment: added to that of the tests.
  /// - Returns: how it ended and what it printed.
  /// - Throws: where it could not be started.
  static func run(
    _ arguments: [String],
    of program: String? = nil,
    input: String? = nil,
    folder: String? = nil,
    environment: [String: String] = [:]
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program == nil ? path : "/usr/bin/env")
    let arguments = (program.map { [$0] } ?? []) + arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    let output = Pipe()
    let messages = Pipe()
    process.standardOutput = output
    process.standardError = messages
    process.standardInput = FileHandle.nullDevice
    let inputPipe = Pipe()
    if input != nil { process.standardInput = inputPipe }
    try process.run()
    if let input {
      inputPipe.fileHandleForWriting.write(Data(input.utf8))
      try inputPipe.fileHandleForWriting.close()
    }
    // Both pipes are emptied at once: a full one would stop the program.
    let texts = Guarded<[Int: Data]>([:])
    DispatchQueue.concurrentPerform(iterations: 2) { index in
      let data = [output, messages][index].fileHandleForReading.readDataToEndOfFile()
      texts.withLock { $0[index] = data }
    }
    process.waitUntilExit()
    let read = texts.withLock { $0 }
    return Outcome(
      status: process.terminationStatus,
      wasKilled: process.terminationReason == .uncaughtSignal,
      output: String(decoding: read[0] ?? Data(), as: UTF8.self),
      messages: String(decoding: read[1] ?? Data(), as: UTF8.self)
    )
  }
}

/// A folder for one test, removed at its end.
final class Workspace {
  let path: String

  init() throws {
    let base = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
    path = base.appendingPathComponent("trailbinder test \(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Writes a file below the folder, and the folders above it.
  @discardableResult
  func write(_ name: String, _ content: String) throws -> String {
    try write(name, Data(content.utf8))
  }

  @discardableResult
  func write(_ name: String, _ content: Data) throws -> String {
    let file = URL(fileURLWithPath: path).appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try content.write(to: file)
    return file.path
  }

  func makeFolder(_ name: String) throws {
    let folder = URL(fileURLWithPath: path).appendingPathComponent(name)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  func read(_ name: String) throws -> String {
    try String(contentsOfFile: path + "/" + name, encoding: .utf8)
  }

  /// Every file below a folder with its content, by its path from there.
  func files(in name: String) throws -> [String: Data] {
    let folder = path + "/" + name
    var files: [String: Data] = [:]
    for file in FileManager.default.enumerator(atPath: folder)?.allObjects ?? [] {
      guard let file = file as? String else { continue }
      if let content = FileManager.default.contents(atPath: folder + "/" + file) {
        files[file] = content
      }
    }
    return files
  }

  /// The names in a folder, sorted; none where there is no folder.
  func names(in name: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path + "/" + name)) ?? []).sorted()
  }
}
