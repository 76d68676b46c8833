// SPDX-License-Identifier: Apache-2.0

/// How large one file may become before it is taken for an attack or a mistake, and not read.
///
/// CloudTrail's own files inflate to some 10 to 20 times their size, and to 50 MB at most.
package struct ScanLimits: Sendable, Equatable {
  /// Bytes of text one file may hold; never more than the places in a batch can speak of.
  package var inflatedByteCount: Int
  /// How many times its stored size a file may inflate to, once it is past `ratioFloor`.
  package var inflationRatio: Int
  /// Records one file may hold: their columns are kept until the file has ended.
  package var recordCount: Int
  /// A dictionary with more values is emptied before the next file.
  ///
  /// A column with four times as many is handed out value by value for that file.
  package var dictionaryValueCount: Int

  /// Below this size no ratio is suspicious, in bytes.
  static let ratioFloor = 16 << 20

  package init(
    inflatedByteCount: Int = 512 << 20,
    inflationRatio: Int = 250,
    recordCount: Int = 4_000_000,
    dictionaryValueCount: Int = 65_536
  ) {
    self.inflatedByteCount = min(max(inflatedByteCount, 0), ValueSpan.maximumByteCount)
    self.inflationRatio = max(inflationRatio, 1)
    self.recordCount = max(recordCount, 0)
    self.dictionaryValueCount = min(max(dictionaryValueCount, 1), 1 << 24)
  }

  /// The bytes a gzip file of a stored size may inflate to.
  func inflatedByteCount(forStored storedByteCount: Int) -> Int {
    let (byRatio, overflow) = storedByteCount.multipliedReportingOverflow(by: inflationRatio)
    return min(inflatedByteCount, overflow ? .max : max(byRatio, Self.ratioFloor))
  }
}
