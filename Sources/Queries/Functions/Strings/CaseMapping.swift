// SPDX-License-Identifier: Apache-2.0

/// Upper and lower case by Unicode's simple mappings: one code point for one, no locale, no context.
enum CaseMapping {
  static func lower(_ bytes: [UInt8]) -> [UInt8] {
    map(bytes, from: 0x41...0x5A) { scalar in
      // The only full mapping of more than one code point.
      scalar == "\u{130}" ? "i" : single(scalar.properties.lowercaseMapping, or: scalar)
    }
  }

  static func upper(_ bytes: [UInt8]) -> [UInt8] {
    map(bytes, from: 0x61...0x7A) { scalar in
      titleForm(scalar) ?? single(scalar.properties.uppercaseMapping, or: scalar)
    }
  }

  /// ASCII letters of the range change case, all else goes through `other`.
  private static func map(
    _ bytes: [UInt8],
    from letters: ClosedRange<UInt8>,
    _ other: (Unicode.Scalar) -> Unicode.Scalar
  ) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x80 {
        out.append(letters.contains(byte) ? byte ^ 0x20 : byte)
        index += 1
        continue
      }
      let length = CodePoints.length(in: bytes, at: index)
      if let scalar = CodePoints.scalar(in: bytes, at: index) {
        CodePoints.append(other(scalar).value, to: &out)
      } else {
        out.append(byte)
      }
      index += length
    }
    return out
  }

  /// The simple mapping is the full one where that is one code point, else there is none.
  private static func single(_ mapping: String, or scalar: Unicode.Scalar) -> Unicode.Scalar {
    let scalars = mapping.unicodeScalars
    return scalars.count == 1 ? scalars.first ?? scalar : scalar
  }

  /// Greek letters with a small iota below map to the form with a large one beside, although their
  /// full mapping is two letters.
  private static func titleForm(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar.value {
    case 0x1F80...0x1F87, 0x1F90...0x1F97, 0x1FA0...0x1FA7: Unicode.Scalar(scalar.value + 8)
    case 0x1FB3, 0x1FC3, 0x1FF3: Unicode.Scalar(scalar.value + 9)
    default: nil
    }
  }
}
