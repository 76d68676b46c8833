// SPDX-License-Identifier: Apache-2.0
// UNSAFE: owns one block of raw memory that is inflated into, scanned and read through spans.
// Invariant: the block is only grown between two files, when no batch over it is alive; a batch
// keeps the buffer object alive. One worker owns a buffer; it is never shared between threads, and
// exclusive access to its fields is not checked.
// Bounds: `capacity` bytes and `padding` bytes more may be read; `bytes(at:count:)` checks, and
// `append` grows before it writes.

/// The memory one worker inflates a file into, with readable padding behind it.
@safe
public final class ScanBuffer {
  /// Bytes that may be read past the end by block-wise scanning.
  public static let padding = 64

  /// The first byte.
  @exclusivity(unchecked)
  public private(set) var base: UnsafeMutableRawPointer
  /// The bytes that may be written.
  public private(set) var capacity: Int
  /// The bytes that hold text.
  @inlinable
  public var count: Int {
    get { unsafe filledCount }
    set { unsafe filledCount = newValue }
  }
  // Both are looked at for every text of every row; a worker never changes them while it looks.
  @exclusivity(unchecked)
  @usableFromInline var filledCount = 0

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
    // Half as much again, since files that are a little larger than any before come often.
    self.capacity = max(capacity, self.capacity + self.capacity / 2)
    unsafe base = .allocate(byteCount: self.capacity + Self.padding, alignment: 64)
  }

  /// Makes room for `capacity` bytes and keeps the text.
  public func grow(to capacity: Int) {
    guard capacity > self.capacity else { return }
    let larger = UnsafeMutableRawPointer.allocate(
      byteCount: capacity + Self.padding,
      alignment: 64
    )
    unsafe larger.copyMemory(from: base, byteCount: count)
    unsafe base.deallocate()
    self.capacity = capacity
    unsafe base = larger
  }

  /// Adds bytes behind the text.
  public func append(_ bytes: Span<UInt8>) {
    guard bytes.count > 0 else { return }
    if count + bytes.count > capacity { grow(to: max(2 * capacity, count + bytes.count)) }
    unsafe bytes.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return }
      unsafe (base + count).copyMemory(from: start, byteCount: bytes.count)
    }
    count += bytes.count
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

  /// Whether the text begins with certain bytes.
  public func begins(with head: [UInt8]) -> Bool {
    guard count >= head.count else { return false }
    return unsafe head.elementsEqual(bytes(at: 0, count: head.count))
  }

  /// Bytes of the text, in the bounds that were filled.
  @inlinable
  public func bytes(at offset: Int, count length: Int) -> UnsafeRawBufferPointer {
    precondition(offset >= 0 && length >= 0 && offset + length <= count, "span inside the text")
    return unsafe UnsafeRawBufferPointer(start: base + offset, count: length)
  }
}
