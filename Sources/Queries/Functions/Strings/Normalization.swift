// SPDX-License-Identifier: Apache-2.0
// Foundation has the tables of Unicode's normal forms; the standard library keeps its own to itself.
private import Foundation

/// A normal form of Unicode.
enum Normalization: String, CaseIterable {
  case nfd = "NFD"
  case nfc = "NFC"
  case nfkd = "NFKD"
  case nfkc = "NFKC"

  func apply(_ bytes: [UInt8]) -> [UInt8] {
    // Every form leaves ASCII as it is.
    guard bytes.contains(where: { $0 >= 0x80 }) else { return bytes }
    let text = String(decoding: bytes, as: UTF8.self)
    switch self {
    case .nfd: return Array(text.decomposedStringWithCanonicalMapping.utf8)
    case .nfc: return Array(text.precomposedStringWithCanonicalMapping.utf8)
    case .nfkd: return Array(text.decomposedStringWithCompatibilityMapping.utf8)
    case .nfkc: return Array(text.precomposedStringWithCompatibilityMapping.utf8)
    }
  }
}
