// SPDX-License-Identifier: Apache-2.0
import Columns

/// Finds the records of one text after another, and fills the builder with their values.
struct TextScanner {
  private let scope: Scope
  private let limits: ScanLimits
  private let damaged: DamagedFiles
  private let plan: ColumnPlan
  private let tables: KeyTables
  private let builder: EventBatchBuilder
  private let unwrapped = ScanBuffer(capacity: 0)

  init(
    _ plan: ColumnPlan,
    scope: Scope,
    limits: ScanLimits,
    damaged: DamagedFiles,
    into builder: EventBatchBuilder
  ) {
    self.scope = scope
    self.limits = limits
    self.damaged = damaged
    self.plan = plan
    self.builder = builder
    tables = KeyTables(plan.trie)
  }

  /// Scans the records of a text into the builder.
  ///
  /// - Returns: the text that the builder's rows point into; `nil` when no row of the file counts.
  func scan(_ text: ScanBuffer, of file: LogFile, _ account: inout FileAccount) -> ScanBuffer? {
    builder.begin()
    switch InputFormat(text) {
    case .empty: noteEmpty(&account, file)
    case .gzip: noteUnread("holds gzip in gzip, expected JSON", file, &account)
    case .zstd: noteUnread("holds zstd in gzip, expected JSON", file, &account)
    case .wideText: noteUnread("is UTF-16 text, expected UTF-8", file, &account)
    case .parquet: account.skipped = .parquet
    case .zip: account.skipped = .zip
    case .text(let start): return scan(text, from: start, of: file, &account)
    }
    return nil
  }

  private func noteEmpty(_ account: inout FileAccount, _ file: LogFile) {
    let isVoid = account.evidence.storedByteCount == 0
    account.note(InputFailure(.empty, isVoid ? "holds no bytes" : "holds no text, expected JSON"))
  }

  private func noteUnread(_ reason: String, _ file: LogFile, _ account: inout FileAccount) {
    account.note(InputFailure(.notJSON, reason), unlessForeign: file)
  }

  /// Scans records where they stand; where that cannot be, they are unwrapped first.
  private func scan(
    _ text: ScanBuffer,
    from start: Int,
    of file: LogFile,
    _ account: inout FileAccount
  ) -> ScanBuffer? {
    var document = document(over: text, of: file)
    var failure: InputFailure?
    do throws(InputFailure) {
      switch try document.read(from: start) {
      case .records(let trailingByteCount):
        if trailingByteCount > 0 {
          account.note(
            InputFailure(
              .trailingData,
              "\(trailingByteCount) bytes behind the JSON document are not used"
            )
          )
        }
      case .wrapped: return unwrap(text, from: start, of: file, &account)
      case .skipped(let kind):
        account.skipped = kind
        return nil
      }
    } catch {
      // Behind a broken record or line among others, the next lines can be read.
      if document.documentCount > 0, document.form == .records, error.kind != .tooLarge {
        return unwrap(text, from: start, of: file, &account)
      }
      if document.tally.seenCount == 0, error.kind == .notJSON || error.kind == .noRecords,
        let kind = ForeignText.kind(text)
      {
        account.skipped = kind
        return nil
      }
      failure = error
    }
    account.evidence.form = document.form.rawValue
    account.evidence.isReformatted =
      document.form == .logFile && !text.begins(with: Self.compactHead)
    return finish(document.tally, failure, text, of: file, &account)
  }

  /// As CloudTrail writes the beginning of a log file.
  private static let compactHead = Array("{\"Records\":[".utf8)

  /// Writes the records that stand inside something else one after the other, and scans those.
  private func unwrap(
    _ text: ScanBuffer,
    from start: Int,
    of file: LogFile,
    _ account: inout FileAccount
  ) -> ScanBuffer? {
    builder.begin()
    var unwrapper = Unwrapper(into: unwrapped, limits: limits)
    var document = document(over: unwrapped, of: file)
    var failure: InputFailure?
    do throws(InputFailure) {
      try unwrapper.unwrap(text, from: start)
      document = self.document(over: unwrapped, of: file)
      try document.readRecords(at: unwrapper.starts)
      failure = unwrapper.breakage
    } catch {
      failure = error
    }
    if unwrapper.starts.isEmpty, let kind = unwrapper.foreignKind ?? ForeignText.kind(text) {
      account.skipped = kind
      return nil
    }
    if unwrapper.starts.isEmpty, unwrapper.foreignCount > 0, failure == nil,
      unwrapper.form != nil
    {
      account.skipped = .otherMessages
      return nil
    }
    if unwrapper.starts.isEmpty, unwrapper.form == nil, failure == nil {
      account.note(InputFailure(.noRecords, "holds no CloudTrail record"), unlessForeign: file)
      return nil
    }
    account.evidence.form = (unwrapper.form ?? .records).rawValue
    account.evidence.foreignCount = unwrapper.foreignCount
    account.evidence.refusedCount = unwrapper.brokenCount
    return finish(document.tally, failure, unwrapped, of: file, &account)
  }

  private func document(over text: ScanBuffer, of file: LogFile) -> LogDocument {
    LogDocument(
      RecordScanner(PaddedText(text), tables: tables),
      plan,
      limits: limits,
      filter: RecordFilter(scope: scope, slots: plan.scopeSlots, file: file),
      builder: builder
    )
  }

  /// Settles what of a text counts.
  private func finish(
    _ tally: RecordTally,
    _ failure: InputFailure?,
    _ text: ScanBuffer,
    of file: LogFile,
    _ account: inout FileAccount
  ) -> ScanBuffer? {
    account.evidence.refusedCount += tally.refusedCount
    if let failure {
      if tally.seenCount == 0, failure.kind == .notJSON || failure.kind == .noRecords {
        account.note(failure, unlessForeign: file)
        return nil
      }
      account.note(failure)
    }
    if let refusal = tally.refusal {
      let count = tally.refusedCount
      let others = count > 1 ? ", and \(count - 1) more are left out" : ", and is left out"
      account.note(InputFailure(refusal.kind, refusal.reason + others))
    }
    // Too much of everything is an attack or a mistake, of which a part is not better.
    if failure?.kind == .tooLarge { return nil }
    let isDamaged = failure != nil || account.isDamaged
    if isDamaged, damaged == .skip {
      if tally.seenCount > 0 {
        account.addToReason("; the \(tally.seenCount) whole records in it are not used")
      }
      return nil
    }
    account.evidence.recordCount = tally.recordCount
    account.evidence.outsideScopeCount = tally.outsideScopeCount
    account.evidence.others = tally.others
    if isDamaged, tally.seenCount > 0 {
      account.evidence.salvagedCount = tally.seenCount
      account.addToReason(
        tally.seenCount == 1
          ? "; 1 whole record in it is used" : "; \(tally.seenCount) whole records in it are used"
      )
    }
    return text
  }
}
