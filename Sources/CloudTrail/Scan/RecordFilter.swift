// SPDX-License-Identifier: Apache-2.0

/// Decides of each record whether it lies in the scope.
///
/// The period is held against the first ten bytes of `eventTime`, the day in UTC. Account and region
/// are those of the file's place; only where that does not tell, `recipientAccountId` and
/// `awsRegion` decide. Of aggregated records, `timeWindow.windowStart` and `accountId` take the place
/// of what they lack. A record that lacks what has to be looked at lies outside the scope, unless only
/// its time is missing and its file was delivered within the period.
struct RecordFilter {
  private let slots: ColumnPlan.ScopeSlots
  private let firstKey: Int
  private let lastKey: Int
  private let isFileInPeriod: Bool
  private let accounts: [[UInt8]]
  private let regions: [[UInt8]]
  private let looksAtAccount: Bool
  private let looksAtRegion: Bool
  /// False when every record passes.
  let isActive: Bool

  init(scope: Scope, slots: ColumnPlan.ScopeSlots, file: LogFile) {
    self.slots = slots
    let firstKey = scope.from?.key ?? 0
    let lastKey = scope.to?.key ?? .max
    self.firstKey = firstKey
    self.lastKey = lastKey
    isFileInPeriod = file.day.map { $0.key >= firstKey && $0.key <= lastKey } ?? false
    accounts = (scope.accounts ?? []).map { Array($0.utf8) }
    regions = (scope.regions ?? []).map { Array($0.utf8) }
    looksAtAccount = slots.account != nil && file.account == nil
    looksAtRegion = slots.region != nil && file.region == nil
    isActive = slots.time != nil || looksAtAccount || looksAtRegion
  }

  /// Whether a record lies in the scope.
  func passes(_ record: RecordScanner) -> Bool {
    if let slot = slots.time {
      guard let key = record.dayKey(slot: slot) ?? windowKey(record) else {
        return isFileInPeriod && passesPlace(record)
      }
      guard key >= firstKey, key <= lastKey else { return false }
    }
    return passesPlace(record)
  }

  private func windowKey(_ record: RecordScanner) -> Int? {
    slots.windowStart.flatMap { record.dayKey(slot: $0) }
  }

  private func passesPlace(_ record: RecordScanner) -> Bool {
    if looksAtAccount, let slot = slots.account, !record.value(slot: slot, isOneOf: accounts),
      !(slots.ownAccount.map { record.value(slot: $0, isOneOf: accounts) } ?? false)
    {
      return false
    }
    if looksAtRegion, let slot = slots.region, !record.value(slot: slot, isOneOf: regions) {
      return false
    }
    return true
  }
}

extension RecordScanner {
  /// The day a text begins with, as `Day.key`; `nil` when it begins with none.
  static func dayKey(_ bytes: [UInt8]) -> Int? {
    bytes.count < 10 ? nil : dayKey { bytes[$0] }
  }

  /// The day a wanted string begins with, as `Day.key`; `nil` when it begins with none.
  @inline(__always)
  fileprivate func dayKey(slot: Int) -> Int? {
    let span = self.span(slot)
    if _slowPath(span.isEscaped) {
      return Self.dayKey(text.text(of: span))
    }
    guard !span.isNull, span.byteCount >= 10, !span.isRaw else { return nil }
    return Self.dayKey { text[span.offset &+ $0] }
  }

  /// Reads `YYYY-MM-DD`.
  @inline(__always)
  private static func dayKey(_ byte: (Int) -> UInt8) -> Int? {
    var key = 0
    for index in 0..<10 {
      if index == 4 || index == 7 {
        guard byte(index) == UInt8(ascii: "-") else { return nil }
      } else {
        let digit = byte(index) &- UInt8(ascii: "0")
        guard digit <= 9 else { return nil }
        key = key &* 10 &+ Int(digit)
      }
    }
    return key
  }

  /// Whether a wanted value is one of some texts.
  fileprivate func value(slot: Int, isOneOf texts: [[UInt8]]) -> Bool {
    let span = self.span(slot)
    guard !span.isNull else { return false }
    return texts.contains(text.text(of: span))
  }
}
