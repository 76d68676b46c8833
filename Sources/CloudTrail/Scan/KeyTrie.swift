// SPDX-License-Identifier: Apache-2.0

/// The keys a scan looks for, level by level.
///
/// Each distinct path has a slot: its number in the order of the paths, which puts a path directly
/// before the paths that begin with it. What lies below an object is therefore a range of slots, and
/// is forgotten at once when the object is met a second time in its record.
struct KeyTrie {
  /// A key of one level and where its value goes.
  struct Key: Equatable {
    /// In lower case.
    let name: [UInt8]
    /// The slot of a wanted value.
    let slot: Int?
    /// The level to go on with when the value is an object.
    let table: Int?
  }

  /// One level of keys below one path.
  struct Table: Equatable {
    let keys: [Key]
    /// The slots of everything below.
    let slots: Range<Int>
  }

  /// Deeper paths are cut off here: they give NULL, and the scanner recurses no deeper.
  static let maximumDepth = 64

  /// The distinct paths, in their order.
  let paths: [[String]]
  /// `tables[0]` has the keys of a record; there is always one.
  let tables: [Table]

  /// Takes keys from the top level down, in lower case; an empty path is the whole record.
  init(paths wanted: some Sequence<[String]>) {
    let paths = Set(wanted).sorted { $0.lexicographicallyPrecedes($1) }
    var tables: [Table] = []
    _ = Self.addTable(for: paths, in: paths.indices, depth: 0, to: &tables)
    self.paths = paths
    self.tables = tables
  }

  /// The slot of one of the paths.
  func slot(of path: [String]) -> Int? {
    var low = 0
    var high = paths.count
    while low < high {
      let middle = (low + high) / 2
      if paths[middle].lexicographicallyPrecedes(path) { low = middle + 1 } else { high = middle }
    }
    return low < paths.count && paths[low] == path ? low : nil
  }

  /// Adds the table of the paths in `range`, which share their first `depth` keys, and those below.
  ///
  /// - Returns: the number of the table.
  private static func addTable(
    for paths: [[String]],
    in range: Range<Int>,
    depth: Int,
    to tables: inout [Table]
  ) -> Int {
    let number = tables.count
    tables.append(Table(keys: [], slots: range))
    var keys: [Key] = []
    var start = range.lowerBound
    while start < range.upperBound {
      guard paths[start].count > depth else {
        start += 1
        continue
      }
      let name = paths[start][depth]
      var end = start
      while end < range.upperBound, paths[end][depth] == name { end += 1 }
      let ownSlot = paths[start].count == depth + 1 ? start : nil
      let below = (ownSlot.map { $0 + 1 } ?? start)..<end
      let table =
        below.isEmpty || depth + 1 >= maximumDepth
        ? nil : addTable(for: paths, in: below, depth: depth + 1, to: &tables)
      keys.append(Key(name: Array(name.utf8), slot: ownSlot, table: table))
      start = end
    }
    tables[number] = Table(keys: keys, slots: range)
    return number
  }
}
