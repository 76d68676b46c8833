// SPDX-License-Identifier: Apache-2.0
// UNSAFE: owns one block of raw memory that is inflated into, scanned and read through spans.
// Invariant: the block is only grown between two files, when no batch over it is alive; a batch
// keeps the buffer object alive. One worker owns a buffer; it is never shared between threads.
// Bounds: `capacity` bytes and `padding` bytes more may be read; `bytes(at:count:)` checks.

/// The memory one worker inflates a file into, with readable padding behind it.
@safe
public final class ScanBuffer {
  /// Bytes that may be read past the end by block-wise scanning.
  public static let padding = 64

  /// The first byte.
  public private(set) var base: UnsafeMutableRawPointer
  /// The bytes that may be written.
  public private(set) var capacity: Int
  /// The bytes that hold text.
  public var count = 0

  /// Makes a buffer of at least `capacity` bytes.
  public init(capacity: Int) {
    self.capacity = max(capacity, 1 << 16)
    unsafe base = .allocate(byteCount: self.capacity + Self.padding, alignment: 64)
  }

  deinit {
    unsafe base.deallocate()
  }

  /// Makes room for `capacity` bytes; what was held is lost when the block has to move.
  public func reserve(_ capacity: Int) {
    guard capacity > self.capacity else { return }
    unsafe base.deallocate()
    self.capacity = capacity
    unsafe base = .allocate(byteCount: capacity + Self.padding, alignment: 64)
  }

  /// Fills the padding behind the text with quotes, at which every search for a string's end stops.
  public func pad() {
    precondition(count >= 0 && count <= capacity, "text inside the block")
    unsafe (base + count).initializeMemory(
      as: UInt8.self,
      repeating: UInt8(ascii: "\""),
      count: Self.padding
    )
  }

  /// Bytes of the text, in the bounds that were filled.
  @inlinable
  public func bytes(at offset: Int, count length: Int) -> UnsafeRawBufferPointer {
    precondition(offset >= 0 && length >= 0 && offset + length <= count, "span inside the text")
    return unsafe UnsafeRawBufferPointer(start: base + offset, count: length)
  }
}
