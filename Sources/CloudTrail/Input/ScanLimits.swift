// SPDX-License-Identifier: Apache-2.0

/// How large things may become before they are taken for an attack or a mistake, and left out.
///
/// CloudTrail's own files inflate to some 10 to 20 times their size, and to 50 MB at most.
package struct ScanLimits: Sendable, Equatable {
  /// Bytes of text one file may hold; never more than the places in a batch can speak of.
  package var inflatedByteCount: Int
  /// How many times its stored size a file may inflate to, once it is past `ratioFloor`.
  package var inflationRatio: Int
  /// Records one file may hold: their columns are kept until the file has ended.
  package var recordCount: Int
  /// Bytes one record may have; CloudTrail's own have 256 KiB at most, or 1 MiB where so configured.
  package var recordByteCount: Int
  /// Objects and arrays that may stand in each other in one record.
  package var nestingDepth: Int
  /// Bytes one string of a record may have.
  package var stringByteCount: Int
  /// Files that are listed in all trees together.
  package var fileCount: Int
  /// A dictionary with more values is emptied before the next file.
  ///
  /// A column with four times as many is handed out value by value for that file.
  package var dictionaryValueCount: Int
  /// Bytes of memory for the identifiers of events that were met; more are kept on disk.
  package var identifierByteCount: Int

  /// No text can be larger, whatever is configured.
  package static let largestByteCount = ValueSpan.maximumByteCount

  /// Below this size no ratio is suspicious, in bytes.
  static let ratioFloor = 16 << 20

  package init(
    inflatedByteCount: Int = 512 << 20,
    inflationRatio: Int = 250,
    recordCount: Int = 4_000_000,
    recordByteCount: Int = 16 << 20,
    nestingDepth: Int = 5_000,
    stringByteCount: Int = 8 << 20,
    fileCount: Int = 10_000_000,
    dictionaryValueCount: Int = 65_536,
    identifierByteCount: Int = 24 << 20
  ) {
    self.inflatedByteCount = min(max(inflatedByteCount, 0), Self.largestByteCount)
    self.inflationRatio = max(inflationRatio, 1)
    self.recordCount = max(recordCount, 0)
    self.recordByteCount = max(recordByteCount, 0)
    self.nestingDepth = max(nestingDepth, 1)
    self.stringByteCount = max(stringByteCount, 0)
    self.fileCount = max(fileCount, 0)
    self.dictionaryValueCount = min(max(dictionaryValueCount, 1), 1 << 24)
    self.identifierByteCount = max(identifierByteCount, 0)
  }

  /// The bytes a gzip file of a stored size may inflate to.
  func inflatedByteCount(forStored storedByteCount: Int) -> Int {
    let (byRatio, overflow) = storedByteCount.multipliedReportingOverflow(by: inflationRatio)
    return min(inflatedByteCount, overflow ? .max : max(byRatio, Self.ratioFloor))
  }
}
