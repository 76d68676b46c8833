// SPDX-License-Identifier: Apache-2.0

/// CloudTrail Lake's event data stores, which queries name by an identifier of five groups.
enum EventDataStore {
  /// `8-4-4-4-12` hexadecimal digits.
  static let identifierLength = 36

  static func isIdentifier(_ name: String) -> Bool { isIdentifier(Array(name.utf8)[...]) }

  static func isIdentifier(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.count == identifierLength
      && zip(0..., bytes).allSatisfy { index, byte in
        switch index {
        case 8, 13, 18, 23: byte == UInt8(ascii: "-")
        default: (48...57).contains(byte) || (97...102).contains(byte | 0x20)
        }
      }
  }
}
