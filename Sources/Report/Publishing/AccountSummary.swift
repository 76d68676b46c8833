// SPDX-License-Identifier: Apache-2.0
import Columns

/// What a report read and what became of it, for programs: a part of `report.json`.
struct AccountSummary: Codable, Equatable {
  struct Files: Codable, Equatable {
    /// Read, damaged or not, and skipped.
    var found: Int
    var read: Int
    var damaged: Int
    var skipped: Int
    var storedBytes: Int
    var inflatedBytes: Int
  }

  struct Skipped: Codable, Equatable {
    var kind: String
    var reason: String
    var files: Int
    var bytes: Int
  }

  struct Issue: Codable, Equatable {
    var kind: String
    var path: String
    var reason: String
  }

  /// `read` is the sum of `outsideScope`, `untrusted`, `duplicatesRemoved` and `used`.
  struct Records: Codable, Equatable {
    var read: Int
    var outsideScope: Int
    var untrusted: Int
    var duplicates: Int
    var duplicatesRemoved: Int
    var used: Int
    /// Of those used.
    var late: Int
    /// Of those used.
    var shared: Int
    /// Of those read, saved from damaged files.
    var salvaged: Int
    /// Beside those read: beyond a limit, or not JSON.
    var refused: Int
    /// Beside those read: messages that hold no record.
    var foreign: Int
  }

  var roots: [String]
  var files: Files
  var skipped: [Skipped]
  /// The first of them; `issueCount` of the summary tells how many there are.
  var issues: [Issue]
  var records: Records

  private static let mostIssues = 1000

  init(of site: Site) {
    let evidence = site.input.evidence
    roots = evidence.roots.map(\.string)
    files = Files(
      found: site.totals.fileCount + site.totals.skippedFileCount,
      read: site.totals.fileCount,
      damaged: evidence.files.count { $0.issue != nil },
      skipped: site.totals.skippedFileCount,
      storedBytes: site.totals.storedByteCount,
      inflatedBytes: site.totals.inflatedByteCount
    )
    skipped = evidence.skipped.map {
      Skipped(kind: $0.kind, reason: $0.reason, files: $0.fileCount, bytes: $0.byteCount)
    }
    issues = evidence.issues.prefix(Self.mostIssues).map {
      Issue(kind: $0.kind.rawValue, path: $0.path.string, reason: $0.reason)
    }
    let balance = site.balance
    records = Records(
      read: balance.read,
      outsideScope: balance.outsideScope,
      untrusted: balance.untrusted,
      duplicates: balance.duplicates,
      duplicatesRemoved: balance.removedDuplicates,
      used: balance.used,
      late: balance.late,
      shared: balance.shared,
      salvaged: balance.salvaged,
      refused: balance.refused,
      foreign: balance.foreign
    )
  }
}
