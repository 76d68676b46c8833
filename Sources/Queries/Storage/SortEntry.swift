// SPDX-License-Identifier: Apache-2.0
import Columns

/// Where a row stands among rows with equal keys.
struct SortPlace: Comparable, Sendable {
  let major: Int
  let minor: Int

  init(_ major: Int, _ minor: Int = 0) {
    self.major = major
    self.minor = minor
  }

  init(_ position: RowPosition) {
    self.init(Int(position.unit), Int(position.sequence))
  }

  static func < (left: SortPlace, right: SortPlace) -> Bool {
    left.major != right.major ? left.major < right.major : left.minor < right.minor
  }
}

/// A row as a sorter keeps it, where it lies among others: as bytes, of which values are made when they
/// are asked for.
struct SortEntry: Sendable {
  private let bytes: [UInt8]
  private let start: Int
  private let prefixRange: Range<Int>
  private let keyRange: Range<Int>
  private let rowStart: Int
  private let payloadRange: Range<Int>
  /// What is compared last; of two rows no two are the same in all.
  let place: SortPlace

  /// The entry that was written from a place on.
  init(_ bytes: [UInt8], at start: Int) {
    var reader = RowReader(bytes, from: start)
    prefixRange = reader.listRange()
    keyRange = reader.listRange()
    let major = Int(reader.signed())
    place = SortPlace(major, Int(reader.signed()))
    rowStart = reader.place
    payloadRange = reader.listRange()
    self.bytes = bytes
    self.start = start
  }

  /// Entries with equal prefixes belong together.
  var prefix: ArraySlice<UInt8> { bytes[prefixRange] }

  /// What is compared next, in the order of the sorter.
  var keys: [Value] {
    var reader = keyReader
    var values: [Value] = []
    while reader.place < keyRange.upperBound { values.append(reader.value()) }
    return values
  }

  func hasPrefix(of other: SortEntry) -> Bool {
    Text.compare(prefix.span, other.prefix.span) == 0
  }

  /// Whether the keys are those of another entry, byte for byte.
  func hasKeys(of other: SortEntry) -> Bool {
    Text.compare(bytes[keyRange].span, other.bytes[other.keyRange].span) == 0
  }

  /// What is sorted.
  var payload: ArraySlice<UInt8> { bytes[payloadRange] }

  func word(_ order: RowOrder) -> SortWord {
    SortWord(prefix: prefix.span, keys: keyReader, place, order)
  }

  /// What comes behind the word of the entry, and behind so many more of them.
  func word(_ order: RowOrder, behind count: Int) -> SortWord.Continuation {
    SortWord.Continuation(keyReader, order, behind: count)
  }

  var hasPrefix: Bool { !prefixRange.isEmpty }

  /// Stands at the first key.
  var keyReader: RowReader { RowReader(bytes, from: keyRange.lowerBound) }

  /// Stands at the first value of the payload.
  var payloadReader: RowReader { RowReader(bytes, from: payloadRange.lowerBound) }

  /// Where the payload lies, with its length before it: a row as tables have them.
  var row: Range<Int> { rowStart..<payloadRange.upperBound }

  /// Where it ends.
  var end: Int { payloadRange.upperBound }

  var byteCount: Int { end - start }

  /// Adds the entry to others, as it is written.
  func append(to others: inout [UInt8]) {
    others.append(copying: bytes.span.extracting(start..<end))
  }
}

extension RowOrder {
  /// Whether one entry comes before another with the same word.
  func precedes(_ left: SortEntry, _ right: SortEntry) -> Bool {
    let prefixes = Text.compare(left.prefix.span, right.prefix.span)
    if prefixes != 0 { return prefixes < 0 }
    let keys = compare(left, right)
    return keys == 0 ? left.place < right.place : keys < 0
  }

  /// Compares two entries by their keys: negative, zero or positive.
  func compare(_ left: SortEntry, _ right: SortEntry) -> Int {
    guard keyCount > 0 else { return 0 }
    var leftReader = left.keyReader
    var rightReader = right.keyReader
    for number in 0..<keyCount {
      let answer = compareNext(number, &leftReader, &rightReader)
      if answer != 0 { return answer }
    }
    return 0
  }

  /// Compares the next values of two readers; of texts no values are made.
  private func compareNext(
    _ number: Int,
    _ left: inout RowReader,
    _ right: inout RowReader
  ) -> Int {
    if left.isAtVarchar, right.isAtVarchar, let first = left.nextTextRange(),
      let second = right.nextTextRange()
    {
      let answer = Text.compare(
        left.bytes.span.extracting(first),
        right.bytes.span.extracting(second)
      )
      return direction(number).isDescending ? -answer : answer
    }
    let first = left.value()
    return compare(key: number, first, right.value())
  }
}

extension RowWriter {
  /// Writes an entry.
  mutating func append(
    prefix: Span<UInt8>,
    keys: Span<UInt8>,
    _ place: SortPlace,
    payload: Span<UInt8>
  ) {
    append(list: prefix)
    append(list: keys)
    append(signed: Int64(place.major))
    append(signed: Int64(place.minor))
    append(list: payload)
  }
}
