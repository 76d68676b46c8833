// SPDX-License-Identifier: Apache-2.0
import Columns

/// Reads the records of one JSON document, whatever stands around them.
///
/// A log file is an object with the key `Records`; other keys may stand before and behind it. A bare
/// array of records and a single record, as tools write them, are read too. What is recognised as
/// something else is told by its kind; anything left is a failure that says what was found.
struct LogDocument {
  /// What a document turned out to be.
  enum Outcome: Equatable {
    /// All its records were handed over; so many bytes stand behind the document.
    case records(trailingByteCount: Int)
    case skipped(SkippedKind)
  }

  private var scanner: RecordScanner
  private let recordSlot: Int?
  private let builder: EventBatchBuilder
  private let filter: RecordFilter
  private let start: Int
  private let recordLimit: Int
  /// Records of the document so far, in the scope or not.
  private(set) var recordCount = 0
  private(set) var outsideScopeCount = 0

  /// Makes a reader of the document whose first character stands at `start`.
  init(
    _ scanner: RecordScanner,
    recordSlot: Int?,
    start: Int,
    recordLimit: Int,
    filter: RecordFilter,
    builder: EventBatchBuilder
  ) {
    self.scanner = scanner
    self.recordSlot = recordSlot
    self.start = start
    self.recordLimit = recordLimit
    self.filter = filter
    self.builder = builder
  }

  /// Hands every record of the scope to the builder.
  mutating func read() throws(InputFailure) -> Outcome {
    switch scanner.text[start] {
    case UInt8(ascii: "{"): return try readObject()
    case UInt8(ascii: "["):
      guard isRecord(at: scanner.skipSpace(start + 1)) else {
        throw InputFailure(.noRecords, "holds an array, but not of CloudTrail records")
      }
      return try finish(at: readRecords(at: start))
    default:
      throw InputFailure(.notJSON, "begins with \(describe(start)), expected JSON")
    }
  }

  /// Reads the keys of the outer object.
  private mutating func readObject() throws(InputFailure) -> Outcome {
    var names: [String] = []
    var hasRecords = false
    var place = scanner.skipSpace(start + 1)
    var isOpen = scanner.text[place] != UInt8(ascii: "}")
    if !isOpen { place += 1 }
    while isOpen {
      let (name, valueStart) = try readKey(at: place)
      if name == "Records" {
        place = try readRecords(at: valueStart)
        hasRecords = true
      } else {
        if names.count < 64 { names.append(name) }
        place = try checked(scanner.skipValue(at: valueStart))
      }
      place = scanner.skipSpace(place)
      isOpen = scanner.text[place] == UInt8(ascii: ",")
      if isOpen {
        place = scanner.skipSpace(place + 1)
      } else if scanner.text[place] == UInt8(ascii: "}") {
        place += 1
      } else {
        throw failure(ScanFailure(offset: place, expected: .separator))
      }
    }
    if hasRecords { return try finish(at: place) }
    if Self.recordKeys.isSubset(of: names) { return try readSingle(until: place) }
    return try classify(names)
  }

  /// Reads a key and its colon.
  private mutating func readKey(at place: Int) throws(InputFailure) -> (String, valueStart: Int) {
    guard scanner.text[place] == UInt8(ascii: "\""), place < scanner.text.count else {
      throw failure(ScanFailure(offset: place, expected: .key))
    }
    let end = try checked(scanner.skipString(at: place))
    let name = scanner.text.text(of: ValueSpan(offset: place + 1, end: end - 1, flags: 0))
    let colon = scanner.skipSpace(end)
    guard scanner.text[colon] == UInt8(ascii: ":") else {
      throw failure(ScanFailure(offset: colon, expected: .colon))
    }
    return (String(decoding: name, as: UTF8.self), scanner.skipSpace(colon + 1))
  }

  /// Reads an array of records.
  ///
  /// - Returns: the place behind it.
  private mutating func readRecords(at start: Int) throws(InputFailure) -> Int {
    guard scanner.text[start] == UInt8(ascii: "[") else {
      throw InputFailure(
        .noRecords,
        "'Records' holds \(describe(start)) at byte \(start), expected an array"
      )
    }
    var place = scanner.skipSpace(start + 1)
    if scanner.text[place] == UInt8(ascii: "]") { return place + 1 }
    while true {
      let end = scanner.record(at: place, recordSlot: recordSlot)
      if end < 0 { throw failure(scanner.failure) }
      try keepRecord()
      place = scanner.skipSpace(end)
      let separator = scanner.text[place]
      if separator == UInt8(ascii: ",") {
        place = scanner.skipSpace(place &+ 1)
      } else if separator == UInt8(ascii: "]") {
        return place &+ 1
      } else {
        throw failure(ScanFailure(offset: place, expected: .separator))
      }
    }
  }

