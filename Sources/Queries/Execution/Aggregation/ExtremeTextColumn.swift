// SPDX-License-Identifier: Apache-2.0
import Columns

/// `min(x)` and `max(x)` of text: times above all, which every second query asks for.
///
/// Short texts are compared as words, where they stand or by their codes, and are no values until the
/// end; long ones are kept apart and join them there.
struct ExtremeTextColumn: AggregateColumn {
  private let filter: AggregateFilter
  private let argument: ComputedColumn
  /// The number of the column, where the argument is one.
  private let column: Int?
  private var extremes: TextExtremes
  private var dictionary: ValueDictionary?
  private var generation = 0
  /// By code; nil for long texts.
  private var shortTexts: [ShortText?] = []

  init(_ call: AggregateCall, isGreatest: Bool, _ compiler: ExpressionCompiler) {
    filter = AggregateFilter(call.filter.map { [$0] } ?? [], compiler)
    argument = ComputedColumn(call.arguments[0], compiler)
    if case .column(let number) = call.arguments[0].kind { column = number } else { column = nil }
    extremes = TextExtremes(isGreatest: isGreatest)
  }

  mutating func extend(to groupCount: Int) {
    extremes.extend(to: groupCount)
  }

  mutating func update(_ morsel: Morsel, _ groups: [UInt32]) throws(QueryError) {
    let (rows, groups) = try filter.narrow(morsel, groups)
    switch column.map({ morsel.frame.batch.columns[$0] }) {
    case .dictionary(let vector): update(rows, groups, by: vector)
    case .spans(let vector) where vector.holdsText:
      update(rows, groups, from: vector)
    case .constant, .spans, .values, .none:
      for index in rows.indices {
        extremes.take(try argument.value(morsel.frame, rows[index]), Int(groups[index]))
      }
    }
  }

  func state() -> any AggregateColumnState { extremes }

  var byteCount: Int { extremes.byteCount + shortTexts.count * MemoryLayout<ShortText?>.stride }

  private mutating func update(_ rows: [UInt32], _ groups: [UInt32], by vector: DictionaryVector) {
    prepare(for: vector.dictionary)
    for index in rows.indices {
      let code = Int(vector.codes[Int(rows[index])])
      if code == 0 { continue }
      if let text = shortTexts[code] {
        extremes.take(text, Int(groups[index]))
      } else {
        extremes.take(vector.dictionary.values[code], Int(groups[index]))
      }
    }
  }

  private mutating func update(
    _ rows: [UInt32],
    _ groups: [UInt32],
    from vector: SpanVector
  ) {
    let texts = vector.shortTexts
    for index in rows.indices {
      let row = Int(rows[index])
      if let texts, let text = texts[row] {
        extremes.take(text, Int(groups[index]))
        continue
      }
      if vector.isNull(at: row) { continue }
      if let text = vector.shortText(at: row) {
        extremes.take(text, Int(groups[index]))
      } else {
        extremes.take(vector.value(at: row), Int(groups[index]))
      }
    }
  }

  private mutating func prepare(for current: ValueDictionary) {
    if dictionary !== current || generation != current.generation {
      dictionary = current
      generation = current.generation
      shortTexts = []
    }
    for value in current.values[shortTexts.count...] {
      if case .varchar(let text) = value {
        shortTexts.append(ShortText(text))
      } else {
        shortTexts.append(nil)
      }
    }
  }
}

/// The least or the greatest text of each group.
private struct TextExtremes: AggregateColumnState {
  private let isGreatest: Bool
  private var shortTexts: [ShortText?] = []
  /// Of texts that are not short, by group.
  private var longTexts: [Int: Text] = [:]
  /// The bytes of all long texts that were taken.
  private var longByteCount = 0

  var byteCount: Int {
    shortTexts.count * MemoryLayout<ShortText?>.stride + longTexts.count * 64 + longByteCount
  }

  init(isGreatest: Bool) {
    self.isGreatest = isGreatest
  }

  mutating func extend(to groupCount: Int) {
    let missing = groupCount - shortTexts.count
    if missing > 0 { shortTexts.append(contentsOf: repeatElement(nil, count: missing)) }
  }

  mutating func take(_ text: ShortText, _ group: Int) {
    if let best = shortTexts[group], isGreatest ? text <= best : text >= best { return }
    shortTexts[group] = text
  }

  mutating func take(_ value: Value, _ group: Int) {
    guard case .varchar(let text) = value else { return }
    if let short = ShortText(text) {
      take(short, group)
    } else {
      if let best = longTexts[group], better(of: best, text) == best { return }
      longByteCount += text.bytes.count
      longTexts[group] = text
    }
  }

  func emptied() -> any AggregateColumnState {
    TextExtremes(isGreatest: isGreatest)
  }

  mutating func merge(_ other: any AggregateColumnState, into targets: [Int]) {
    guard let other = other as? TextExtremes else {
      preconditionFailure("states of one call are of one type")
    }
    for (group, target) in targets.enumerated() {
      extend(to: target + 1)
      if let text = other.shortTexts[group] { take(text, target) }
      if let text = other.longTexts[group] { take(.varchar(text), target) }
    }
  }

  func finish(_ group: Int) -> Value {
    let long = longTexts.isEmpty ? nil : longTexts[group]
    guard let short = shortTexts[group]?.text else { return long.map(Value.varchar) ?? .null }
    return .varchar(long.map { better(of: short, $0) } ?? short)
  }

  func write(_ group: Int, to writer: inout RowWriter) {
    writer.append(finish(group))
  }

  mutating func read(from reader: inout RowReader) {
    let group = shortTexts.count
    extend(to: group + 1)
    take(reader.value(), group)
  }

  private func better(of left: Text, _ right: Text) -> Text {
    isGreatest ? max(left, right) : min(left, right)
  }
}
