// SPDX-License-Identifier: Apache-2.0
import Columns

/// Finds the pairs of rows of two tables that a join's condition holds for.
///
/// A table of keys is made over the smaller side and asked with the rows of the other. Where its rows
/// do not fit in memory, both sides are first divided by the hashes of their keys, so that rows that
/// can match stay together; a part that still does not fit is taken in pieces, and the other side
/// is read once for each.
struct JoinMatcher {
  private let leftKeys: [RowFunction]
  private let rightKeys: [RowFunction]
  private let residual: JoinResidual?
  private let budget: MemoryBudget

  init(_ plan: JoinPlan, _ budget: MemoryBudget) {
    let compiler = ExpressionCompiler(memos: nil)
    leftKeys = plan.keys.map { compiler.function($0.left) }
    rightKeys = plan.keys.map { compiler.function($0.right) }
    residual = plan.condition.map { JoinResidual($0, leftWidth: plan.leftWidth) }
    self.budget = budget
  }

  /// Rows of one side in memory, with their numbers in the whole table.
  struct Piece {
    let rows: ValueTable
    let numbers: [Int]
  }

  /// Receives matches: pairs of places in a piece of the left and one of the right side.
  typealias Receiver = (
    _ pairs: [RowPair], _ left: Piece, _ right: Piece
  ) throws(QueryError) -> Void

  /// Looks at the sizes of two tables.
  func prepare(_ left: RowTable, _ right: RowTable, _ outer: [[Value]]) -> JoinMatching {
    let buildsRight = right.rowCount <= left.rowCount
    let share = MemoryShare(budget)
    let fits = share.hold((buildsRight ? right : left).footprint)
    if !fits { _ = share.hold(0) }
    return JoinMatching(
      left: JoinSide(left, leftKeys, outer),
      right: JoinSide(right, rightKeys, outer),
      residual: residual,
      outer: outer,
      buildsRight: buildsRight,
      fits: fits,
      share: share
    )
  }
}

/// The search for the matches of two tables.
struct JoinMatching {
  private static let partCount = 32

  fileprivate let left: JoinSide
  fileprivate let right: JoinSide
  fileprivate let residual: JoinResidual?
  fileprivate let outer: [[Value]]
  fileprivate let buildsRight: Bool
  /// Whether the side that the table of keys is made over is in memory as a whole.
  fileprivate let fits: Bool
  fileprivate let share: MemoryShare

  /// Whether every piece of the left side is handed over once, in its order, with all matches of its
  /// rows in the order of the right side.
  var isOrdered: Bool { fits && buildsRight }

  /// Hands over all matches.
  ///
  /// - Parameters:
  ///   - isSettled: whether no more matches of a left row are wanted, for semi-joins; pieces are then
  ///     handed over as soon as there are matches.
  ///   - receive: gets the pairs of two pieces.
  /// - Throws: what the condition or `receive` throws, or that the disk is full.
  func forEach(
    isSettled: ((Int) -> Bool)? = nil,
    _ receive: JoinMatcher.Receiver
  ) throws(QueryError) {
    let (build, probe) = buildsRight ? (right, left) : (left, right)
    if fits || build.keys.isEmpty {
      try match(build, probe, isSettled, receive)
    } else {
      let parts = try build.divided(Self.partCount, share.budget)
      let others = try probe.divided(Self.partCount, share.budget)
      for (build, probe) in zip(parts, others) { try match(build, probe, isSettled, receive) }
    }
    _ = share.hold(0)
  }

  private func match(
    _ build: JoinSide,
    _ probe: JoinSide,
    _ isSettled: ((Int) -> Bool)?,
    _ receive: JoinMatcher.Receiver
  ) throws(QueryError) {
    var rows = ValueTable(width: build.table.width)
    var numbers: [Int] = []
    var keys: [[Value]?] = []
    var byteCount = 0
    try build.forEachPiece { piece throws(QueryError) in
      byteCount += piece.rows.footprint
      if !fits, !share.hold(byteCount), rows.rowCount > 0 {
        let built = JoinMatcher.Piece(rows: rows, numbers: numbers)
        try ask(built, keys, probe, isSettled, receive)
        rows = ValueTable(width: build.table.width)
        numbers = []
        keys = []
        byteCount = piece.rows.footprint
        _ = share.hold(byteCount)
      }
      rows.append(piece.rows)
      numbers += piece.numbers
      if let added = try build.keys(of: piece) { keys += added }
    }
    try ask(JoinMatcher.Piece(rows: rows, numbers: numbers), keys, probe, isSettled, receive)
  }

