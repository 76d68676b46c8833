// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Functions that keep values: in the order of the input, whoever read it.
enum ListAggregates {
  static let all: [AggregateFunction] = [
    AggregateFunction(
      "arbitrary",
      aliases: ["any_value"],
      "The first value that is not NULL.",
      [AggregateOverload("(T) -> T") { _, _ in FirstValueAccumulator() }]
    ),
    AggregateFunction(
      "array_agg",
      "The values as an array, NULLs included.",
      [AggregateOverload("(T) -> array(T)", skipsNulls: false) { _, _ in ValueListAccumulator() }]
    ),
    AggregateFunction(
      "set_agg",
      "The distinct values as an array, NULL included.",
      [AggregateOverload("(T) -> array(T)", skipsNulls: false) { _, _ in ValueSetAccumulator() }]
    ),
    AggregateFunction(
      "set_union",
      "The distinct elements of all arrays as one.",
      [
        AggregateOverload("(array(T)) -> array(T)", skipsNulls: false) { _, _ in
          ElementSetAccumulator()
        }
      ]
    ),
    AggregateFunction(
      "listagg",
      "The texts, one behind the other with a separator between them.",
      [
        AggregateOverload("(varchar) -> varchar") { _, _ in TextListAccumulator(overflows: true) },
        AggregateOverload("(varchar, varchar) -> varchar") { _, _ in
          TextListAccumulator(overflows: true)
        },
      ]
    ),
  ]

  /// `listagg` with ON OVERFLOW TRUNCATE: text, separator, filler, and whether to count what is left
  /// out.
  static let forms: [AggregateFunction] = [
    AggregateFunction(
      "$listagg",
      "listagg that cuts what is too long.",
      [
        AggregateOverload("(varchar, varchar, varchar, boolean) -> varchar") { _, _ in
          TextListAccumulator(overflows: false)
        }
      ]
    )
  ]
}

private struct FirstValueAccumulator: TypedAccumulator {
  private var first: (position: RowPosition, value: Value)?

  mutating func add(_ arguments: [Value], at position: RowPosition) {
    take((position, arguments[0]))
  }

  mutating func combine(_ other: FirstValueAccumulator) {
    if let candidate = other.first { take(candidate) }
  }

  private mutating func take(_ candidate: (position: RowPosition, value: Value)) {
    if let first, first.position < candidate.position { return }
    first = candidate
  }

  func write(to writer: inout RowWriter) {
    writer.append(flag: first != nil)
    if let first {
      writer.append(first.position)
      writer.append(first.value)
    }
  }

  mutating func read(from reader: inout RowReader) {
    guard reader.flag() else { return }
    let position = reader.position()
    first = (position, reader.value())
  }

  func finish() -> Value { first?.value ?? .null }
}

/// Things with their positions, given in that order in the end.
struct PositionedList<Element: Sendable>: Sendable {
  private var items: [(position: RowPosition, element: Element)] = []
  private var isSorted = true

  var isEmpty: Bool { items.isEmpty }

  mutating func append(_ element: Element, at position: RowPosition) {
    if let last = items.last, position < last.position { isSorted = false }
    items.append((position, element))
  }

  mutating func append(_ other: PositionedList) {
    guard let next = other.items.first else { return }
    if let last = items.last, next.position < last.position { isSorted = false }
    isSorted = isSorted && other.isSorted
    items += other.items
  }

  func write(to writer: inout RowWriter, _ body: (inout RowWriter, Element) -> Void) {
    writer.append(count: items.count)
    for item in items {
      writer.append(item.position)
      body(&writer, item.element)
    }
  }

  mutating func read(from reader: inout RowReader, _ body: (inout RowReader) -> Element) {
    for _ in 0..<reader.count() {
      let position = reader.position()
      append(body(&reader), at: position)
    }
  }

  var elements: [Element] {
    if isSorted { return items.map(\.element) }
    return items.sorted { $0.position < $1.position }.map(\.element)
  }
}

private struct ValueListAccumulator: TypedAccumulator {
  private var values = PositionedList<Value>()

  mutating func add(_ arguments: [Value], at position: RowPosition) {
    values.append(arguments[0], at: position)
  }

  mutating func combine(_ other: ValueListAccumulator) { values.append(other.values) }

  var keepsRows: Bool { true }

  func write(to writer: inout RowWriter) {
    values.write(to: &writer) { $0.append($1) }
  }

  mutating func read(from reader: inout RowReader) {
    values.read(from: &reader) { $0.value() }
  }

  func finish() -> Value { values.isEmpty ? .null : .array(values.elements) }
}

/// Distinct values, each with the first place it was met at.
struct FirstPlaces<Place: Comparable & Sendable>: Sendable {
  private var places: [Value: (place: Place, value: Value)] = [:]

  /// Equal values may print in two ways, as instants in two zones do: the earliest is kept.
  mutating func insert(_ value: Value, at place: Place) {
    if let known = places[value], known.place <= place { return }
    places[value] = (place, value)
  }

  mutating func insert(_ other: FirstPlaces) {
    for (_, entry) in other.places { insert(entry.value, at: entry.place) }
  }

  func write(to writer: inout RowWriter, _ body: (inout RowWriter, Place) -> Void) {
    writer.append(count: places.count)
    for (_, entry) in places {
      body(&writer, entry.place)
      writer.append(entry.value)
    }
  }

  mutating func read(from reader: inout RowReader, _ body: (inout RowReader) -> Place) {
    for _ in 0..<reader.count() {
      let place = body(&reader)
      insert(reader.value(), at: place)
    }
  }

  var isEmpty: Bool { places.isEmpty }

