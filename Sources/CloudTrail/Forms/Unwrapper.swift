// SPDX-License-Identifier: Apache-2.0
// UNSAFE: reads the text of one ScanBuffer while it fills another.
// Invariant: the text's buffer lives through `unwrap`, is not written meanwhile, and is never the one
// that is filled.
// Bounds: the text is read through a span.
import Columns

/// Takes records out of the documents and lines they came in, and writes them one after the other.
///
/// Log files and bare records are scanned where they stand, without this. What comes here is
/// recognised piece by piece, so that one file may mix forms. A piece that holds no record of
/// CloudTrail's is counted, and a line that is no JSON is passed over to the next.
struct Unwrapper {
  /// How deep wrappings may stand in each other; three are in use (Lambda, subscription, EventBridge).
  private static let deepest = 6

  /// Where each record begins in the output.
  private(set) var starts: [Int] = []
  /// The first wrapping that was recognised.
  private(set) var form: InputForm?
  /// Pieces that hold no record.
  private(set) var foreignCount = 0
  /// What the first of them is, when it is known.
  private(set) var foreignKind: SkippedKind?
  /// Pieces that are not whole, or are not JSON.
  private(set) var brokenCount = 0
  /// What is wrong with the first of them.
  private(set) var breakage: InputFailure?
  private let output: ScanBuffer
  private let limits: ScanLimits

  /// Makes an unwrapper that fills a buffer; what it held is forgotten.
  init(into output: ScanBuffer, limits: ScanLimits) {
    self.output = output
    self.limits = limits
    output.count = 0
  }

  /// Unwraps a whole text.
  ///
  /// - Throws: when the records are too many or too large together.
  mutating func unwrap(_ text: ScanBuffer, from start: Int) throws(InputFailure) {
    try unwrapPieces(of: text, from: start, depth: 0)
    output.pad()
  }

  private mutating func unwrapPieces(
    of text: ScanBuffer,
    from start: Int,
    depth: Int
  ) throws(InputFailure) {
    let bytes = unsafe text.bytes(at: 0, count: text.count).bindMemory(to: UInt8.self)
    try unwrapPieces(unsafe bytes.span, from: start, depth: depth)
  }

  /// Documents, records and lines of a text, one after the other.
  private mutating func unwrapPieces(
    _ text: Span<UInt8>,
    from start: Int,
    depth: Int
  ) throws(InputFailure) {
    var cursor = JSONCursor(place: start)
    // Behind a first broken piece, each has to end on its line: a search to the text's end for every
    // line would take forever.
    var staysInLine = false
    while true {
      cursor.skipSpace(text)
      let pieceStart = cursor.place
      guard pieceStart < text.count else { return }
      let end = staysInLine ? Self.lineEnd(text, from: pieceStart) : text.count
      if try !unwrapPiece(text.extracting(..<end), &cursor, depth: depth) {
        noteBreakage(text, at: pieceStart)
        staysInLine = true
        cursor.place = Self.lineEnd(text, from: pieceStart)
      }
    }
  }

  /// - Returns: whether the piece was whole.
  private mutating func unwrapPiece(
    _ text: Span<UInt8>,
    _ cursor: inout JSONCursor,
    depth: Int
  ) throws(InputFailure) -> Bool {
    switch cursor.peek(text) {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      guard let piece = cursor.value(text), !Self.breaksString(text, piece) else { return false }
      try unwrapValue(text, piece, depth: depth)
      return true
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      Self.skipStamp(text, &cursor)
      if cursor.peek(text) == UInt8(ascii: "{") {
        guard let piece = cursor.value(text) else { return false }
        note(.cloudWatchExport)
        try unwrapValue(text, piece, depth: depth)
      } else {
        cursor.place = Self.lineEnd(text, from: cursor.place)
        noteForeign(nil)
      }
      return true
    default:
      // A message of several lines in an export of another log group.
      guard form == .cloudWatchExport || foreignCount > 0 else { return false }
      cursor.place = Self.lineEnd(text, from: cursor.place)
      noteForeign(nil)
      return true
    }
  }

  private mutating func unwrapValue(
    _ text: Span<UInt8>,
    _ range: Range<Int>,
    depth: Int
  ) throws(InputFailure) {
    guard depth < Self.deepest else { return noteForeign(nil) }
    if text[range.lowerBound] == UInt8(ascii: "[") {
      try unwrapElements(text, range, depth: depth)
    } else if text[range.lowerBound] == UInt8(ascii: "{") {
      let wrapping = Wrapping(text, range)
      if wrapping.isRecord {
        try append(text, range)
      } else if let known = wrapping.form {
        note(known)
        try unwrap(wrapping, text, depth: depth + 1)
      } else {
        noteForeign(wrapping.foreignKind)
      }
    } else {
      noteForeign(nil)
    }
  }

