// SPDX-License-Identifier: Apache-2.0
// UNSAFE: reads the text of a row where it stands in the buffer.
// Invariant: the vector keeps the buffer alive, and a batch is handled before the buffer is refilled;
// nothing escapes the closure.
// Bounds: `ScanBuffer.bytes` holds a span against the text; `ShortText` reads up to 23 bytes more,
// which the buffer's padding makes readable.

extension SpanVector {
  /// Hands the text of a row to a closure without copying it; nil when the row is NULL, or its text
  /// is not written as it reads.
  ///
  /// - Precondition: `holdsText`.
  @inlinable
  public func withText<R>(at row: Int, _ body: (Span<UInt8>) -> R) -> R? {
    let span = spans[row]
    let length = Int(truncatingIfNeeded: span & 0xffff_ffff)
    guard length > 0 else { return nil }
    let bytes = unsafe buffer.bytes(at: Int(truncatingIfNeeded: span >> 32), count: length)
    guard unsafe bytes[0] == UInt8(ascii: "\"") else {
      return unsafe body(bytes.bindMemory(to: UInt8.self).span)
    }
    let text = unsafe UnsafeRawBufferPointer(rebasing: bytes[1..<(length - 1)])
    if unsafe Self.hasBackslash(text) { return nil }
    return unsafe body(text.bindMemory(to: UInt8.self).span)
  }

  /// Whether a backslash stands in a part of the buffer, eight bytes at a time.
  @inlinable
  static func hasBackslash(_ text: UnsafeRawBufferPointer) -> Bool {
    guard let base = text.baseAddress else { return false }
    var place = 0
    while place < text.count {
      if unsafe ShortText.hasBackslash(ShortText.word(base, place, text.count)) { return true }
      place += 8
    }
    return false
  }

  /// The text of a row, if it is short and written as it reads.
  ///
  /// - Precondition: `holdsText`, and the row is not NULL.
  @inlinable
  public func shortText(at row: Int) -> ShortText? {
    let span = spans[row]
    var offset = Int(truncatingIfNeeded: span >> 32)
    var length = Int(truncatingIfNeeded: span & 0xffff_ffff)
    precondition(length > 0 && offset + length <= buffer.count, "span inside the text")
    if unsafe buffer.base.load(fromByteOffset: offset, as: UInt8.self) == UInt8(ascii: "\"") {
      offset += 1
      length -= 2
    }
    guard length <= ShortText.longest else { return nil }
    let text = unsafe ShortText(buffer.base + offset, count: length)
    return text.hasBackslash ? nil : text
  }
}