  var values: [Value] {
    places.values.sorted { $0.place < $1.place }.map(\.value)
  }
}

private struct ValueSetAccumulator: TypedAccumulator {
  private var values = FirstPlaces<RowPosition>()

  mutating func add(_ arguments: [Value], at position: RowPosition) {
    values.insert(arguments[0], at: position)
  }

  mutating func combine(_ other: ValueSetAccumulator) { values.insert(other.values) }

  var keepsRows: Bool { true }

  func write(to writer: inout RowWriter) {
    values.write(to: &writer) { $0.append($1) }
  }

  mutating func read(from reader: inout RowReader) {
    values.read(from: &reader) { $0.position() }
  }

  func finish() -> Value { values.isEmpty ? .null : .array(values.values) }
}

/// `set_union`: NULL arrays add nothing, but make the answer an empty array instead of NULL.
private struct ElementSetAccumulator: TypedAccumulator {
  private struct Place: Comparable {
    let row: RowPosition
    let index: Int

    static func < (left: Place, right: Place) -> Bool {
      left.row != right.row ? left.row < right.row : left.index < right.index
    }
  }

  private var elements = FirstPlaces<Place>()
  private var isEmpty = true

  mutating func add(_ arguments: [Value], at position: RowPosition) throws(QueryError) {
    isEmpty = false
    if arguments[0].isNull { return }
    for (index, element) in try arguments[0].asArray.enumerated() {
      elements.insert(element, at: Place(row: position, index: index))
    }
  }

  mutating func combine(_ other: ElementSetAccumulator) {
    elements.insert(other.elements)
    isEmpty = isEmpty && other.isEmpty
  }

  var keepsRows: Bool { true }

  func write(to writer: inout RowWriter) {
    writer.append(flag: isEmpty)
    elements.write(to: &writer) { writer, place in
      writer.append(place.row)
      writer.append(count: place.index)
    }
  }

  mutating func read(from reader: inout RowReader) {
    isEmpty = reader.flag()
    elements.read(from: &reader) { reader in
      let row = reader.position()
      return Place(row: row, index: reader.count())
    }
  }

  func finish() -> Value { isEmpty ? .null : .array(elements.values) }
}

private struct TextListAccumulator: TypedAccumulator {
  /// Athena's bound on the text, in bytes.
  private static let most = 1_048_576
  /// Athena's bound on the filler, in bytes.
  private static let mostFiller = 65_536

  /// Whether a text that is too long is an error.
  private let overflows: Bool
  private var texts = PositionedList<Text>()
  private var separator: Text?
  private var filler = Text(bytes: [])
  private var isCounted = false
  private var byteCount = 0

  init(overflows: Bool) {
    self.overflows = overflows
  }

  mutating func add(_ arguments: [Value], at position: RowPosition) throws(QueryError) {
    let text = try arguments[0].asText
    let separator = arguments.count > 1 ? try arguments[1].asText : Text(bytes: [])
    try check(separator)
    if arguments.count == 4, case .boolean(let flag) = arguments[3] {
      filler = try arguments[2].asText
      isCounted = flag
      guard filler.bytes.count <= Self.mostFiller else {
        throw .invalidArgument(
          "the filler of listagg is longer than \(Self.mostFiller) bytes"
        )
      }
    }
    byteCount += text.bytes.count + (texts.isEmpty ? 0 : separator.bytes.count)
    texts.append(text, at: position)
    try checkLength()
  }

  mutating func combine(_ other: TextListAccumulator) throws(QueryError) {
    guard let separator = other.separator else { return }
    try check(separator)
    filler = other.filler
    isCounted = other.isCounted
    byteCount += other.byteCount + (texts.isEmpty ? 0 : separator.bytes.count)
    texts.append(other.texts)
    try checkLength()
  }

  private mutating func check(_ separator: Text) throws(QueryError) {
    guard self.separator == nil || self.separator == separator else {
      throw QueryError(
        .invalidFunctionArgument,
        "listagg takes the same separator in every row"
      )
    }
    self.separator = separator
  }

  /// The length only grows, so that the order does not matter.
  private func checkLength() throws(QueryError) {
    guard byteCount <= Self.most || !overflows else {
      throw QueryError(
        .exceededFunctionMemoryLimit,
        "the text of listagg is longer than \(Self.most) bytes",
        hint: "ON OVERFLOW TRUNCATE behind the separator cuts it"
      )
    }
  }

  var keepsRows: Bool { true }

  func write(to writer: inout RowWriter) {
    writer.append(flag: separator != nil)
    if let separator { writer.append(list: separator.bytes) }
    writer.append(list: filler.bytes)
    writer.append(flag: isCounted)
    writer.append(count: byteCount)
    texts.write(to: &writer) { $0.append(list: $1.bytes) }
  }

  mutating func read(from reader: inout RowReader) {
    if reader.flag() { separator = Text(bytes: reader.list()) }
    filler = Text(bytes: reader.list())
    isCounted = reader.flag()
    byteCount = reader.count()
    texts.read(from: &reader) { Text(bytes: $0.list()) }
  }

  func finish() -> Value {
    guard let separator else { return .null }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(byteCount, Self.most))
    let elements = texts.elements
    for (index, text) in elements.enumerated() {
      let gap = index > 0 ? separator.bytes : []
      guard bytes.count + gap.count + text.bytes.count <= Self.most else {
        let count = isCounted ? Array("(\(elements.count - index))".utf8) : []
        return .varchar(Text(bytes: bytes + gap + filler.bytes + count))
      }
      bytes += gap + text.bytes
    }
    return .varchar(Text(bytes: bytes))
  }
}