  private mutating func unwrapElements(
    _ text: Span<UInt8>,
    _ range: Range<Int>,
    depth: Int
  ) throws(InputFailure) {
    var cursor = JSONCursor(place: range.lowerBound + 1)
    while let element = cursor.element(text) {
      try unwrapValue(text, element, depth: depth + 1)
    }
  }

  private mutating func unwrap(
    _ wrapping: Wrapping,
    _ text: Span<UInt8>,
    depth: Int
  ) throws(InputFailure) {
    for range in wrapping.inner {
      switch text[range.lowerBound] {
      case UInt8(ascii: "\""):
        guard let bytes = JSONCursor.string(text, range) else { continue }
        try unwrapText(bytes, isBase64: wrapping.isBase64, depth: depth)
      default: try unwrapValue(text, range, depth: depth)
      }
    }
    foreignCount += wrapping.foreignCount
  }

  /// A record that is a string, or compressed in one.
  private mutating func unwrapText(
    _ bytes: [UInt8],
    isBase64: Bool,
    depth: Int
  ) throws(InputFailure) {
    guard depth < Self.deepest else { return noteForeign(nil) }
    if isBase64 { return try unwrapCompressed(bytes, depth: depth) }
    let text = bytes.span
    var cursor = JSONCursor()
    cursor.skipSpace(text)
    guard cursor.peek(text) == UInt8(ascii: "{") else { return noteForeign(nil) }
    let start = cursor.place
    if let range = cursor.value(text) {
      try unwrapValue(text, range, depth: depth)
    } else {
      noteBreakage(text, at: start)
    }
  }

  private mutating func unwrapCompressed(_ bytes: [UInt8], depth: Int) throws(InputFailure) {
    let stored = ScanBuffer(capacity: bytes.count)
    if let decoded = Base64.decoded(bytes) { stored.append(decoded.span) }
    guard InputFormat(stored) == .gzip else { return noteForeign(nil) }
    let inflated = ScanBuffer(capacity: 0)
    let inflation = try GzipStream.inflate(
      stored,
      into: inflated,
      .all,
      limit: limits.inflatedByteCount(forStored: stored.count)
    )
    if let damage = inflation.damage { note(damage) }
    try unwrapPieces(of: inflated, from: 0, depth: depth)
  }

  // MARK: What is found

  private mutating func append(_ text: Span<UInt8>, _ range: Range<Int>) throws(InputFailure) {
    guard output.count + range.count < limits.inflatedByteCount else {
      throw InputFailure(
        .tooLarge,
        "its records have more than the limit of \(limits.inflatedByteCount) bytes"
      )
    }
    if form == nil { form = .records }
    starts.append(output.count)
    output.append(text.extracting(range))
    output.append([0x0a].span)
  }

  private mutating func note(_ found: InputForm) {
    if form == nil { form = found }
  }

  private mutating func noteForeign(_ kind: SkippedKind?) {
    foreignCount += 1
    if foreignKind == nil { foreignKind = kind }
  }

  private mutating func note(_ failure: InputFailure) {
    brokenCount += 1
    if breakage == nil { breakage = failure }
  }

  private mutating func noteBreakage(_ text: Span<UInt8>, at start: Int) {
    let isLast = Self.lineEnd(text, from: start) == text.count
    note(
      InputFailure(
        isLast ? .truncated : .malformedRecord,
        isLast
          ? "the text ends at byte \(text.count), inside what begins at byte \(start)"
          : "what begins at byte \(start) is not JSON"
      )
    )
  }

  // MARK: Lines

  /// Whether a line ends inside a string: then a piece was cut off, and the next one taken for its end.
  private static func breaksString(_ text: Span<UInt8>, _ piece: Range<Int>) -> Bool {
    guard lineEnd(text, from: piece.lowerBound) < piece.upperBound else { return false }
    var isInString = false
    var place = piece.lowerBound
    while place < piece.upperBound {
      switch text[place] {
      case UInt8(ascii: "\""): isInString.toggle()
      case UInt8(ascii: "\\"): place += 1
      case 0x0a where isInString: return true
      default: break
      }
      place += 1
    }
    return false
  }

  /// The place of the next line break, or the text's end.
  private static func lineEnd(_ text: Span<UInt8>, from start: Int) -> Int {
    var place = start
    while place < text.count, text[place] != 0x0a { place += 1 }
    return place
  }

  /// Moves over a time, in milliseconds or as ISO 8601 has it, and the space behind it.
  private static func skipStamp(_ text: Span<UInt8>, _ cursor: inout JSONCursor) {
    while cursor.place < text.count {
      switch text[cursor.place] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "T"), UInt8(ascii: "Z"),
        UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "+"):
        cursor.place += 1
      default:
        while cursor.skip(0x20, text) || cursor.skip(0x09, text) {}
        return
      }
    }
  }
}
