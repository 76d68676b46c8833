// SPDX-License-Identifier: Apache-2.0
import Columns

/// Numbers that follow the order of rows as far as they reach: of two rows the one with the smaller
/// number comes first, and rows with equal numbers have to be compared themselves.
///
/// The first byte tells NULL, the others what is compared first: the number, or fifteen bytes of the
/// text behind what all texts begin with.
struct SortWords {
  private(set) var words: [UInt128]

  private static let bodyBits: UInt128 = 120

  /// - Complexity: O(n), with the length of what all texts begin with.
  init(of entries: [SortEntry], _ order: RowOrder) {
    words = []
    words.reserveCapacity(entries.count)
    if entries.contains(where: { !$0.prefix.isEmpty }) {
      let common = Self.commonCount(of: entries.lazy.map(\.prefix))
      for entry in entries { words.append(Self.body(entry.prefix, from: common)) }
    } else if let leading = order.leading {
      let texts = entries.lazy.compactMap { entry in
        if case .varchar(let text) = entry.keys[0] { text } else { nil }
      }
      let common = Self.commonCount(of: texts)
      for entry in entries { words.append(Self.word(entry.keys[0], from: common, leading)) }
    } else {
      for entry in entries { words.append(Self.word(entry.place)) }
    }
  }

  /// How many bytes all texts begin with together.
  private static func commonCount(of texts: some Sequence<Text>) -> Int {
    var iterator = texts.makeIterator()
    guard let first = iterator.next() else { return 0 }
    var count = first.bytes.count
    while let text = iterator.next() {
      let most = min(count, text.bytes.count)
      count = 0
      while count < most,
        text.bytes[text.bytes.startIndex + count]
          == first.bytes[first.bytes.startIndex + count]
      {
        count += 1
      }
      if count == 0 { return 0 }
    }
    return count
  }

  private static func word(
    _ value: Value,
    from common: Int,
    _ leading: (isDescending: Bool, nullsFirst: Bool)
  ) -> UInt128 {
    let body: UInt128
    switch value {
    case .null: return (leading.nullsFirst ? 0 : 2) << bodyBits
    case .varchar(let text): body = self.body(text, from: common)
    case .bigint(let number): body = self.body(number)
    case .date(let days): body = self.body(Int64(days))
    case .timestamp(let microseconds, _): body = self.body(microseconds)
    case .timestampWithTimeZone(let microseconds, _, _): body = self.body(microseconds)
    default: body = 0
    }
    let most: UInt128 = (1 << bodyBits) - 1
    return 1 << bodyBits | (leading.isDescending ? most - body : body)
  }

  private static func body(_ text: Text, from common: Int) -> UInt128 {
    var body: UInt128 = 0
    let bytes = text.bytes.dropFirst(common).prefix(Int(bodyBits / 8))
    for byte in bytes { body = body << 8 | UInt128(byte) }
    return body << (bodyBits - 8 * UInt128(bytes.count))
  }

  private static func body(_ number: Int64) -> UInt128 {
    UInt128(UInt64(bitPattern: number) ^ 1 << 63)
  }

  /// The whole place: no two rows have the same.
  private static func word(_ place: SortPlace) -> UInt128 {
    body(Int64(place.major)) << 64 | body(Int64(place.minor))
  }
}