  private func ask(
    _ built: JoinMatcher.Piece,
    _ keys: [[Value]?],
    _ probe: JoinSide,
    _ isSettled: ((Int) -> Bool)?,
    _ receive: JoinMatcher.Receiver
  ) throws(QueryError) {
    let table = JoinTable(keys)
    let all = Array(built.numbers.indices)
    try probe.forEachPiece { piece throws(QueryError) in
      let asked = try probe.keys(of: piece)
      var matches: [RowPair] = []
      var pending: [RowPair] = []
      for row in piece.numbers.indices {
        let candidates = asked.map { keys in keys[row].map(table.rows) ?? [] } ?? all
        for candidate in candidates {
          let pair =
            buildsRight
            ? RowPair(left: row, right: candidate) : RowPair(left: candidate, right: row)
          if let isSettled, isSettled((buildsRight ? piece : built).numbers[pair.left]) {
            // All that is left to ask about is settled, or all of one key is at once.
            if buildsRight || residual == nil { break }
            continue
          }
          pending.append(pair)
          let isFull = pending.count == JoinResidual.chunkSize
          guard isFull || (isSettled != nil && residual == nil) else { continue }
          if isFull { try Cancellation.check() }
          matches += try filtered(pending, built, piece)
          pending.removeAll(keepingCapacity: true)
          if isSettled != nil {
            try hand(matches, built, piece, receive)
            matches = []
          }
        }
      }
      matches += try filtered(pending, built, piece)
      try hand(matches, built, piece, receive)
    }
  }

  private func filtered(
    _ pairs: [RowPair],
    _ built: JoinMatcher.Piece,
    _ asking: JoinMatcher.Piece
  ) throws(QueryError) -> [RowPair] {
    guard let residual, !pairs.isEmpty else { return pairs }
    return buildsRight
      ? try residual.filter(pairs, asking.rows, built.rows, outer)
      : try residual.filter(pairs, built.rows, asking.rows, outer)
  }

  private func hand(
    _ pairs: [RowPair],
    _ built: JoinMatcher.Piece,
    _ asking: JoinMatcher.Piece,
    _ receive: JoinMatcher.Receiver
  ) throws(QueryError) {
    if buildsRight {
      try receive(pairs, asking, built)
    } else {
      try receive(pairs, built, asking)
    }
  }
}

/// One side of a join, or a part of it.
struct JoinSide {
  let table: RowTable
  let keys: [RowFunction]
  let outer: [[Value]]
  /// Whether a last column has the numbers that the rows have in the whole table.
  private let isNumbered: Bool

  init(_ table: RowTable, _ keys: [RowFunction], _ outer: [[Value]], isNumbered: Bool = false) {
    self.table = table
    self.keys = keys
    self.outer = outer
    self.isNumbered = isNumbered
  }

  func forEachPiece(
    _ body: (JoinMatcher.Piece) throws(QueryError) -> Void
  ) throws(QueryError) {
    try table.forEachChunk { chunk, first throws(QueryError) in
      try Cancellation.check()
      let numbers =
        isNumbered
        ? chunk.columns[table.width - 1].map(\.number) : Array(first..<(first + chunk.rowCount))
      try body(JoinMatcher.Piece(rows: chunk, numbers: numbers))
    }
  }

  func keys(of piece: JoinMatcher.Piece) throws(QueryError) -> [[Value]?]? {
    keys.isEmpty ? nil : try JoinTable.keys(of: piece.rows, keys, outer)
  }

  /// The rows by the hashes of their keys; those whose keys equal nothing are left out.
  func divided(_ count: Int, _ budget: MemoryBudget) throws(QueryError) -> [JoinSide] {
    var parts = (0..<count).map { _ in RowTableBuilder(width: table.width + 1, budget) }
    try forEachPiece { piece throws(QueryError) in
      for (row, key) in try JoinTable.keys(of: piece.rows, keys, outer).enumerated() {
        guard let key else { continue }
        // Hashes differ from process to process: where a row goes does not show.
        var hasher = Hasher()
        hasher.combine(key)
        let part = Int(hasher.finalize().magnitude % UInt(count))
        try parts[part].append { writer in
          for column in piece.rows.columns { writer.append(column[row]) }
          writer.append(.bigint(Int64(piece.numbers[row])))
        }
      }
    }
    var sides: [JoinSide] = []
    for part in parts { sides.append(JoinSide(try part.finish(), keys, outer, isNumbered: true)) }
    return sides
  }
}

extension Value {
  fileprivate var number: Int {
    if case .bigint(let number) = self { Int(number) } else { 0 }
  }
}