  @inline(__always)
  private mutating func keepRecord() throws(InputFailure) {
    guard recordCount < recordLimit else {
      throw InputFailure(.tooLarge, "holds more than the limit of \(recordLimit) records")
    }
    recordCount &+= 1
    if filter.isActive, !filter.passes(scanner) {
      outsideScopeCount &+= 1
    } else {
      builder.append(scanner)
    }
  }

  /// The document is one record; nothing but white space may follow, else it is a list of them.
  private mutating func readSingle(until end: Int) throws(InputFailure) -> Outcome {
    guard scanner.skipSpace(end) == scanner.text.count else {
      throw InputFailure(
        .notJSON,
        "holds a record a line, or records one after the other; expected one array of them"
      )
    }
    _ = try checked(scanner.record(at: start, recordSlot: recordSlot))
    try keepRecord()
    return .records(trailingByteCount: 0)
  }

  private func finish(at place: Int) throws(InputFailure) -> Outcome {
    .records(trailingByteCount: scanner.text.count - scanner.skipSpace(place))
  }

  /// Keys that a record has and nothing else in a log tree.
  private static let recordKeys: Set = ["eventVersion", "eventSource"]

  /// Whether an array's first element is a record, by its keys.
  private mutating func isRecord(at place: Int) -> Bool {
    guard scanner.text[place] == UInt8(ascii: "{") else { return false }
    var missing = Self.recordKeys
    var place = scanner.skipSpace(place + 1)
    while let (name, valueStart) = try? readKey(at: place) {
      missing.remove(name)
      if missing.isEmpty { return true }
      let end = scanner.skipValue(at: valueStart)
      guard end >= 0 else { return false }
      place = scanner.skipSpace(end)
      guard scanner.text[place] == UInt8(ascii: ",") else { return false }
      place = scanner.skipSpace(place + 1)
    }
    return false
  }

  /// Tells what an object without records is, by its keys.
  private func classify(_ names: [String]) throws(InputFailure) -> Outcome {
    if names.contains("digestS3Object") { return .skipped(.digest) }
    if names.contains("publicKeyList") || names.contains("PublicKeyList") {
      return .skipped(.publicKeys)
    }
    if names.contains("configurationItems") { return .skipped(.otherLogs("Config")) }
    if let (_, what) = Self.unread.first(where: { names.contains($0.key) }) {
      throw InputFailure(.noRecords, "holds \(what), expected a CloudTrail log file")
    }
    let found = names.prefix(5).map { "'\($0)'" }.joined(separator: ", ")
    throw InputFailure(
      .noRecords,
      names.isEmpty
        ? "holds an empty object, expected the key 'Records'"
        : "holds the keys \(found), expected 'Records'"
    )
  }

  /// Documents that carry records in another wrapping, by a key of theirs.
  private static let unread: [(key: String, what: String)] = [
    ("Events", "the answer of lookup-events"),
    ("messageType", "a CloudWatch Logs subscription"),
    ("awslogs", "a CloudWatch Logs subscription"),
    ("detail-type", "an EventBridge event"),
    ("events", "CloudWatch Logs events"),
  ]

  private func checked(_ place: Int) throws(InputFailure) -> Int {
    guard place >= 0 else { throw failure(scanner.failure) }
    return place
  }

  /// Puts a scanner's failure into words.
  private func failure(_ failure: ScanFailure) -> InputFailure {
    let number = recordCount + 1
    let unused =
      recordCount == 0 ? "" : "; the \(recordCount) whole records before it are not used"
    if let begun = failure.unended ?? (failure.offset >= scanner.text.count ? "" : nil) {
      return InputFailure(
        .truncated,
        "the JSON text ends at byte \(scanner.text.count), in record \(number), expected "
          + failure.expected.rawValue + begun + unused
      )
    }
    return InputFailure(
      .malformedRecord,
      "record \(number) is not JSON at byte \(failure.offset): found "
        + "\(describe(failure.offset)), expected \(failure.expected.rawValue)\(unused)"
    )
  }

  /// What stands at a place, for a message.
  private func describe(_ place: Int) -> String {
    guard place < scanner.text.count else { return "the end of the text" }
    let byte = scanner.text[place]
    switch byte {
    case UInt8(ascii: "{"): return "an object"
    case UInt8(ascii: "["): return "an array"
    case UInt8(ascii: "\""): return "a string"
    case UInt8(ascii: "n"): return "null or a word"
    case 0x21...0x7e: return "'\(Unicode.Scalar(byte))'"
    default: return "the byte 0x\(String(byte, radix: 16))"
    }
  }
}
