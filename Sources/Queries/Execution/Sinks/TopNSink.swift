// SPDX-License-Identifier: Apache-2.0
import Columns

/// Keeps the first `count` rows in the order of its keys; equal keys go by their place in the
/// input.
struct TopNSink: Sink {
  private let output: [ComputedColumn]
  private let keys: [ComputedColumn]
  private var top: TopRows

  init(
    _ output: [BoundExpression],
    _ keys: [SortKey],
    count: Int,
    withTies: Bool,
    _ compiler: ExpressionCompiler,
    _ budget: MemoryBudget
  ) {
    self.output = output.map { ComputedColumn($0, compiler) }
    self.keys = keys.map { ComputedColumn($0.expression, compiler) }
    top = TopRows(order: RowOrder(keys), count: count, withTies: withTies, budget)
  }

  func isSatisfied(in unit: Int) -> Bool { top.count == 0 }

  mutating func consume(_ morsel: Morsel) throws(QueryError) {
    let firstTexts = keys.first?.texts(in: morsel.frame.batch)
    // Logs are written in the order of time: from this end the best of a batch come first, and the others
    // fall out by them.
    let isDescending = !keys.isEmpty && top.order.direction(0).isDescending
    for row in isDescending ? morsel.selection.reversed() : morsel.selection {
      // Nearly every row of a large input falls out by its first key.
      if let firstTexts, excludes(firstTexts, row) { continue }
      var values: [Value] = []
      for key in keys {
        values.append(try key.value(morsel.frame, row))
        if values.count == 1, firstTexts == nil, top.excludes(firstKey: values[0]) { break }
      }
      if values.count < keys.count { continue }
      let position = morsel.position(of: row)
      if top.excludes(values, position) { continue }
      var outputs: [Value] = []
      for column in output { outputs.append(try column.value(morsel.frame, row)) }
      try top.insert(TopRows.Entry(keys: values, position: position, values: outputs))
    }
  }

  /// Whether a row cannot be among the best by the text of its first key.
  private func excludes(_ texts: SpanVector, _ row: UInt32) -> Bool {
    if let shortTexts = texts.shortTexts, let text = shortTexts[Int(row)] {
      return top.excludes(firstKey: text)
    }
    return texts.withText(at: Int(row)) { top.excludes(firstKey: $0) } ?? false
  }

  func state() -> any SinkState {
    TopNState(width: output.count, top: top)
  }
}

/// The candidates of all workers.
private struct TopNState: SinkState {
  let width: Int
  var top: TopRows

  var heldCount: Int { top.entries.count }

  mutating func merge(_ other: any SinkState) throws(QueryError) {
    guard let other = other as? TopNState else {
      preconditionFailure("states of one pipeline are of one type")
    }
    try top.merge(other.top)
  }

  mutating func finish() throws(QueryError) -> RowTable {
    try top.table(width: width)
  }
}

/// The best rows so far.
///
/// Rows gather behind the best until there are as many again, and are then sorted and cut: O(log
/// count) a kept row, like a heap, and rows tied with the last can simply stay. Where even the best do
/// not fit in memory, they are handed to a sorter, and gathering begins anew.
struct TopRows: Sendable {
  struct Entry: Sendable {
    let keys: [Value]
    let position: RowPosition
    let values: [Value]

    /// About how many bytes it takes in memory.
    fileprivate var footprint: Int {
      (keys + values).reduce(128) { $0 + 8 + $1.footprint }
    }
  }

  let count: Int
  private(set) var entries: [Entry] = []
  let order: RowOrder
  private let withTies: Bool
  /// The last row that counts, as of the last cut.
  private var threshold: Entry?
  /// Its first key, where that is a short text.
  private var shortThreshold: ShortText?
  private var nextCut: Int
  private let share: MemoryShare
  private var byteCount = 0
  private var overflow: RowSorter?

  init(order: RowOrder, count: Int, withTies: Bool, _ budget: MemoryBudget) {
    share = MemoryShare(budget)
    self.order = order
    self.count = count
    self.withTies = withTies
    nextCut = max(count, min(count, 1 << 40) * 2, 256)
  }

