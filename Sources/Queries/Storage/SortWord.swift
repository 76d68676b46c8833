// SPDX-License-Identifier: Apache-2.0
import Columns

/// The first 32 bytes of what an entry is sorted by, written so that their order is the order of
/// entries: only entries with equal words have to be looked at themselves.
///
/// Of an entry with a prefix it is the prefix's hash: entries with equal prefixes come together, in
/// whatever order of the prefixes. Of one with keys it is the keys as far as they go, each behind a byte
/// that tells NULL; of one with neither, the place.
struct SortWord: Comparable, Sendable {
  private static let byteCount = 32

  private var first: UInt64
  private var second: UInt64
  private var third: UInt64
  private var fourth: UInt64

  private init(_ first: UInt64, _ second: UInt64 = 0, _ third: UInt64 = 0, _ fourth: UInt64 = 0) {
    self.first = first
    self.second = second
    self.third = third
    self.fourth = fourth
  }

  init(prefix: Span<UInt8>, keys: RowReader, _ place: SortPlace, _ order: RowOrder) {
    if !prefix.isEmpty {
      self.init(Self.hash(prefix))
    } else if order.keyCount > 0 {
      self = Self.writing(keys, order, from: 0).word
    } else {
      self.init(Self.ordered(Int64(place.major)), Self.ordered(Int64(place.minor)))
    }
  }

  static func < (left: SortWord, right: SortWord) -> Bool {
    if left.first != right.first { return left.first < right.first }
    if left.second != right.second { return left.second < right.second }
    if left.third != right.third { return left.third < right.third }
    return left.fourth < right.fourth
  }

  /// A number whose order is that of signed ones.
  private static func ordered(_ number: Int64) -> UInt64 {
    UInt64(bitPattern: number) ^ 1 << 63
  }

  /// FNV-1a.
  private static func hash(_ bytes: Span<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in bytes.indices { hash = (hash ^ UInt64(bytes[index])) &* 0x0000_0100_0000_01B3 }
    return hash
  }

  /// The word that begins at a byte of what keys are written as.
  fileprivate static func writing(
    _ keys: RowReader,
    _ order: RowOrder,
    from start: Int
  ) -> (word: SortWord, rest: Rest) {
    var writer = Writer(skipping: start)
    var reader = keys
    for number in 0..<order.keyCount {
      writer.append(&reader, order.direction(number))
      if writer.rest != .none { break }
    }
    return (writer.word, writer.rest)
  }

  /// What of the keys is not written in words.
  enum Rest {
    case none
    /// More bytes.
    case bytes
    /// Values that are not written as bytes.
    case values
  }

  /// Writes keys behind each other.
  private struct Writer {
    private var words = InlineArray<4, UInt64>(repeating: 0)
    /// How many bytes come before the first that is kept.
    private var skipped: Int
    private var count = 0
    private(set) var rest = Rest.none

    init(skipping count: Int) {
      skipped = count
    }

    /// The bytes so far, with zeros behind them.
    var word: SortWord {
      SortWord(words[0], words[1], words[2], words[3])
    }

    /// Writes the next key.
    mutating func append(_ reader: inout RowReader, _ direction: RowOrder.Direction) {
      let turn: UInt64 = direction.isDescending ? .max : 0
      if reader.isAtVarchar, let range = reader.nextTextRange() {
        append(1, 1)
        return append(reader.bytes.span.extracting(range), turn)
      }
      switch reader.value() {
      case .null:
        append(direction.nullsFirst ? 0 : 2, 1)
      case .bigint(let number):
        append(number, turn)
      case .date(let day):
        append(Int64(day), turn)
      case .timestamp(let microseconds, _), .timestampWithTimeZone(let microseconds, _, _):
        append(microseconds, turn)
        if rest == .none { rest = .values }
      default:
        append(1, 1)
        if rest == .none { rest = .values }
      }
    }

    private mutating func append(_ number: Int64, _ turn: UInt64) {
      append(1, 1)
      append(SortWord.ordered(number) ^ turn, 8)
    }

    /// A zero byte is written as two, and two zeros end the text: what is longer comes behind.
    private mutating func append(_ text: Span<UInt8>, _ turn: UInt64) {
      var place = 0
      while place < text.count {
        if rest != .none { return }
        var bytes: UInt64 = 0
        var byteCount = 0
        while place < text.count, byteCount < 8, text[place] != 0 || byteCount == 0 {
          bytes = bytes << 8 | UInt64(text[place])
          byteCount += 1
          place += 1
          if bytes & 0xFF == 0 {
            bytes = bytes << 8 | 0xFF
            byteCount += 1
            break
          }
        }
        append(bytes ^ turn, byteCount)
      }
      append(turn, 2)
    }

    /// Writes the last bytes of a word.
    private mutating func append(_ bytes: UInt64, _ byteCount: Int) {
      var left = byteCount
      if skipped > 0 {
        let passed = min(skipped, left)
        skipped -= passed
        left -= passed
      }
      let fitting = min(left, SortWord.byteCount - count)
      if fitting < left { rest = .bytes }
      guard fitting > 0 else { return }
      // From the left.
      let aligned = bytes << UInt64(8 * (8 - left))
      let kept = fitting == 8 ? aligned : aligned & ~(UInt64.max >> UInt64(8 * fitting))
      let offset = count % 8
      words[count / 8] |= kept >> UInt64(8 * offset)
      if offset + fitting > 8 { words[count / 8 + 1] |= kept << UInt64(8 * (8 - offset)) }
      count += fitting
    }
  }
}

extension SortWord {
  /// What comes behind words that are equal.
  struct Continuation {
    let word: SortWord
    let rest: Rest

    /// Reads the keys behind so many words of them.
    init(_ keys: RowReader, _ order: RowOrder, behind count: Int) {
      (word, rest) = SortWord.writing(keys, order, from: count * SortWord.byteCount)
    }
  }
}
