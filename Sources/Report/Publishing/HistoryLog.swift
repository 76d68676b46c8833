// SPDX-License-Identifier: Apache-2.0
import Columns
private import FoundationEssentials

/// One line of `history.jsonl`: a run, and what became of it.
struct HistoryEntry: Codable, Equatable {
  struct Query: Codable, Equatable {
    var id: String
    var state: String
    /// In UTC, to the millisecond.
    var start: String
    var durationMilliseconds: Int64
    var rows: Int
    var bytesScanned: Int
  }

  var start: String
  var durationMilliseconds: Int64
  /// `SUCCEEDED`, or `FAILED` where no report was published.
  var state: String
  /// The folder of the report; absent where none was published.
  var report: String?
  var identifier: String
  /// Why no report was published.
  var error: String?
  var version: String
  /// The machine; absent in lines of older versions.
  var host: String?
  var queries: [Query]

  /// The line of a run.
  init(_ run: RunRecord, identifier: String, version: String, report: String?, error: String?) {
    start = Self.time(run.startMicroseconds)
    durationMilliseconds = run.durationMilliseconds
    state = (report == nil ? RunRecord.State.failed : .succeeded).rawValue
    self.report = report
    self.identifier = identifier
    self.error = error
    self.version = version
    host = run.host.isEmpty ? nil : run.host
    queries = run.queries.map { query in
      Query(
        id: query.id,
        state: query.state.rawValue,
        start: Self.time(query.startMicroseconds),
        durationMilliseconds: query.durationMilliseconds,
        rows: query.rowCount,
        bytesScanned: query.scannedByteCount
      )
    }
  }

  /// `2026-10-05 00:00:11.000 UTC`.
  static func time(_ microseconds: Int64) -> String {
    let milliseconds = floorDivide(Int(microseconds), 1000)
    let day = floorDivide(milliseconds, 86_400_000)
    let rest = floorModulo(milliseconds, 86_400_000)
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return CivilDate(epochDay: day).text + " " + padded(rest / 3_600_000, 2) + ":"
      + padded(rest / 60_000 % 60, 2) + ":" + padded(rest / 1000 % 60, 2) + "."
      + padded(rest % 1000, 3) + " UTC"
  }
}

/// The record of all runs, kept in one file over the reports: a line a run, only ever added to.
struct HistoryLog {
  /// The oldest first.
  private(set) var entries: [HistoryEntry] = []
  /// Lines that cannot be read: a run that was stopped while it wrote leaves one.
  private(set) var unreadableCount = 0
  private let path: String
  /// Whether the file ends in the middle of a line.
  private var isCut = false

  /// Reads what is there; a file that is not there is empty.
  init(path: String) throws(ReportError) {
    self.path = path
    guard FileSystem.exists(path) else { return }
    let bytes = try FileSystem.read(path)
    isCut = bytes.last.map { $0 != 0x0A } ?? false
    let decoder = JSONDecoder()
    for line in bytes.split(separator: 0x0A) {
      if let entry = try? decoder.decode(HistoryEntry.self, from: Data(line)) {
        entries.append(entry)
      } else {
        unreadableCount += 1
      }
    }
  }

  /// Takes a run in, without writing it.
  mutating func add(_ entry: HistoryEntry) {
    entries.append(entry)
  }

  /// Adds the last run to the file.
  func writeLast() throws(ReportError) {
    guard let entry = entries.last else { return }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let line = try? encoder.encode(entry) else {
      throw ReportError(.output, path: path, "the run cannot be written as JSON")
    }
    let file = try FileSystem.openToAppend(path)
    defer { FileSystem.close(file) }
    // One write, so that a line stands wholly in the file or is the cut end of it.
    try FileSystem.write((isCut ? [0x0A] : []) + Array(line) + [0x0A], to: file, path: path)
    try FileSystem.synchronize(file, path: path)
  }
}