  /// Whether a row with this text as its first key cannot be among the best.
  func excludes(firstKey text: ShortText) -> Bool {
    guard let last = shortThreshold else { return excludes(firstKey: text.text.bytes.span) }
    return order.direction(0).isDescending ? text < last : text > last
  }

  /// Whether a row with this text as its first key cannot be among the best.
  func excludes(firstKey text: Span<UInt8>) -> Bool {
    guard let threshold else { return false }
    let direction = order.direction(0)
    guard case .varchar(let last) = threshold.keys[0] else { return direction.nullsFirst }
    let answer = Text.compare(text, last.bytes.span)
    return direction.isDescending ? answer < 0 : answer > 0
  }

  /// Whether a row with this first key cannot be among the best.
  func excludes(firstKey: Value) -> Bool {
    guard let threshold else { return false }
    return order.compare(key: 0, firstKey, threshold.keys[0]) > 0
  }

  /// Whether a row cannot be among the best.
  func excludes(_ keys: [Value], _ position: RowPosition) -> Bool {
    guard let threshold else { return false }
    let answer = order.compare(keys, threshold.keys)
    return answer > 0 || (answer == 0 && !withTies && position > threshold.position)
  }

  /// Adds a row.
  mutating func insert(_ entry: Entry) throws(QueryError) {
    entries.append(entry)
    byteCount += entry.footprint
    if entries.count >= nextCut {
      prune()
      nextCut = max(entries.count + entries.count / 2, 256)
    }
    guard !share.hold(byteCount) else { return }
    prune()
    if !share.hold(byteCount) { try moveOut() }
  }

  /// Takes the candidates of another worker.
  mutating func merge(_ other: TopRows) throws(QueryError) {
    if var theirs = other.overflow {
      var sorter = overflow ?? RowSorter(order: order, share.budget)
      theirs.sort()
      try sorter.add(sorted: theirs)
      overflow = sorter
    }
    for entry in other.entries where !excludes(entry.keys, entry.position) { try insert(entry) }
  }

  /// The best rows, best first.
  mutating func table(width: Int) throws(QueryError) -> RowTable {
    var builder = RowTableBuilder(width: width, share.budget)
    prune()
    guard overflow != nil else {
      for entry in entries { try builder.append(entry.values) }
      return try builder.finish()
    }
    try moveOut()
    var taken = 0
    var lastKeys: [Value] = []
    try overflow?.finish { entry throws(QueryError) in
      let isTied = withTies && taken > 0 && order.compare(entry.keys, lastKeys) == 0
      guard taken < count || isTied else { return }
      try builder.appendWritten(entry.payload.span)
      taken += 1
      if taken <= count { lastKeys = entry.keys }
    }
    return try builder.finish()
  }

  /// Hands the rows to the sorter; what was known of the last row that counts stays true.
  private mutating func moveOut() throws(QueryError) {
    var sorter = overflow ?? RowSorter(order: order, share.budget)
    for entry in entries {
      var writer = RowWriter()
      for value in entry.values { writer.append(value) }
      try sorter.add(
        keys: entry.keys,
        SortPlace(entry.position),
        writer.bytes
      )
    }
    overflow = sorter
    entries = []
    byteCount = 0
    _ = share.hold(0)
  }

  /// Sorts the rows and drops all but the best.
  mutating func prune() {
    entries.sort { left, right in
      let answer = order.compare(left.keys, right.keys)
      return answer == 0 ? left.position < right.position : answer < 0
    }
    guard entries.count >= count, count > 0 else {
      if count == 0 { entries = [] }
      byteCount = entries.reduce(0) { $0 + $1.footprint }
      return
    }
    let last = entries[count - 1]
    var end = count
    if withTies {
      while end < entries.count, order.compare(entries[end].keys, last.keys) == 0 { end += 1 }
    }
    entries.removeLast(entries.count - end)
    byteCount = entries.reduce(0) { $0 + $1.footprint }
    threshold = last
    shortThreshold = nil
    if case .varchar(let text)? = last.keys.first { shortThreshold = ShortText(text) }
  }
}
