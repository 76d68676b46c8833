// SPDX-License-Identifier: Apache-2.0

/// CloudTrail Lake's event data stores, which queries name by an identifier of five groups.
enum EventDataStore {
  /// `8-4-4-4-12` hexadecimal digits.
  static let identifierLength = 36

  /// Whether a name in FROM means an event data store: its identifier, or what samples put there to
  /// be replaced, such as `$EDS_ID`, `<event-data-store-ID>` and `event_data_store_ID`.
  static func isName(_ name: String) -> Bool {
    isIdentifier(Array(name.utf8)[...])
      || placeholders.contains(String(name.lowercased().filter(\.isLetter)))
  }

  private static let placeholders: Set<String> = [
    "eds", "edsid", "eventdatastore", "eventdatastoreid", "myeventdatastoreid",
    "youreventdatastoreid",
  ]

  static func isIdentifier(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.count == identifierLength
      && zip(0..., bytes).allSatisfy { index, byte in
        switch index {
        case 8, 13, 18, 23: byte == UInt8(ascii: "-")
        default: (48...57).contains(byte) || (97...102).contains(byte | 0x20)
        }
      }
  }

  /// Where `$NAME` or `<some name>` at the start of a text ends; nil where there is neither.
  static func placeholderEnd(in bytes: ArraySlice<UInt8>) -> Int? {
    func isWord(_ byte: UInt8) -> Bool {
      (48...57).contains(byte) || (97...122).contains(byte | 0x20) || byte == UInt8(ascii: "_")
    }
    let inside = bytes.dropFirst()
    switch bytes.first {
    case UInt8(ascii: "$"):
      let end = inside.firstIndex { !isWord($0) } ?? inside.endIndex
      return end > inside.startIndex ? end : nil
    case UInt8(ascii: "<"):
      let end = inside.firstIndex { !isWord($0) && $0 != 0x20 && $0 != UInt8(ascii: "-") }
      guard let end, end > inside.startIndex, inside[end] == UInt8(ascii: ">") else { return nil }
      return end + 1
    default: return nil
    }
  }
}
