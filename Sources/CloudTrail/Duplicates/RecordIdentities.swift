// SPDX-License-Identifier: Apache-2.0
// UNSAFE: reads identifier, account and time of a record by address.
// Invariant: the text of the record that was last scanned lives through `append`.
// Bounds: a span's length is compared before its bytes are read: 36, 12 and 20 of them.
import Columns

/// Whose event each row of a file is: gathered while the file is scanned, so that copies can be told
/// apart afterwards.
///
/// Rows of one account and day make a group, which is looked up together.
struct RecordIdentities {
  /// Where a record keeps what is looked at.
  struct Slots {
    let identifier: Int
    let account: Int
    let time: Int
    let shared: Int
  }

  /// Of one account and day.
  struct Group: Hashable {
    /// The `recipientAccountId`; empty where there is none.
    var account: Text
    /// The day of the `eventTime`, as `Day.key`; 0 where there is none.
    var day: Int
  }

  /// One row, in 24 bytes.
  struct Row {
    enum Form {
      /// A record without an identifier is nobody's copy.
      case none
      case key(EventKey)
      /// A place among `others`.
      case other(Int)
    }

    fileprivate var high: UInt64
    fileprivate var low: UInt64
    fileprivate var details: UInt64

    fileprivate static let sharedFlag: UInt64 = 1 << 63

    var group: Int { Int(truncatingIfNeeded: details & 0x7fff_ffff) }
    var namesSharedEvent: Bool { details & Self.sharedFlag != 0 }
    var form: Form {
      if high | low != 0 { return .key(EventKey(high: high, low: low)) }
      let other = Int(truncatingIfNeeded: (details >> 31) & 0x7fff_ffff)
      return other == 0 ? .none : .other(other - 1)
    }
  }

  /// An account and day met lately, as they are written: records come in runs of one.
  private struct Memo {
    var account: UInt64 = 0
    var accountEnd: UInt32 = 0
    var day: UInt64 = 0
    var dayEnd: UInt16 = 0
    var group = -1

    func isSame(as other: Memo) -> Bool {
      account == other.account && accountEnd == other.accountEnd && day == other.day
        && dayEnd == other.dayEnd
    }

    /// Where it is kept, of so many places.
    func place(of count: Int) -> Int {
      let mixed = (account ^ UInt64(accountEnd) ^ UInt64(dayEnd) &<< 32) &* 0x9e37_79b9_7f4a_7c15
      return Int(truncatingIfNeeded: mixed &>> 40) % count
    }
  }

  private static let memoCount = 32

  private(set) var rows: [Row] = []
  private(set) var groups: [Group] = []
  private(set) var others: [Text] = []
  private let slots: Slots
  private var numbers: [Group: Int] = [:]
  private var memos = [Memo](repeating: Memo(), count: memoCount)

  init(slots: Slots) {
    self.slots = slots
  }

  /// Forgets the rows of the file before.
  mutating func begin() {
    rows.removeAll(keepingCapacity: true)
    guard !groups.isEmpty else { return }
    groups = []
    others = []
    numbers = [:]
    for index in memos.indices { memos[index].group = -1 }
  }

  /// Adds the record that was last scanned.
  @inline(__always)
  mutating func append(_ record: RecordScanner) {
    let text = record.text
    var row = Row(high: 0, low: 0, details: UInt64(group(of: record, text)))
    if !record.span(slots.shared).isNull { row.details |= Row.sharedFlag }
    let identifier = record.span(slots.identifier)
    if identifier.isPlain(EventKey.textLength),
      let key = unsafe EventKey(text.pointer(at: identifier.offset))
    {
      row.high = key.high
      row.low = key.low
    } else {
      keepOther(identifier, text, &row)
    }
    rows.append(row)
  }

  /// Keeps an identifier that is no UUID, or one that is written with escapes; an empty one is none.
  @inline(never)
  private mutating func keepOther(_ span: ValueSpan, _ text: PaddedText, _ row: inout Row) {
    let bytes = span.isNull ? [] : text.text(of: span)
    guard !bytes.isEmpty else { return }
    if bytes.count == EventKey.textLength {
      let key = unsafe bytes.withUnsafeBufferPointer { bytes in
        unsafe bytes.baseAddress.flatMap { unsafe EventKey($0) }
      }
      if let key {
        row.high = key.high
        row.low = key.low
        return
      }
    }
    others.append(Text(bytes: bytes))
    row.details |= UInt64(others.count) << 31
  }

  @inline(__always)
  private mutating func group(of record: RecordScanner, _ text: PaddedText) -> Int {
    let account = record.span(slots.account)
    let time = record.span(slots.time)
    // `YYYY-MM-DDThh:mm:ssZ` of an account of twelve digits: as good as always.
    guard account.isPlain(12), time.isPlain(20) else { return lookUp(account, time, text) }
    let name = unsafe UnsafeRawPointer(text.pointer(at: account.offset))
    let moment = unsafe UnsafeRawPointer(text.pointer(at: time.offset))
    let wanted = unsafe Memo(
      account: name.loadUnaligned(as: UInt64.self),
      accountEnd: name.loadUnaligned(fromByteOffset: 8, as: UInt32.self),
      day: moment.loadUnaligned(as: UInt64.self),
      dayEnd: moment.loadUnaligned(fromByteOffset: 8, as: UInt16.self)
    )
    let place = wanted.place(of: Self.memoCount)
    let memo = memos[place]
    if memo.group >= 0, memo.isSame(as: wanted) { return memo.group }
    memos[place] = wanted
    memos[place].group = lookUp(account, time, text)
    return memos[place].group
  }

  @inline(never)
  private mutating func lookUp(_ account: ValueSpan, _ time: ValueSpan, _ text: PaddedText) -> Int {
    let group = Group(
      account: Text(bytes: account.isNull ? [] : text.text(of: account)),
      day: time.isNull || time.isRaw ? 0 : RecordScanner.dayKey(text.text(of: time)) ?? 0
    )
    if let number = numbers[group] { return number }
    let number = groups.count
    groups.append(group)
    numbers[group] = number
    return number
  }
}

extension RecordIdentities {
  /// What the rows tell about a file that was delivered on a day; those removed, ascending, do not
  /// count.
  func summary(deliveredOn day: Day?, without removed: [Int]) -> (late: Int, shared: Int) {
    let isLate = groups.map { group in day.map { group.day > 0 && group.day < $0.key } ?? false }
    var late = 0
    var shared = 0
    var next = 0
    for (number, row) in rows.enumerated() {
      if next < removed.count, removed[next] == number {
        next += 1
        continue
      }
      if isLate[row.group] { late += 1 }
      if row.namesSharedEvent { shared += 1 }
    }
    return (late, shared)
  }

  /// The numbers of the rows, group by group, ascending in each.
  var rowsByGroup: [ArraySlice<Int>] {
    var starts = [Int](repeating: 0, count: groups.count + 1)
    for row in rows { starts[row.group + 1] += 1 }
    for group in groups.indices { starts[group + 1] += starts[group] }
    var places = starts
    var sorted = [Int](repeating: 0, count: rows.count)
    for (number, row) in rows.enumerated() {
      sorted[places[row.group]] = number
      places[row.group] += 1
    }
    return groups.indices.map { sorted[starts[$0]..<starts[$0 + 1]] }
  }
}

extension ValueSpan {
  /// Whether it is a string of so many bytes that is written as it reads.
  @inline(__always)
  fileprivate func isPlain(_ count: Int) -> Bool {
    UInt32(truncatingIfNeeded: word) == UInt32(truncatingIfNeeded: count)
  }
}
