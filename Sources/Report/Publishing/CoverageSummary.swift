// SPDX-License-Identifier: Apache-2.0

/// What the logs of a report cover, for programs: a part of `report.json`.
struct CoverageSummary: Codable, Equatable {
  struct Kind: Codable, Equatable {
    var kind: String
    var grade: String
    var events: Int
    var reasons: [String]
  }

  /// Days and hours are added over regions.
  struct Account: Codable, Equatable {
    var account: String
    /// Those with files or digests.
    var regions: Int
    var files: Int
    var silentDays: Int
    var gapDays: Int
    var provenHours: Int
  }

  var kinds: [Kind]
  var signs: [String]
  var caveats: [String]
  var accounts: [Account]

  init(of coverage: Coverage) {
    kinds = coverage.judgement.kinds.map {
      Kind(
        kind: $0.kind.rawValue,
        grade: $0.grade.rawValue,
        events: $0.eventCount,
        reasons: $0.reasons
      )
    }
    signs = CoverageJudgement.signs
    caveats = coverage.judgement.caveats
    accounts = coverage.calendar.accounts.map { account, rows in
      Account(
        account: account,
        regions: rows.count { $0.isSeen },
        files: rows.reduce(0) { $0 + $1.fileCount },
        silentDays: rows.reduce(0) { $0 + $1.silentDayCount },
        gapDays: rows.reduce(0) { $0 + $1.gapDayCount },
        provenHours: rows.reduce(0) { $0 + $1.provenSeconds.proven } / 3600
      )
    }
  }
}

/// What became of the records in one scan of a query: a part of `report.json`.
///
/// `read` is the sum of all others.
struct ScanSummary: Codable, Equatable {
  var read: Int
  var outsideScope: Int
  var untrusted: Int
  var duplicatesRemoved: Int
  var otherTables: Int
  var filteredOut: Int
  var used: Int

  init(_ balance: ScanBalance) {
    read = balance.read
    outsideScope = balance.outsideScope
    untrusted = balance.untrusted
    duplicatesRemoved = balance.duplicates
    otherTables = balance.elsewhere
    filteredOut = balance.filteredOut
    used = balance.used
  }
}
