// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Functions that give maps, their entries in the order in which the keys first stand in the input.
enum MapAggregates {
  static let all: [AggregateFunction] = [
    AggregateFunction(
      "map_agg",
      "A map of the keys and values; of equal keys the first counts.",
      [AggregateOverload("(K, V) -> map(K, V)", skipsNulls: false) { _, _ in PairMapAccumulator() }]
    ),
    AggregateFunction(
      "multimap_agg",
      "A map of each key to the array of its values.",
      [
        AggregateOverload("(K, V) -> map(K, array(V))", skipsNulls: false) { _, _ in
          MultiMapAccumulator()
        }
      ]
    ),
    AggregateFunction(
      "map_union",
      "All entries of the maps; of equal keys the first counts.",
      [AggregateOverload("(map(K, V)) -> map(K, V)") { _, _ in MapUnionAccumulator() }]
    ),
    AggregateFunction(
      "histogram",
      "A map of each value to the number of its rows.",
      [AggregateOverload("(T) -> map(T, bigint)") { _, _ in HistogramAccumulator() }]
    ),
    AggregateFunction(
      "approx_most_frequent",
      "A map of the most frequent values to the number of their rows; counted exactly.",
      [
        AggregateOverload("(bigint, T, bigint) -> map(T, bigint)") { _, _ in
          MostFrequentAccumulator()
        }
      ]
    ),
  ]
}

/// `map_agg`: keys that are NULL are passed over, values may be NULL.
private struct PairMapAccumulator: TypedAccumulator {
  private typealias Entry = (position: RowPosition, entry: MapEntry)

  private var entries: [Value: Entry] = [:]

  mutating func add(_ arguments: [Value], at position: RowPosition) {
    if arguments[0].isNull { return }
    take((position, MapEntry(key: arguments[0], value: arguments[1])))
  }

  mutating func combine(_ other: PairMapAccumulator) {
    for (_, entry) in other.entries { take(entry) }
  }

  private mutating func take(_ entry: Entry) {
    if let known = entries[entry.entry.key], known.position < entry.position { return }
    entries[entry.entry.key] = entry
  }

  var keepsRows: Bool { true }

  func write(to writer: inout RowWriter) {
    writer.append(count: entries.count)
    for (_, entry) in entries {
      writer.append(entry.position)
      writer.append(entry.entry.key)
      writer.append(entry.entry.value)
    }
  }

  mutating func read(from reader: inout RowReader) {
    for _ in 0..<reader.count() {
      let position = reader.position()
      let key = reader.value()
      take((position, MapEntry(key: key, value: reader.value())))
    }
  }

  func finish() -> Value {
    if entries.isEmpty { return .null }
    return .map(entries.values.sorted { $0.position < $1.position }.map(\.entry))
  }
}

private struct MultiMapAccumulator: TypedAccumulator {
  private var keys = FirstPlaces<RowPosition>()
  private var values: [Value: PositionedList<Value>] = [:]

  mutating func add(_ arguments: [Value], at position: RowPosition) {
    if arguments[0].isNull { return }
    keys.insert(arguments[0], at: position)
    values[arguments[0], default: PositionedList()].append(arguments[1], at: position)
  }

  mutating func combine(_ other: MultiMapAccumulator) {
    keys.insert(other.keys)
    for (key, list) in other.values {
      values[key, default: PositionedList()].append(list)
    }
  }

  var keepsRows: Bool { true }

  func write(to writer: inout RowWriter) {
    keys.write(to: &writer) { $0.append($1) }
    writer.append(count: values.count)
    for (key, list) in values {
      writer.append(key)
      list.write(to: &writer) { $0.append($1) }
    }
  }

  mutating func read(from reader: inout RowReader) {
    keys.read(from: &reader) { $0.position() }
    for _ in 0..<reader.count() {
      let key = reader.value()
      values[key, default: PositionedList()].read(from: &reader) { $0.value() }
    }
  }

  func finish() -> Value {
    if keys.isEmpty { return .null }
    return .map(
      keys.values.map { MapEntry(key: $0, value: .array(values[$0]?.elements ?? [])) }
    )
  }
}

private struct MapUnionAccumulator: TypedAccumulator {
  private struct Entry {
    let position: RowPosition
    let index: Int
    let entry: MapEntry

    func precedes(_ other: Entry) -> Bool {
      position != other.position ? position < other.position : index < other.index
    }
  }

  private var entries: [Value: Entry] = [:]
  private var isEmpty = true

  mutating func add(_ arguments: [Value], at position: RowPosition) throws(QueryError) {
    isEmpty = false
    for (index, entry) in try arguments[0].asMap.enumerated() {
      take(Entry(position: position, index: index, entry: entry))
    }
  }

