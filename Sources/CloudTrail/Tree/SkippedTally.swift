// SPDX-License-Identifier: Apache-2.0
import Columns

/// Counts files that are not read, by kind.
struct SkippedTally {
  private struct Entry {
    var fileCount: Int
    var byteCount: Int
    var example: Text
    /// The root and the path of the example: the first in the order of the tree is kept.
    var place: (root: Int, path: Text)
  }

  private var entries: [SkippedKind: Entry] = [:]

  /// Counts one file; `path` is relative to its root, `example` has the root before it.
  mutating func add(
    _ kind: SkippedKind,
    byteCount: Int,
    root: Int,
    path: Text,
    example: @autoclosure () -> Text
  ) {
    guard var entry = entries[kind] else {
      entries[kind] = Entry(
        fileCount: 1,
        byteCount: byteCount,
        example: example(),
        place: (root, path)
      )
      return
    }
    entry.fileCount += 1
    entry.byteCount += byteCount
    if (root, path) < entry.place {
      entry.example = example()
      entry.place = (root, path)
    }
    entries[kind] = entry
  }

  /// By kind, in the order of their names.
  var inputs: [SkippedInput] {
    entries.map { kind, entry in
      SkippedInput(
        kind: kind.label,
        reason: kind.reason,
        fileCount: entry.fileCount,
        byteCount: entry.byteCount,
        example: entry.example
      )
    }.sorted { $0.kind < $1.kind }
  }
}
