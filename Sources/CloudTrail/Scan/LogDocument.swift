// SPDX-License-Identifier: Apache-2.0
import Columns

/// Reads the records of a text that stand in it as they are: a document, or several in a row.
///
/// A log file is an object with the key `Records`; other keys may stand before and behind it. Bare
/// records, an array of them, and any number of these one after the other, as tools write them, are
/// read too. Records that stand inside something else have to be unwrapped first. What is recognised
/// as no log is told by its kind; anything left is a failure that says what was found.
struct LogDocument {
  /// What a text turned out to be.
  enum Outcome: Equatable {
    /// All its records were handed over; so many bytes stand behind the last document.
    case records(trailingByteCount: Int)
    /// Records may stand in what is here; perhaps some were handed over before.
    case wrapped
    case skipped(SkippedKind)
  }

  private var scanner: RecordScanner
  private let recordSlot: Int?
  private let kindSlot: Int
  private let builder: EventBatchBuilder
  private let filter: RecordFilter
  private let recordLimit: Int
  private let limits: RecordLimits
  /// What the builder was last told.
  private var kind = RecordKind.event
  private(set) var tally = RecordTally()
  /// What the first document was.
  private(set) var form = InputForm.records
  /// Documents that were read to their ends.
  private(set) var documentCount = 0

  init(
    _ scanner: RecordScanner,
    _ plan: ColumnPlan,
    limits: ScanLimits,
    filter: RecordFilter,
    builder: EventBatchBuilder
  ) {
    self.scanner = scanner
    recordSlot = plan.recordSlot
    kindSlot = plan.kindSlot
    recordLimit = limits.recordCount
    self.limits = RecordLimits(limits)
    self.filter = filter
    self.builder = builder
  }

  /// Hands every record of the scope to the builder; `start` is where the text begins, behind a mark
  /// and white space.
  mutating func read(from start: Int) throws(InputFailure) -> Outcome {
    var place = start
    repeat {
      let outcome = try readDocument(at: place)
      guard case .records(let end) = outcome else { return outcome }
      documentCount += 1
      place = scanner.skipSpace(end)
    } while scanner.text[place] | 0x20 == UInt8(ascii: "{") && place < scanner.text.count
    return .records(trailingByteCount: scanner.text.count - place)
  }

  /// Reads records at known places; one that is no JSON is refused, and the next one read.
  mutating func readRecords(at starts: [Int]) throws(InputFailure) {
    for (number, start) in starts.enumerated() {
      let limit = number + 1 < starts.count ? starts[number + 1] : scanner.text.count
      let end = scanner.record(at: start, recordSlot: recordSlot)
      if end < 0 {
        tally.refuse(InputFailure(.malformedRecord, "is not JSON: \(found(scanner.failure))"))
      } else if scanner.skipSpace(end) < limit {
        tally.refuse(InputFailure(.malformedRecord, "ends too early"))
      } else {
        try keepRecord(from: start, to: end)
      }
    }
  }

  /// Whether a text begins as CloudTrail's own files do.
  static func isLogFile(_ buffer: ScanBuffer) -> Bool {
    let text = PaddedText(buffer)
    let head = Array("{\"Records\":".utf8)
    var place = 0
    for byte in head {
      while place < text.count, [0x20, 0x09, 0x0a, 0x0d].contains(text[place]) { place += 1 }
      guard place < text.count, text[place] == byte else { return false }
      place += 1
    }
    return true
  }

  // MARK: Documents

  /// - Returns: with `records`, the place behind the document.
  private mutating func readDocument(at start: Int) throws(InputFailure) -> Outcome {
    switch scanner.text[start] {
    case UInt8(ascii: "{"): return try readObject(at: start)
    case UInt8(ascii: "["):
      let first = scanner.skipSpace(start + 1)
      if scanner.text[first] == UInt8(ascii: "{") {
        switch try sight(at: first) {
        case .record: return .records(trailingByteCount: try readRecords(at: start))
        case .log, .wrapped: return .wrapped
        case .foreign: break
        }
      }
      throw InputFailure(.noRecords, "holds an array, but not of CloudTrail records")
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return .wrapped
    default: throw InputFailure(.notJSON, "begins with \(describe(start)), expected JSON")
    }
  }

  private mutating func readObject(at start: Int) throws(InputFailure) -> Outcome {
    switch try sight(at: start) {
    case .log:
      if documentCount == 0 { form = .logFile }
      return .records(trailingByteCount: try readLogFile(at: start))
    case .record:
      let end = try checked(scanner.record(at: start, recordSlot: recordSlot))
      try keepRecord(from: start, to: end)
      return .records(trailingByteCount: end)
    case .wrapped: return .wrapped
    case .foreign(let sight): return try classify(sight)
    }
  }

  /// What an object is, by its first keys.
  private enum Sight {
    case log, record, wrapped
    case foreign(ObjectSight)
  }

