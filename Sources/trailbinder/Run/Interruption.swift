// SPDX-License-Identifier: Apache-2.0
private import Dispatch
#if canImport(Glibc)
private import Glibc
#elseif canImport(Musl)
private import Musl
#endif

/// Ctrl-C and a polite kill, turned into the cancellation of the run.
enum Interruption {
  /// Runs `body` in a task that SIGINT and SIGTERM cancel.
  ///
  /// The second signal ends the program as if nobody had listened, in case the run cannot be stopped.
  static func cancelling<Answer: Sendable>(
    _ body: @escaping @Sendable () async -> Answer
  ) async -> Answer {
    // A file that may not grow is an error of the write, not the end of the program.
    signal(SIGXFSZ, SIG_IGN)
    let task = Task { await body() }
    let signals = [SIGINT, SIGTERM]
    let sources = signals.map { number in
      let source = DispatchSource.makeSignalSource(
        signal: number,
        queue: DispatchQueue(label: "signals")
      )
      source.setEventHandler {
        task.cancel()
        signal(number, SIG_DFL)
      }
      signal(number, SIG_IGN)
      source.resume()
      return source
    }
    defer {
      for source in sources { source.cancel() }
    }
    return await task.value
  }
}
