// SPDX-License-Identifier: Apache-2.0
// UNSAFE: a bare pointer to text that somebody else owns, read without bounds checks.
// Invariant: the owner (a ScanBuffer or a PaddedBytes) outlives every PaddedText over it and is
// neither grown nor refilled meanwhile; behind `count` bytes stand 64 bytes of '"'.
// Bounds: blocks of at most 64 bytes are read from places no further than `count`. A loop that ends
// at a quote therefore ends in the padding at the latest; whoever calls compares with `count`.
import Columns

/// JSON text with readable padding behind it, in which a scanner moves by byte offsets.
@safe
struct PaddedText {
  private let base: UnsafePointer<UInt8>
  /// Bytes of text, without the padding.
  let count: Int

  /// The text in a buffer whose padding was written by `ScanBuffer.pad`.
  init(_ buffer: ScanBuffer) {
    unsafe base = UnsafePointer(buffer.base.assumingMemoryBound(to: UInt8.self))
    count = buffer.count
  }

  /// One byte; a quote when `offset` lies in the padding.
  @inline(__always)
  subscript(_ offset: Int) -> UInt8 {
    assert(offset >= 0 && offset < count + ScanBuffer.padding)
    return unsafe base[offset]
  }

  /// The place of one byte, for the interner and for copies.
  @inline(__always)
  func pointer(at offset: Int) -> UnsafePointer<UInt8> {
    unsafe base + offset
  }

  /// The text of a value: of a string what it stands for, of anything else what is written.
  func text(of span: ValueSpan) -> [UInt8] {
    let offset = span.offset
    let byteCount = span.byteCount
    precondition(offset + byteCount <= count, "span inside the text")
    let bytes = unsafe UnsafeBufferPointer(start: base + offset, count: byteCount)
    return unsafe span.isEscaped ? JSONText.unescaped(bytes.span) : Array(bytes)
  }

  /// The place of the quote that ends the string whose content begins at `start`.
  ///
  /// - Parameters:
  ///   - start: behind the opening quote; at most one past the end of the text.
  ///   - escaped: is set to `ValueSpan.escapedFlag` when the string holds a backslash.
  /// - Returns: an offset; `count` or more when the string does not end.
  @inline(__always)
  func stringEnd(from start: Int, escaped: inout UInt64) -> Int {
    var place = start
    while true {
      let stops = unsafe ScanKernel.stringStops(base + place)
      if stops == 0 {
        place &+= 32
        continue
      }
      place &+= stops.trailingZeroBitCount
      if unsafe base[place] == UInt8(ascii: "\"") { return place }
      escaped = ValueSpan.escapedFlag
      place &+= 2
    }
  }

  /// The place behind the bracket that closes the one at `start`, 64 bytes at a time.
  ///
  /// Braces and square brackets are counted alike, so that a `[` closed by a `}` is not noticed: what
  /// is skipped is known to be balanced, no more.
  ///
  /// - Returns: an offset; `nil` when the text ends first.
  @inline(__always)
  func nestedEnd(from start: Int) -> Int? {
    let end = unsafe ScanKernel.nestedEnd(base, count: count, from: start)
    return end < 0 ? nil : end
  }

  /// Whether some bytes, of which up to seven more are readable, are all ASCII.
  @inline(__always)
  func isASCII(at offset: Int, count length: Int) -> Bool {
    var place = 0
    while place < length {
      let word = unsafe UnsafeRawPointer(base + offset + place).loadUnaligned(as: UInt64.self)
      let rest = length &- place
      let mask: UInt64 =
        rest >= 8 ? .max : (1 &<< (UInt64(truncatingIfNeeded: rest) &* 8)) &- 1
      if word.littleEndian & mask & 0x8080_8080_8080_8080 != 0 { return false }
      place &+= 8
    }
    return true
  }

  /// Whether the 32 bytes at `offset` have the wanted ones of a key.
  @inline(__always)
  func matches(_ key: UnsafePointer<UInt8>, at offset: Int, need: UInt64) -> Bool {
    unsafe UInt64(ScanKernel.same(base + offset, key)) & need == need
  }
}
