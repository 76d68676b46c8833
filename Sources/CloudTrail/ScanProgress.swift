// SPDX-License-Identifier: Apache-2.0
private import Synchronization

/// How far a scan has come: counters that workers raise after each file and anybody may read.
package final class ScanProgress: Sendable {
  private let files = Atomic<Int>(0)
  private let storedBytes = Atomic<Int>(0)
  private let inflatedBytes = Atomic<Int>(0)

  package init() {}

  /// Files read to their end, damaged ones included.
  package var fileCount: Int { files.load(ordering: .relaxed) }
  /// Bytes of those files, as they lie on disk.
  package var storedByteCount: Int { storedBytes.load(ordering: .relaxed) }
  /// Bytes of text in them.
  package var inflatedByteCount: Int { inflatedBytes.load(ordering: .relaxed) }

  func addFile(storedByteCount: Int, inflatedByteCount: Int) {
    files.add(1, ordering: .relaxed)
    storedBytes.add(storedByteCount, ordering: .relaxed)
    inflatedBytes.add(inflatedByteCount, ordering: .relaxed)
  }
}
