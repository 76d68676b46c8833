// SPDX-License-Identifier: Apache-2.0
import CloudTrail
import Columns
import Testing

/// Random documents, whole and damaged, against a parser that shares no code with the scanner.
@Suite struct RandomDocumentTests {
  private static let session = DataType.row([
    RowField("sessionissuer", .row([RowField("arn", .string), RowField("type", .string)])),
    RowField("attributes", .map(key: .string, value: .string)),
  ])

  private static let columns: [ScanColumn] = [
    field("eventname"), field("eventid"), field("requestparameters"), field("no such key"),
    field("useridentity"), field("useridentity.arn"), field("useridentity.sessioncontext"),
    field("useridentity.sessioncontext.sessionissuer.arn"),
    field("useridentity.sessioncontext", session),
    field("resources", .array(.row([RowField("arn", .string), RowField("type", .string)]))),
    field("responseelements", .map(key: .string, value: .string)),
    field("a key that is far too long to be foreseen by the scanner"),
    field(""),
  ]

  private static func expected(_ record: SlowJSON) -> [Value] {
    columns.map { column in
      guard case .record(let path) = column.origin else { return .null }
      return SlowJSON.value(record.member(path), column.type)
    }
  }

  /// The records of a document that has one key `Records`, and an array of objects behind it.
  private static func records(of document: [UInt8]) -> [SlowJSON]? {
    guard case .object(let members)? = SlowJSON(document)?.kind else { return nil }
    let arrays = members.filter { $0.key == Array("Records".utf8) }
    guard arrays.count == 1, case .array(let values) = arrays[0].value.kind else { return nil }
    let areObjects = values.allSatisfy { if case .object = $0.kind { true } else { false } }
    return areObjects ? values : nil
  }

  @Test(arguments: 0..<8) func wholeDocumentsReadAlike(seed: Int) throws {
    var writer = RandomWriter(seed: UInt64(seed))
    for _ in 0..<60 {
      let document = writer.document()
      let values = try #require(Self.records(of: document))
      let result = try scan(document: document, columns: Self.columns, duplicates: .keep)
      #expect(result.evidence.issues.isEmpty, "\(String(decoding: document, as: UTF8.self))")
      #expect(
        result.rows == values.map(Self.expected),
        "\(String(decoding: document, as: UTF8.self))"
      )
    }
  }

  /// What the slow parser takes, the scanner takes and reads alike; the rest may not trap.
  @Test(arguments: 0..<8) func damagedDocumentsAreNeverMisread(seed: Int) throws {
    var writer = RandomWriter(seed: UInt64(1000 + seed))
    var wholeCount = 0
    for _ in 0..<150 {
      let document = writer.damaged(writer.document())
      let result = try scan(document: document, columns: Self.columns)
      guard let values = Self.records(of: document) else {
        #expect(result.evidence.files.count <= 1)
        continue
      }
      wholeCount += 1
      #expect(result.evidence.issues.isEmpty, "\(String(decoding: document, as: UTF8.self))")
      #expect(
        result.rows == values.map(Self.expected),
        "\(String(decoding: document, as: UTF8.self))"
      )
    }
    #expect(wholeCount > 10)
  }
}

/// Writes documents of the shape of a log file, with everything JSON allows.
private struct RandomWriter {
  private var random: SeededRandom
  private var isCompact = true

  private static let keys = [
    "eventName", "EVENTNAME", "eventID", "requestParameters", "userIdentity", "UserIdentity",
    "arn", "ARN", "type", "sessionContext", "sessionIssuer", "attributes", "resources",
    "responseElements", "x", "", "event\\u004eame", "a\\\"b", "ключ", "tls.Details",
    "a key that is far too long to be foreseen by the scanner",
    "a key so long that its quote lies in the second block of bytes",
  ]
  private static let strings = [
    "", "a", "GetObject", "arn:aws:iam::123456789012:user/alice",
    "a string of forty bytes, in two blocks.",
    "\\\"", "\\\\", "\\\\\\\"", "{\\\"a\\\":[1]}", "}{][", "\\u00e9", "\\ud83d\\ude00", "\\ud83d",
    "\\udc00x",
    "\\u0000", "\\n\\t\\/", "ünï", "\\x", "\\u12", "tab\there",
  ]
  private static let scalars = [
    "true", "false", "null", "0", "-1", "12", "3.50", "1E9", "1.5e-7", "9007199254740993",
  ]

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  mutating func document() -> [UInt8] {
    isCompact = !random.oneIn(4)
    let before = random.oneIn(6) ? "\"other\":\(value(depth: 2))," : ""
    let after = random.oneIn(6) ? ",\"more\":\(value(depth: 2))" : ""
    let records = (0..<Int.random(in: 0...6, using: &random)).map { _ in object(depth: 0) }
    let text =
      "{\(before)\"Records\"\(space()):\(space())[\(space())"
      + records.joined(separator: "\(space()),\(space())") + "\(space())]\(after)\(space())}"
    return Array(text.utf8)
  }

  /// Changes, drops, doubles or swaps a few bytes, or cuts the end off.
  mutating func damaged(_ document: [UInt8]) -> [UInt8] {
    var bytes = document
    for _ in 0..<Int.random(in: 1...2, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<6, using: &random) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes.remove(at: place)
      case 2: bytes.insert(bytes[place], at: place)
      case 3: bytes[place] = random.pick(Array("\"\\{}[],:0 a".utf8))
      case 4: bytes = random.oneIn(3) ? Array(bytes[..<place]) : bytes
      default: bytes.swapAt(place, Int.random(in: 0..<bytes.count, using: &random))
      }
    }
    return bytes
  }

  private mutating func space() -> String {
    isCompact || random.oneIn(2) ? "" : random.pick([" ", "\n", "\r\n\t", "   "])
  }

  private mutating func object(depth: Int) -> String {
    let members = (0..<Int.random(in: 0...(depth == 0 ? 9 : 4), using: &random)).map { _ in
      "\"\(random.pick(Self.keys))\"\(space()):\(space())\(value(depth: depth + 1))"
    }
    return "{\(space())" + members.joined(separator: "\(space()),\(space())") + "\(space())}"
  }

  private mutating func value(depth: Int) -> String {
    switch Int.random(in: 0..<(depth > 4 ? 6 : 10), using: &random) {
    case 0..<4: return "\"\(random.pick(Self.strings))\""
    case 4..<6: return random.pick(Self.scalars)
    case 6..<9: return object(depth: depth)
    default:
      let values = (0..<Int.random(in: 0...3, using: &random)).map { _ in value(depth: depth + 1) }
      return "[\(space())" + values.joined(separator: "\(space()),\(space())") + "\(space())]"
    }
  }
}
