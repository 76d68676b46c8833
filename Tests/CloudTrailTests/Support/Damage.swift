// SPDX-License-Identifier: Apache-2.0
import CloudTrail
import Columns
import Testing

/// Something done to a log file of three records, and what has to come of it.
struct Damage: CustomTestStringConvertible {
  enum Outcome: Equatable, CustomStringConvertible {
    /// So many records are read, and nothing is reported.
    case read(Int)
    /// The file is named with an issue, which makes the exit code 3; so many records are used.
    case issue(InputIssue.Kind, used: Int)
    /// The file is counted under a kind of files that hold no events.
    case counted(as: String)

    var description: String {
      switch self {
      case .read(let count): "\(count) records are read; nothing is reported"
      case .issue(let kind, let count):
        "reported as `\(kind.rawValue)`, exit code 3; \(count) of 3 records are used"
      case .counted(let kind): "counted under \"\(kind)\""
      }
    }
  }

  /// For people.
  let name: String
  let outcome: Outcome
  var limits = ScanLimits()
  /// Puts the damaged file at a path of a tree.
  let apply: @Sendable (TemporaryTree, Text) -> Void
  var testDescription: String { name }

  static let document =
    "{\"Records\":[{\"eventName\":\"A\"},{\"eventName\":\"B\"},{\"eventName\":\"C\"}]}"

  static let all = compressed + texts + characters + sizes + places

  /// The file holds these bytes.
  private init(
    _ name: String,
    _ bytes: [UInt8],
    _ outcome: Outcome,
    limits: ScanLimits = ScanLimits()
  ) {
    self.init(name, outcome, limits: limits) { tree, path in tree.write(path, bytes) }
  }

  private init(
    _ name: String,
    _ text: String,
    _ outcome: Outcome,
    limits: ScanLimits = ScanLimits()
  ) {
    self.init(name, Array(text.utf8), outcome, limits: limits)
  }

  private init(
    _ name: String,
    _ outcome: Outcome,
    limits: ScanLimits = ScanLimits(),
    apply: @escaping @Sendable (TemporaryTree, Text) -> Void
  ) {
    self.name = name
    self.outcome = outcome
    self.limits = limits
    self.apply = apply
  }

  // MARK: Compressed bytes

  private static let whole = Gzip.stored(document)

  private static func flipped(_ place: Int, _ bits: UInt8 = 0x10, of bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    bytes[place] ^= bits
    return bytes
  }

  private static let compressed: [Damage] = [
    Damage("an empty file", [], .issue(.empty, used: 0)),
    Damage("only the magic number of gzip", [0x1f, 0x8b], .issue(.truncated, used: 0)),
    Damage("gzip cut in its header", Array(whole.prefix(8)), .issue(.truncated, used: 0)),
    Damage("gzip cut in the third record", Array(whole.dropLast(20)), .issue(.truncated, used: 2)),
    Damage("gzip cut before its checksum", Array(whole.dropLast(8)), .issue(.truncated, used: 3)),
    Damage(
      "a bit flipped in the compressed text",
      flipped(41, of: whole),
      .issue(.corrupt, used: 3)
    ),
    Damage(
      "a bit flipped in the checksum",
      flipped(whole.count - 6, of: whole),
      .issue(.corrupt, used: 3)
    ),
    Damage(
      "a bit flipped in the length behind the checksum",
      flipped(whole.count - 2, of: whole),
      .issue(.corrupt, used: 3)
    ),
    Damage("a block of no known type", flipped(10, 0x06, of: whole), .issue(.corrupt, used: 0)),
    Damage(
      "zeros in place of the file",
      [UInt8](repeating: 0, count: 500),
      .issue(.notJSON, used: 0)
    ),
    Damage(
      "a second gzip member behind a log file",
      whole + whole,
      .issue(.trailingData, used: 3)
    ),
    Damage("zeros behind the gzip data", whole + [0, 0, 0], .issue(.trailingData, used: 3)),
    Damage("gzip in gzip", Gzip.stored(whole), .issue(.notJSON, used: 0)),
    Damage(
      "zstd cut in its data",
      Array(Zstd.stored(document).dropLast(20)),
      .issue(.truncated, used: 2)
    ),
    Damage(
      "a zstd frame with damage in its head",
      flipped(4, 0x08, of: Zstd.stored(document)),
      .issue(.corrupt, used: 0)
    ),
    Damage(
      "bytes behind a zstd frame",
      Zstd.stored(document) + Array("garbage".utf8),
      .issue(.corrupt, used: 3)
    ),
  ]

  // MARK: JSON text

