// SPDX-License-Identifier: Apache-2.0
import Columns
import Testing

@Suite struct ShortTextTests {
  /// Texts of all lengths up to 26 over few bytes, so that many share their beginnings.
  private static let texts: [Text] = {
    var random = SystemRandomNumberGenerator()
    let bytes: [UInt8] = [0x00, 0x2d, 0x5c, 0x7f, 0x80, 0xff]
    return (0..<400).map { number in
      Text(bytes: (0..<(number % 27)).map { _ in bytes.randomElement(using: &random) ?? 0 })
    }
  }()

  @Test func comparesAsTheTextDoes() {
    for left in Self.texts {
      for right in Self.texts {
        guard let a = ShortText(left), let b = ShortText(right) else { continue }
        #expect((a < b) == (left < right))
        #expect((a == b) == (left == right))
      }
    }
  }

  @Test func holdsTextsOfUpTo24Bytes() {
    for text in Self.texts {
      #expect(ShortText(text)?.text == (text.bytes.count > 24 ? nil : text))
    }
  }

  /// A vector over texts between quotes, padded as a source pads them.
  private static func vector(_ texts: [Text]) -> SpanVector {
    var bytes: [UInt8] = []
    var spans: [UInt64] = []
    for text in texts {
      spans.append(UInt64(bytes.count) << 32 | UInt64(text.bytes.count + 2))
      bytes += [UInt8(ascii: "\"")] + text.bytes + [UInt8(ascii: "\"")]
    }
    let buffer = ScanBuffer(capacity: bytes.count)
    for (offset, byte) in bytes.enumerated() {
      unsafe buffer.base.storeBytes(of: byte, toByteOffset: offset, as: UInt8.self)
    }
    buffer.count = bytes.count
    buffer.pad()
    return SpanVector(spans: spans, buffer: buffer, holdsText: true) { _, _, _ in .null }
  }

  @Test func isReadWhereTheTextStands() {
    let vector = Self.vector(Self.texts)
    for (row, text) in Self.texts.enumerated() {
      let isPlain = !text.bytes.contains(UInt8(ascii: "\\"))
      let short = isPlain && text.bytes.count <= 24 ? text : nil
      #expect(vector.shortText(at: row)?.text == short)
      let copy = vector.withText(at: row) { span in
        Text(bytes: span.indices.map { span[$0] })
      }
      #expect(copy == (isPlain ? text : nil))
    }
  }
}
