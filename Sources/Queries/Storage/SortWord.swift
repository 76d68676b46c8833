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

  private var first: UInt64 = 0
  private var second: UInt64 = 0
  private var third: UInt64 = 0
  private var fourth: UInt64 = 0

  init(prefix: Span<UInt8>, keys: RowReader, _ place: SortPlace, _ order: RowOrder) {
    if !prefix.isEmpty {
      first = Self.hash(prefix)
    } else if order.keyCount > 0 {
      var writer = Writer()
      var reader = keys
      var number = 0
      while number < order.keyCount, writer.append(&reader, order.direction(number)) { number += 1 }
      let (high, low) = writer.words
      first = UInt64(truncatingIfNeeded: high >> 64)
      second = UInt64(truncatingIfNeeded: high)
      third = UInt64(truncatingIfNeeded: low >> 64)
      fourth = UInt64(truncatingIfNeeded: low)
    } else {
      first = Self.ordered(Int64(place.major))
      second = Self.ordered(Int64(place.minor))
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

  /// Writes keys behind each other.
  private struct Writer {
    private var high: UInt128 = 0
    private var low: UInt128 = 0
    private var count = 0

    /// The bytes so far, with zeros behind them.
    var words: (UInt128, UInt128) {
      let missing = UInt128(byteCount - count)
      return missing >= 16 ? (high << (8 * (missing - 16)), 0) : (high, low << (8 * missing))
    }

    /// Writes the next key; tells whether another may follow: there is room, and keys that are written
    /// alike are equal.
    mutating func append(_ reader: inout RowReader, _ direction: RowOrder.Direction) -> Bool {
      let turn: UInt8 = direction.isDescending ? 0xFF : 0
      if reader.isAtVarchar, let text = reader.nextText() {
        append(1)
        append(text.span, turn)
        return count < byteCount
      }
      switch reader.value() {
      case .null:
        append(direction.nullsFirst ? 0 : 2)
        return count < byteCount
      case .bigint(let number):
        append(number, turn)
        return count < byteCount
      case .date(let day):
        append(Int64(day), turn)
        return count < byteCount
      case .timestamp(let microseconds, _), .timestampWithTimeZone(let microseconds, _, _):
        append(microseconds, turn)
        return false
      default:
        append(1)
        return false
      }
    }

    private mutating func append(_ number: Int64, _ turn: UInt8) {
      append(1)
      let bits = ordered(number)
      for shift in stride(from: UInt64(56), through: 0, by: -8) {
        append(UInt8(truncatingIfNeeded: bits >> shift) ^ turn)
      }
    }

    /// A zero byte is written as two, and two zeros end the text: what is longer comes behind.
    private mutating func append(_ text: Span<UInt8>, _ turn: UInt8) {
      for index in text.indices {
        append(text[index] ^ turn)
        if text[index] == 0 { append(0xFF ^ turn) }
        if count == byteCount { return }
      }
      append(turn)
      append(turn)
    }

    private mutating func append(_ byte: UInt8) {
      guard count < byteCount else { return }
      if count < 16 {
        high = high << 8 | UInt128(byte)
      } else {
        low = low << 8 | UInt128(byte)
      }
      count += 1
    }
  }
}