  private static let texts: [Damage] = [
    Damage(
      "JSON cut in the third record",
      String(document.dropLast(8)),
      .issue(.truncated, used: 2)
    ),
    Damage(
      "JSON cut behind the records",
      String(document.dropLast(1)),
      .issue(.truncated, used: 3)
    ),
    Damage(
      "a record that is no JSON between two others",
      "{\"Records\":[{\"eventName\":\"A\"},{\"eventName\":B},{\"eventName\":\"C\"}]}",
      .issue(.malformedRecord, used: 1)
    ),
    Damage(
      "a line that is no JSON between two others",
      """
      {"eventVersion":"1","eventType":"x","eventName":"A"}
      {"eventVersion":"1","eventType":"x","eventName":B}
      {"eventVersion":"1","eventType":"x","eventName":"C"}
      """,
      .issue(.malformedRecord, used: 2)
    ),
    Damage(
      "text behind the document",
      document + "rm -rf /",
      .issue(.trailingData, used: 3)
    ),
    Damage("white space only", " \n\r\t ", .issue(.empty, used: 0)),
    Damage("`Records` that is no array", "{\"Records\":{}}", .issue(.noRecords, used: 0)),
    Damage("an object of something else", "{\"a\":1}", .issue(.noRecords, used: 0)),
    Damage("HTML of an error page", "<html>403</html>", .issue(.notJSON, used: 0)),
    Damage("XML of an S3 error", "<?xml version=\"1.0\"?><Error/>", .issue(.notJSON, used: 0)),
    Damage(
      "a digest under a log file's name",
      "{\"digestS3Object\":\"x\"}",
      .counted(as: "CloudTrail digests")
    ),
    Damage("Parquet under a log file's name", "PAR1xxxx", .counted(as: "Parquet files")),
    Damage(
      "a zip archive under a log file's name",
      "PK\u{3}\u{4}xxxx",
      .counted(as: "zip archives")
    ),
    Damage(
      "CSV of the event history",
      "Event time,User name,Event name\nx,y,z\n",
      .counted(as: "event history as CSV")
    ),
  ]

  // MARK: Characters

  private static func named(_ bytes: [UInt8]) -> [UInt8] {
    Array("{\"Records\":[{\"eventName\":\"".utf8) + bytes + Array("\"}]}".utf8)
  }

  private static let characters: [Damage] = [
    Damage("a byte order mark", "\u{feff}" + document, .read(3)),
    Damage(
      "line breaks of Windows",
      document.replacing(",{", with: ",\r\n{") + "\r\n",
      .read(3)
    ),
    Damage("UTF-16", [0xff, 0xfe] + document.utf8.flatMap { [$0, 0] }, .issue(.notJSON, used: 0)),
    Damage("bytes that are not UTF-8 in a value", named([0xff, 0xc3, 0x28]), .read(1)),
    Damage("a lone surrogate in a value", named(Array("\\ud800".utf8)), .read(1)),
    Damage("a NUL in a value", named([0x41, 0x00, 0x42]), .read(1)),
    Damage("an escaped NUL in a value", named(Array("\\u0000".utf8)), .read(1)),
    Damage("escape codes of a terminal in a value", named([0x1b, 0x5b, 0x32, 0x4a]), .read(1)),
    Damage("a line break in a value", named([0x0a]), .read(1)),
    Damage("an escape that JSON does not have", named(Array("\\x41".utf8)), .read(1)),
  ]

  // MARK: Sizes

  private static let deep =
    "{\"Records\":[{\"eventName\":\"A\",\"x\":" + String(repeating: "[", count: 6000)
    + String(repeating: "]", count: 6000) + "},{\"eventName\":\"B\"}]}"

  private static let long =
    "{\"Records\":[{\"eventName\":\"A\",\"x\":\"" + String(repeating: "x", count: 2000)
    + "\"},{\"eventName\":\"B\"}]}"

  private static let sizes: [Damage] = [
    Damage(
      "a gzip bomb",
      Gzip.run(of: 0x20, after: document, matchCount: 80_000),
      .issue(.tooLarge, used: 0),
      limits: ScanLimits(inflationRatio: 100)
    ),
    Damage(
      "a zstd bomb",
      Zstd.run(of: 0x20, after: document, blockCount: 300),
      .issue(.tooLarge, used: 0)
    ),
    Damage(
      "more text than `fileBytes`",
      Gzip.stored(long),
      .issue(.tooLarge, used: 0),
      limits: ScanLimits(inflatedByteCount: 1000)
    ),
    Damage(
      "more records than `fileRecords`",
      "{\"Records\":[{},{},{},{}]}",
      .issue(.tooLarge, used: 0),
      limits: ScanLimits(recordCount: 3)
    ),
    Damage(
      "a record larger than `recordBytes`",
      long,
      .issue(.tooLarge, used: 1),
      limits: ScanLimits(recordByteCount: 1000)
    ),
    Damage(
      "a string longer than `stringBytes`",
      long,
      .issue(.tooLarge, used: 1),
      limits: ScanLimits(stringByteCount: 1000)
    ),
    Damage("a record nested deeper than `nestingDepth`", deep, .issue(.tooLarge, used: 1)),
    Damage(
      "brackets opened 100,000 times",
      String(repeating: "[", count: 100_000),
      .issue(.noRecords, used: 0)
    ),
    Damage(
      "a record opened and never closed, 10,000 deep",
      "{\"Records\":[" + String(repeating: "{\"a\":", count: 10_000),
      .issue(.truncated, used: 0)
    ),
  ]

  // MARK: Places

  private static let places: [Damage] = [
    Damage("a named pipe", .issue(.notRegularFile, used: 0)) { tree, path in
      tree.makePipe(path)
    },
    Damage("a symbolic link out of the folder", .counted(as: "symbolic links")) { tree, path in
      tree.makeLink(path, to: "/etc/passwd")
    },
    Damage("a symbolic link to the folder above", .counted(as: "symbolic links")) { tree, path in
      tree.makeLink(path, to: "..")
    },
    Damage("a symbolic link to itself", .counted(as: "symbolic links")) { tree, path in
      tree.makeLink(path, to: path)
    },
  ]
}