  private mutating func sight(at start: Int) throws(InputFailure) -> Sight {
    var sight = ObjectSight()
    var place = scanner.skipSpace(start + 1)
    if scanner.text[place] == UInt8(ascii: "}") { return .foreign(sight) }
    while true {
      let (name, valueStart) = try readKey(at: place)
      if name == "Records" { return .log }
      if sight.isRecord(with: name) { return .record }
      if ObjectSight.wrappingKeys.contains(name) { return .wrapped }
      place = scanner.skipSpace(try checked(scanner.skipValue(at: valueStart)))
      guard scanner.text[place] == UInt8(ascii: ",") else { break }
      place = scanner.skipSpace(place + 1)
    }
    guard scanner.text[place] == UInt8(ascii: "}") else {
      throw failure(ScanFailure(offset: place, expected: .separator))
    }
    return .foreign(sight)
  }

  /// Reads an object with `Records`, and passes over its other keys.
  ///
  /// - Returns: the place behind it.
  private mutating func readLogFile(at start: Int) throws(InputFailure) -> Int {
    var place = scanner.skipSpace(start + 1)
    while true {
      let (name, valueStart) = try readKey(at: place)
      place =
        try name == "Records"
        ? readRecords(at: valueStart) : checked(scanner.skipValue(at: valueStart))
      place = scanner.skipSpace(place)
      switch scanner.text[place] {
      case UInt8(ascii: ","): place = scanner.skipSpace(place + 1)
      case UInt8(ascii: "}"): return place + 1
      default: throw failure(ScanFailure(offset: place, expected: .separator))
      }
    }
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

  /// Tells what an object without records is, by its keys.
  private func classify(_ sight: ObjectSight) throws(InputFailure) -> Outcome {
    if documentCount == 0, let kind = sight.foreignKind { return .skipped(kind) }
    let found = sight.names.prefix(5).map { "'\($0)'" }.joined(separator: ", ")
    throw InputFailure(
      .noRecords,
      sight.names.isEmpty
        ? "holds an empty object, expected the key 'Records'"
        : "holds the keys \(found), expected 'Records'"
    )
  }

  // MARK: Records

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
      try keepRecord(from: place, to: end)
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
  private mutating func keepRecord(from start: Int, to end: Int) throws(InputFailure) {
    if _slowPath(end &- start > limits.examinedByteCount),
      let refusal = limits.refusal(of: scanner.text, from: start, to: end)
    {
      return tally.refuse(refusal)
    }
    guard tally.seenCount < recordLimit else {
      throw InputFailure(.tooLarge, "holds more than the limit of \(recordLimit) records")
    }
    tally.seenCount &+= 1
    let isOutside = filter.isActive && !filter.passes(scanner)
    let found = scanner.kind(slot: kindSlot)
    if _slowPath(found != .event) {
      tally.addOther(found, isOutsideScope: isOutside)
      if isOutside { return }
    } else if isOutside {
      tally.outsideScopeCount &+= 1
      return
    }
    if _slowPath(found != kind) {
      kind = found
      builder.beginRun(of: found)
    }
    builder.append(scanner)
  }

  // MARK: Failures

  private func checked(_ place: Int) throws(InputFailure) -> Int {
    guard place >= 0 else { throw failure(scanner.failure) }
    return place
  }

  /// Puts a scanner's failure into words.
  private func failure(_ failure: ScanFailure) -> InputFailure {
    let number = tally.seenCount + tally.refusedCount + 1
    if let begun = failure.unended ?? (failure.offset >= scanner.text.count ? "" : nil) {
      return InputFailure(
        .truncated,
        "the JSON text ends at byte \(scanner.text.count), in record \(number), expected "
          + failure.expected.rawValue + begun
      )
    }
    return InputFailure(
      .malformedRecord,
      "record \(number) is not JSON at byte \(failure.offset): \(found(failure))"
    )
  }

  private func found(_ failure: ScanFailure) -> String {
    "found \(describe(failure.offset)), expected \(failure.expected.rawValue)"
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

extension RecordScanner {
  /// What the record last scanned is, by its `eventCategory`.
  @inline(__always)
  fileprivate func kind(slot: Int) -> RecordKind {
    let category = span(slot)
    if category.isNull { return .event }
    // `Management` and `Data`, which nearly all are.
    let first = text[category.offset]
    if _fastPath(first == UInt8(ascii: "M") || first == UInt8(ascii: "D")) { return .event }
    return otherKind(category)
  }

  @inline(never)
  private func otherKind(_ category: ValueSpan) -> RecordKind {
    switch text.text(of: category) {
    case Array("Insight".utf8): .insight
    case Array("NetworkActivity".utf8): .networkActivity
    case Array("Aggregated".utf8): .aggregated
    default: .event
    }
  }
}
