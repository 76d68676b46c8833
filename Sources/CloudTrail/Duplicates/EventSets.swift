// SPDX-License-Identifier: Apache-2.0
import Columns

/// The events that were met so far, in a set for each account and day.
///
/// Files are taken by day and account, so that only a few sets are in use at a time. Beyond
/// the budget those that were not used for the longest time are written to a temporary file, and
/// read back when they are asked for again. The set in use stays in memory, whatever its size.
struct EventSets {
  private typealias Group = RecordIdentities.Group

  private struct Entry {
    /// Nil while it lies in the file.
    var set: EventSet?
    /// Where it was written to; sets only grow, so that what is there is current as long as it is as
    /// long.
    var stored: Range<Int>?
    var lastUse = 0
  }

  private let budget: Int
  private let seed = UInt64.random(in: 1...(.max))
  private var numbers: [Group: Int] = [:]
  private var entries: [Entry] = []
  /// The numbers of the sets in memory.
  private var resident: [Int] = []
  private var residentByteCount = 0
  private let file: TemporaryFile
  private var useCount = 0
  /// Set when nothing can be written: from then on all sets stay in memory.
  private var isFull = false

  /// Makes empty sets that keep to a number of bytes, with a file for what is beyond.
  init(budget: Int, file: TemporaryFile = TemporaryFile()) {
    self.budget = budget
    self.file = file
  }

  /// Looks up the rows of a file and remembers those that are new.
  ///
  /// - Parameters:
  ///   - rows: those of one file.
  ///   - claims: whether they are remembered; what is not to be trusted is only compared.
  /// - Returns: the numbers of the rows that are copies of earlier ones, ascending.
  /// - Throws: when what was written to the temporary file cannot be read.
  mutating func copies(
    among rows: RecordIdentities,
    claims: Bool
  ) throws(TemporaryFileError) -> [Int] {
    var copies: [Int] = []
    if rows.groups.count == 1 {
      copies = try self.copies(among: rows, rows.rows.indices, rows.groups[0], claims)
    } else {
      for (group, members) in zip(rows.groups, rows.rowsByGroup) {
        copies += try self.copies(among: rows, members, group, claims)
      }
      copies.sort()
    }
    return copies
  }

  private mutating func copies(
    among rows: RecordIdentities,
    _ members: some Sequence<Int>,
    _ group: RecordIdentities.Group,
    _ claims: Bool
  ) throws(TemporaryFileError) -> [Int] {
    let number = self.number(of: group)
    var set = try take(number)
    let byteCount = set.byteCount
    let copies =
      claims ? Self.claim(rows, members, &set) : Self.compare(rows, members, set, seed)
    put(set, at: number, grownFrom: byteCount)
    if residentByteCount > budget { spill() }
    return copies
  }

  private static func claim(
    _ rows: RecordIdentities,
    _ members: some Sequence<Int>,
    _ set: inout EventSet
  ) -> [Int] {
    let table = rows.rows
    var copies: [Int] = []
    // Of a day the largest files come first.
    if set.isEmpty { set.reserve(members.underestimatedCount) }
    for member in members {
      let isNew =
        switch table[member].form {
        case .none: true
        case .key(let key): set.insert(key)
        case .other(let place): set.insert(rows.others[place])
        }
      if !isNew { copies.append(member) }
    }
    return copies
  }

  private static func compare(
    _ rows: RecordIdentities,
    _ members: some Sequence<Int>,
    _ set: EventSet,
    _ seed: UInt64
  ) -> [Int] {
    let table = rows.rows
    var own = EventSet(seed: seed)
    var copies: [Int] = []
    for member in members {
      let isNew =
        switch table[member].form {
        case .none: true
        case .key(let key): !set.contains(key) && own.insert(key)
        case .other(let place):
          !set.contains(rows.others[place]) && own.insert(rows.others[place])
        }
      if !isNew { copies.append(member) }
    }
    return copies
  }

  private mutating func number(of group: Group) -> Int {
    if let number = numbers[group] { return number }
    let number = entries.count
    numbers[group] = number
    entries.append(Entry(set: EventSet(seed: seed)))
    resident.append(number)
    residentByteCount += entries[number].set?.byteCount ?? 0
    return number
  }

  /// Takes a set out, from memory or from the file.
  private mutating func take(_ number: Int) throws(TemporaryFileError) -> EventSet {
    useCount += 1
    entries[number].lastUse = useCount
    if let set = entries[number].set {
      entries[number].set = nil
      return set
    }
    guard let place = entries[number].stored else { return EventSet(seed: seed) }
    let bytes = try file.read(at: place.lowerBound, count: place.count)
    let set = EventSet(stored: bytes, seed: seed)
    resident.append(number)
    residentByteCount += set.byteCount
    return set
  }

  private mutating func put(_ set: EventSet, at number: Int, grownFrom byteCount: Int) {
    residentByteCount += set.byteCount - byteCount
    entries[number].set = set
  }

  /// Writes sets to the file until the others fit, those not used lately first.
  private mutating func spill() {
    guard !isFull, resident.count > 1 else { return }
    resident.sort { entries[$0].lastUse > entries[$1].lastUse }
    while resident.count > 1, residentByteCount > budget - budget / 4, let last = resident.last {
      guard write(last) else { return }
      resident.removeLast()
    }
  }

  /// - Returns: whether the set is in the file and no longer in memory.
  private mutating func write(_ number: Int) -> Bool {
    guard let set = entries[number].set else { return false }
    do throws(TemporaryFileError) {
      let bytes = set.stored
      let old = entries[number].stored
      if old?.count != bytes.count {
        let start = try file.append(bytes)
        entries[number].stored = start..<(start + bytes.count)
        if let old { file.release(at: old.lowerBound, count: old.count) }
      }
      entries[number].set = nil
      residentByteCount -= set.byteCount
      return true
    } catch {
      isFull = true
      return false
    }
  }
}