  mutating func combine(_ other: MapUnionAccumulator) {
    isEmpty = isEmpty && other.isEmpty
    for (_, entry) in other.entries { take(entry) }
  }

  private mutating func take(_ entry: Entry) {
    if let known = entries[entry.entry.key], known.precedes(entry) { return }
    entries[entry.entry.key] = entry
  }

  var keepsRows: Bool { true }

  func write(to writer: inout RowWriter) {
    writer.append(flag: isEmpty)
    writer.append(count: entries.count)
    for (_, entry) in entries {
      writer.append(entry.position)
      writer.append(count: entry.index)
      writer.append(entry.entry.key)
      writer.append(entry.entry.value)
    }
  }

  mutating func read(from reader: inout RowReader) {
    isEmpty = reader.flag()
    for _ in 0..<reader.count() {
      let position = reader.position()
      let index = reader.count()
      let key = reader.value()
      let entry = MapEntry(key: key, value: reader.value())
      take(Entry(position: position, index: index, entry: entry))
    }
  }

  func finish() -> Value {
    if isEmpty { return .null }
    return .map(entries.values.sorted { $0.precedes($1) }.map(\.entry))
  }
}

/// Values with the number of their rows.
private struct ValueCounts {
  private var keys = FirstPlaces<RowPosition>()
  private var counts: [Value: Int64] = [:]

  var isEmpty: Bool { counts.isEmpty }

  mutating func add(_ value: Value, at position: RowPosition) {
    keys.insert(value, at: position)
    counts[value, default: 0] += 1
  }

  mutating func add(_ other: ValueCounts) {
    keys.insert(other.keys)
    counts.merge(other.counts) { $0 + $1 }
  }

  func write(to writer: inout RowWriter) {
    keys.write(to: &writer) { $0.append($1) }
    for value in keys.values { writer.append(signed: counts[value] ?? 0) }
  }

  mutating func read(from reader: inout RowReader) {
    keys.read(from: &reader) { $0.position() }
    for value in keys.values { counts[value] = reader.signed() }
  }

  var entries: [(value: Value, count: Int64)] {
    keys.values.map { ($0, counts[$0] ?? 0) }
  }
}

private struct HistogramAccumulator: TypedAccumulator {
  private var counts = ValueCounts()

  mutating func add(_ arguments: [Value], at position: RowPosition) {
    counts.add(arguments[0], at: position)
  }

  mutating func combine(_ other: HistogramAccumulator) { counts.add(other.counts) }

  var keepsRows: Bool { true }

  func write(to writer: inout RowWriter) {
    counts.write(to: &writer)
  }

  mutating func read(from reader: inout RowReader) {
    counts.read(from: &reader)
  }

  func finish() -> Value {
    if counts.isEmpty { return .null }
    return .map(counts.entries.map { MapEntry(key: $0.value, value: .bigint($0.count)) })
  }
}

/// `approx_most_frequent`: the entries by their counts, of equal ones the first met.
private struct MostFrequentAccumulator: TypedAccumulator {
  private var counts = ValueCounts()
  private var limit: Int64?

  mutating func add(_ arguments: [Value], at position: RowPosition) throws(QueryError) {
    try setLimit(try arguments[0].asInteger)
    guard try arguments[2].asInteger > 0 else {
      throw QueryError(
        .invalidFunctionArgument,
        "the capacity of approx_most_frequent must be more than 0"
      )
    }
    counts.add(arguments[1], at: position)
  }

  mutating func combine(_ other: MostFrequentAccumulator) throws(QueryError) {
    if let limit = other.limit { try setLimit(limit) }
    counts.add(other.counts)
  }

  private mutating func setLimit(_ buckets: Int64) throws(QueryError) {
    guard buckets >= 2 else {
      throw QueryError(
        .invalidFunctionArgument,
        "approx_most_frequent takes two buckets or more, not \(buckets)"
      )
    }
    guard limit == nil || limit == buckets else {
      throw QueryError(
        .invalidFunctionArgument,
        "approx_most_frequent takes the same buckets in every row"
      )
    }
    limit = buckets
  }

  var keepsRows: Bool { true }

  func write(to writer: inout RowWriter) {
    writer.append(signed: limit ?? 0)
    counts.write(to: &writer)
  }

  mutating func read(from reader: inout RowReader) {
    let known = reader.signed()
    limit = known == 0 ? nil : known
    counts.read(from: &reader)
  }

  func finish() -> Value {
    guard let limit else { return .null }
    let ranked = counts.entries.enumerated().sorted { left, right in
      left.element.count != right.element.count
        ? left.element.count > right.element.count : left.offset < right.offset
    }
    let most = Int(clamping: limit)
    return .map(
      ranked.prefix(most).map {
        MapEntry(key: $0.element.value, value: .bigint($0.element.count))
      }
    )
  }
}
