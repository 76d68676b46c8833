// SPDX-License-Identifier: Apache-2.0
import CloudTrail
private import Dispatch

/// Shows on standard error how far a run is: a bar on a terminal, lines now and then elsewhere.
struct Progress: Sendable {
  /// What is to be read.
  struct Total: Sendable {
    let fileCount: Int
    /// As the files lie on disk.
    let byteCount: Int
    let queryCount: Int

    fileprivate var line: String {
      "RUNNING  \(Amount.counted(queryCount, "query", "queries")) over "
        + "\(Amount.counted(fileCount, "file")), \(Amount.bytes(byteCount)) on disk"
    }
  }

  private let diagnostics: Diagnostics

  init(_ diagnostics: Diagnostics) {
    self.diagnostics = diagnostics
  }

  /// A step of the run, as a line.
  func step(_ line: String) {
    diagnostics.progress(line)
  }

  /// The state of one query, in the words of Athena's history.
  func query(_ id: String, _ state: String, _ detail: String) {
    diagnostics.progress("\(state)  \(id)  \(detail)")
  }

  /// Shows how far the reading is while `body` reads.
  ///
  /// The display has a thread of its own: the workers may keep all others busy.
  func reading<Answer, Problem: Error>(
    _ total: Total,
    _ counters: ScanProgress,
    _ body: () async throws(Problem) -> Answer
  ) async throws(Problem) -> Answer {
    guard diagnostics.showsProgress else { return try await body() }
    diagnostics.progress(total.line)
    let start = ContinuousClock.now
    let queue = DispatchQueue(label: "progress")
    let timer = DispatchSource.makeTimerSource(queue: queue)
    let diagnostics = diagnostics
    timer.setEventHandler {
      let state = ReadingState(total, counters, elapsed: ContinuousClock.now - start)
      if diagnostics.isTerminal {
        diagnostics.transient(state.bar)
      } else {
        diagnostics.progress(state.line)
      }
    }
    let interval: DispatchTimeInterval =
      diagnostics.isTerminal ? .milliseconds(200) : .seconds(10)
    timer.schedule(deadline: .now() + interval, repeating: interval)
    timer.resume()
    defer {
      timer.cancel()
      queue.sync { diagnostics.clearTransient() }
      let state = ReadingState(total, counters, elapsed: ContinuousClock.now - start)
      diagnostics.progress(state.summary)
    }
    return try await body()
  }
}

/// How far the reading was at one moment, in words.
struct ReadingState {
  private let total: Progress.Total
  private let fileCount: Int
  private let storedByteCount: Int
  private let inflatedByteCount: Int
  private let seconds: Double

  init(_ total: Progress.Total, _ counters: ScanProgress, elapsed: Duration) {
    self.total = total
    fileCount = counters.fileCount
    storedByteCount = counters.storedByteCount
    inflatedByteCount = counters.inflatedByteCount
    seconds = elapsed / .seconds(1)
  }

  /// From 0 to 1, by the bytes on disk.
  private var fraction: Double {
    guard total.byteCount > 0 else { return 1 }
    return min(1, Double(storedByteCount) / Double(total.byteCount))
  }

  private var rate: String {
    seconds > 0 ? Amount.bytes(Int(Double(inflatedByteCount) / seconds)) + "/s" : "-"
  }

  private var timeLeft: String {
    guard fraction > 0 else { return "?" }
    return Amount.duration(seconds: seconds * (1 - fraction) / fraction)
  }

  private var figures: String {
    "\(fileCount) of \(total.fileCount) files, \(Amount.bytes(inflatedByteCount)), \(rate), "
      + "\(timeLeft) left"
  }

  var bar: String {
    let width = 12
    let filled = Int(fraction * Double(width))
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled)
    return "[\(bar)] \(Int(fraction * 100))%  \(figures)"
  }

  var line: String {
    "RUNNING  \(Amount.counted(total.queryCount, "query", "queries")): \(figures)"
  }

  var summary: String {
    "read \(fileCount) of \(total.fileCount) files, \(Amount.bytes(inflatedByteCount)), in "
      + "\(Amount.duration(seconds: seconds)) (\(rate))"
  }
}
