// SPDX-License-Identifier: Apache-2.0
// UNSAFE: posix_spawn takes arrays of C strings and two opaque settings.
// Invariant: strings are copied by strdup and freed, and settings destroyed, by `defer`, after the call
// that uses them; descriptors of the pipe are closed on every way out.
// Bounds: both arrays end in nil; the output is kept up to `outputLimit`.
private import FoundationEssentials
#if canImport(Glibc)
private import Glibc
#elseif canImport(Musl)
private import Musl
#endif

/// Another program, run to its end without a shell.
enum ChildProcess {
  struct Outcome {
    /// The exit code; 128 and the number of the signal that ended it.
    let status: Int32
    /// What it printed, to standard output and to standard error.
    let output: String

    var isSuccess: Bool { status == 0 }
  }

  /// More is read and dropped.
  private static let outputLimit = 1 << 16

  /// `POSIX_SPAWN_SETSID` of glibc and musl: a session of its own has no terminal.
  private static let ownSession: Int16 = 0x80

  /// Runs a program that is found on the `PATH`.
  ///
  /// It has no terminal to ask for a passphrase, and speaks English.
  ///
  /// - Parameters:
  ///   - program: a name, or a path with a slash.
  ///   - arguments: without the program's name.
  ///   - input: the file that it reads as standard input.
  /// - Returns: how it ended and what it printed.
  /// - Throws: why it could not be started.
  static func run(
    _ program: String,
    _ arguments: [String],
    input: String = "/dev/null"
  ) throws(SystemError) -> Outcome {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { throw .last }
    defer { close(ends[0]) }
    let child: pid_t
    do {
      defer { close(ends[1]) }
      child = try start(program, arguments, input: input, pipe: ends)
    }
    let output = read(ends[0])
    var status: Int32 = 0
    while unsafe waitpid(child, &status, 0) < 0 {
      guard errno == EINTR else { throw .last }
    }
    let signal = status & 0x7F
    return Outcome(
      status: signal == 0 ? status >> 8 & 0xFF : 128 + signal,
      output: String(decoding: output, as: UTF8.self)
    )
  }

  private static func start(
    _ program: String,
    _ arguments: [String],
    input: String,
    pipe: [Int32]
  ) throws(SystemError) -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    guard unsafe posix_spawn_file_actions_init(&actions) == 0 else { throw .last }
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    guard unsafe posix_spawnattr_init(&attributes) == 0 else { throw .last }
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, pipe[1], 1)
    unsafe posix_spawn_file_actions_adddup2(&actions, pipe[1], 2)
    for end in pipe { unsafe posix_spawn_file_actions_addclose(&actions, end) }
    unsafe posix_spawnattr_setflags(&attributes, ownSession)
    var environment = ProcessInfo.processInfo.environment
    environment["LC_ALL"] = "C"
    environment["DISPLAY"] = nil
    environment["SSH_ASKPASS"] = nil
    let words = unsafe cStrings([program] + arguments)
    let variables = unsafe cStrings(environment.sorted { $0.key < $1.key }.map { "\($0)=\($1)" })
    defer { unsafe (words + variables).forEach { unsafe free($0) } }
    var child = pid_t()
    let problem = unsafe posix_spawnp(&child, program, &actions, &attributes, words, variables)
    guard problem == 0 else { throw SystemError(number: problem) }
    return child
  }

  /// Copies of strings, with nil at the end.
  private static func cStrings(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    unsafe texts.map { unsafe strdup($0) } + [nil]
  }

  private static func read(_ descriptor: Int32) -> [UInt8] {
    var content: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = unsafe Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return content }
      content += buffer[..<min(count, max(0, outputLimit - content.count))]
    }
  }
}
