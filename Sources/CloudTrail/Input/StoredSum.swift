// SPDX-License-Identifier: Apache-2.0
// UNSAFE: lends the bytes of a buffer to the hash.
// Invariant: the pointer lives for the one call, in which the buffer is not changed.
// Bounds: the buffer's own count.
import Columns
private import Crypto

extension SHA256Sum {
  /// The sum of what a buffer holds.
  ///
  /// - Complexity: O(n); one pass over bytes that were just read.
  init?(of buffer: ScanBuffer) {
    var hash = SHA256()
    unsafe hash.update(bufferPointer: buffer.bytes(at: 0, count: buffer.count))
    self.init(Array(hash.finalize()))
  }
}
