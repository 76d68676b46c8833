// SPDX-License-Identifier: Apache-2.0
import Columns

/// Reads files for one worker: from a path to the text, inflated where the bytes say so.
///
/// The text stays in the loader's buffers until the next file is loaded.
struct TextLoader {
  /// So much of a file whose name is no log's is looked at before it is read.
  private static let headByteCount = 4096

  private let limits: ScanLimits
  private let hashesFiles: Bool
  private let gzip = GzipReader()
  private let zstd = ZstdReader()
  private let stored = ScanBuffer(capacity: 0)
  private let inflated = ScanBuffer(capacity: 0)

  init(limits: ScanLimits, hashesFiles: Bool) {
    self.limits = limits
    self.hashesFiles = hashesFiles
  }

  /// The text of a file, and what the file was found to be so far.
  ///
  /// - Returns: `nil` when there is nothing to look for records in; the account says why. Damage that
  ///   leaves a part of the text is noted, and that part returned.
  func load(_ file: LogFile, _ account: inout FileAccount) -> ScanBuffer? {
    do throws(InputFailure) {
      if !file.hasLogName, let kind = try foreignKind(of: account.location) {
        account.skipped = kind
        return nil
      }
      try read(file, &account)
      account.evidence.storedByteCount = stored.count
      if hashesFiles { account.evidence.storedSum = SHA256Sum(of: stored) }
      let format = InputFormat(stored)
      guard format == .gzip || format == .zstd else {
        account.evidence.inflatedByteCount = stored.count
        return stored
      }
      let inflation = try format == .gzip ? inflateGzip() : inflateZstd()
      account.evidence.inflatedByteCount = inflated.count
      if let damage = inflation.damage { account.note(damage) }
      if inflation.trailingByteCount > 0 {
        account.note(
          InputFailure(
            .trailingData,
            "\(inflation.trailingByteCount) bytes behind the first gzip member are not used"
          )
        )
      }
      return inflated
    } catch {
      account.note(error)
      return nil
    }
  }

  private func read(_ file: LogFile, _ account: inout FileAccount) throws(InputFailure) {
    let limit = limits.inflatedByteCount
    if file.isStandardInput {
      return try FileReader.standardInput(limit: limit, into: stored)
    }
    let change = try FileReader.read(
      account.location,
      followsLink: file.isRoot,
      limit: limit,
      into: stored
    )
    if let change { account.note(change) }
  }

  /// What a file whose name is no log's is, when its first bytes show that it holds no records.
  private func foreignKind(of location: Text) throws(InputFailure) -> SkippedKind? {
    try FileReader.head(location, byteCount: Self.headByteCount, into: stored)
    switch InputFormat(stored) {
    case .gzip, .zstd, .parquet, .zip: return nil
    case .empty, .wideText: return .otherFile
    case .text(let start):
      switch PaddedText(stored)[start] {
      case UInt8(ascii: "{"), UInt8(ascii: "["): return nil
      default: return ForeignText.kind(stored) ?? (ForeignText.isLine(stored) ? nil : .otherFile)
      }
    }
  }

  /// Inflates the first member of a log file, and all members of anything else.
  ///
  /// A log file's digest covers the first member only. What Firehose and CloudWatch Logs write may
  /// have many.
  private func inflateGzip() throws(InputFailure) -> Inflation {
    let inflation = try gzip.inflate(stored, into: inflated, limits: limits)
    guard inflation.trailingByteCount > 0,
      GzipStream.isMember(stored, at: stored.count - inflation.trailingByteCount),
      !LogDocument.isLogFile(inflated)
    else { return inflation }
    return try GzipStream.inflate(
      stored,
      into: inflated,
      .all,
      limit: limits.inflatedByteCount(forStored: stored.count)
    )
  }

  private func inflateZstd() throws(InputFailure) -> Inflation {
    try zstd.inflate(
      stored,
      into: inflated,
      limit: limits.inflatedByteCount(forStored: stored.count)
    )
  }
}
