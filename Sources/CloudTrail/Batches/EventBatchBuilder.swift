// SPDX-License-Identifier: Apache-2.0
// UNSAFE: codes and spans of a file's rows in raw memory, written by address in the row loop.
// Invariant: one worker owns a builder; the blocks are allocated here, moved only by `grow`, and
// freed in `deinit`. A row handed to `append` has the slots of the plan the builder was made with.
// Bounds: every column block holds `capacity` rows, and `append` grows before it writes.
import Columns

/// Gathers the rows of one file, column by column, and hands them out as batches at its end.
///
/// Nothing is handed out before the whole file has been read: of a file that turns out damaged no
/// row may count. This costs four bytes a value for the rows of one file, and a copy of them.
@safe
final class EventBatchBuilder {
  /// Rows in a batch, but for the last of a file.
  static let batchRowCount = 2048
  /// Bytes of values a dictionary may hold for each value it may hold.
  private static let dictionaryBytesPerValue = 256

  /// A column of codes.
  @safe
  private struct CodeColumn {
    var slot: Int
    /// Bytes of ASCII that are enough of a text.
    var prefixLength: Int
    var codes: UnsafeMutablePointer<UInt32>
    var interner: ByteInterner
  }

  /// A column of places in the text.
  @safe
  private struct PlaceColumn {
    var slot: Int
    var places: UnsafeMutablePointer<UInt64>
  }

  /// The texts of one of the columns of places.
  @safe
  private struct ShortTextColumn {
    var span: Int
    var slot: Int
    var texts: UnsafeMutablePointer<ShortText?>
  }

  /// What changes from row to row.
  private struct Progress {
    var rowCount = 0
    var capacity = EventBatchBuilder.batchRowCount
  }

  private let plan: ColumnPlan
  private let dictionaryValueLimit: Int
  private let progress: UnsafeMutablePointer<Progress>
  private let codeColumns: UnsafeMutablePointer<CodeColumn>
  private let codeColumnCount: Int
  private let placeColumns: UnsafeMutablePointer<PlaceColumn>
  private let placeColumnCount: Int
  private let shortTextColumns: UnsafeMutablePointer<ShortTextColumn>
  private let shortTextColumnCount: Int
  /// Rows of one kind, one after the other: what they are, and the first of them.
  private var runs: [(kind: RecordKind, start: Int)] = [(.event, 0)]
  private let dictionaries: [ValueDictionary]
  private let decoders: [SpanVector.Decoder]
  private let identityPlace: UnsafeMutablePointer<RecordIdentities>
  /// Of the rows that were appended.
  var identities: RecordIdentities { unsafe identityPlace.pointee }

  /// Makes the builder of one worker; see `ScanLimits.dictionaryValueCount`.
  init(_ plan: ColumnPlan, dictionaryValueLimit: Int) {
    self.plan = plan
    self.dictionaryValueLimit = dictionaryValueLimit
    let capacity = Progress().capacity
    unsafe progress = .allocate(capacity: 1)
    unsafe progress.initialize(to: Progress())
    codeColumnCount = plan.codes.count
    unsafe codeColumns = .allocate(capacity: max(codeColumnCount, 1))
    for (index, column) in plan.codes.enumerated() {
      unsafe (codeColumns + index).initialize(
        to: CodeColumn(
          slot: column.slot,
          prefixLength: column.prefixLength ?? .max,
          codes: .allocate(capacity: capacity),
          interner: ByteInterner()
        )
      )
    }
    placeColumnCount = plan.spans.count
    unsafe placeColumns = .allocate(capacity: max(placeColumnCount, 1))
    for (index, column) in plan.spans.enumerated() {
      unsafe (placeColumns + index).initialize(
        to: PlaceColumn(slot: column.slot, places: .allocate(capacity: capacity))
      )
    }
    let short = plan.spans.indices.filter { plan.spans[$0].takesShortTexts }
    shortTextColumnCount = short.count
    unsafe shortTextColumns = .allocate(capacity: max(short.count, 1))
    for (index, span) in short.enumerated() {
      unsafe (shortTextColumns + index).initialize(
        to: ShortTextColumn(
          span: span,
          slot: plan.spans[span].slot,
          texts: .allocate(capacity: capacity)
        )
      )
    }
    dictionaries = plan.codes.map { _ in ValueDictionary(isDistinct: true) }
    decoders = plan.spans.map(\.shape.decoder)
    unsafe identityPlace = .allocate(capacity: 1)
    unsafe identityPlace.initialize(to: RecordIdentities(slots: plan.identitySlots))
  }

  deinit {
    for index in 0..<codeColumnCount {
      unsafe codeColumns[index].codes.deallocate()
      unsafe codeColumns[index].interner.deallocate()
    }
    for index in 0..<placeColumnCount { unsafe placeColumns[index].places.deallocate() }
    for index in 0..<shortTextColumnCount { unsafe shortTextColumns[index].texts.deallocate() }
    unsafe codeColumns.deallocate()
    unsafe placeColumns.deallocate()
    unsafe shortTextColumns.deallocate()
    unsafe progress.deallocate()
    unsafe identityPlace.deinitialize(count: 1)
    unsafe identityPlace.deallocate()
  }

  /// Begins a file: forgets the rows of the one before, and dictionaries that have grown too large.
  func begin() {
    unsafe progress.pointee.rowCount = 0
    runs = [(.event, 0)]
    unsafe identityPlace.pointee.begin()
    for index in 0..<codeColumnCount where isLarger(index, than: dictionaryValueLimit) {
      unsafe codeColumns[index].interner.removeAll()
      dictionaries[index].removeAll()
    }
  }

  /// Whether a column has more values, or more bytes of values, than a dictionary should.
  private func isLarger(_ index: Int, than valueLimit: Int) -> Bool {
    unsafe codeColumns[index].interner.count > valueLimit
      || codeColumns[index].interner.byteCount > valueLimit * Self.dictionaryBytesPerValue
  }

  /// Says that the rows added from now on are records of a kind; of events it is known.
  func beginRun(of kind: RecordKind) {
    runs.append((kind, unsafe progress.pointee.rowCount))
  }

  /// Adds the record that was last scanned.
  func append(_ record: RecordScanner) {
    let text = record.text
    let number = unsafe progress.pointee.rowCount
    if unsafe number == progress.pointee.capacity { grow() }
    for index in 0..<codeColumnCount {
      let column = unsafe codeColumns + index
      let span = unsafe record.span(column.pointee.slot)
      let code: UInt32
      if span.isNull {
        code = 0
      } else if _slowPath(span.isEscaped) {
        unsafe code = escapedCode(span, of: text, column)
      } else {
        var byteCount = span.byteCount
        let prefixLength = unsafe column.pointee.prefixLength
        if prefixLength < byteCount, text.isASCII(at: span.offset, count: prefixLength) {
          byteCount = prefixLength
        }
        unsafe code = column.pointee.interner.code(text.pointer(at: span.offset), byteCount)
      }
      unsafe column.pointee.codes[number] = code
    }
    for index in 0..<placeColumnCount {
      let column = unsafe placeColumns + index
      unsafe column.pointee.places[number] = record.span(column.pointee.slot).source
    }
    for index in 0..<shortTextColumnCount {
      let column = unsafe shortTextColumns + index
      let span = unsafe record.span(column.pointee.slot)
      let isShort = !span.isNull && !span.isEscaped && span.byteCount <= ShortText.longest
      // The padding makes the bytes behind it readable.
      unsafe column.pointee.texts[number] =
        isShort ? ShortText(text.pointer(at: span.offset), count: span.byteCount) : nil
    }
    unsafe identityPlace.pointee.append(record)
    unsafe progress.pointee.rowCount = number &+ 1
  }

  /// Takes rows away again.
  ///
  /// - Parameter rows: numbers of rows that are there, ascending.
  func remove(_ rows: [Int]) {
    guard let first = rows.first else { return }
    let rowCount = unsafe progress.pointee.rowCount
    precondition(rows.count <= rowCount && rows[rows.count - 1] < rowCount, "rows that are there")
    var kept = first
    for (index, row) in rows.enumerated() {
      let next = index + 1 < rows.count ? rows[index + 1] : rowCount
      let count = next - row - 1
      for column in 0..<codeColumnCount {
        let codes = unsafe codeColumns[column].codes
        unsafe (codes + kept).update(from: codes + row + 1, count: count)
      }
      for column in 0..<placeColumnCount {
        let places = unsafe placeColumns[column].places
        unsafe (places + kept).update(from: places + row + 1, count: count)
      }
      for column in 0..<shortTextColumnCount {
        let texts = unsafe shortTextColumns[column].texts
        unsafe (texts + kept).update(from: texts + row + 1, count: count)
      }
      kept += count
    }
    unsafe progress.pointee.rowCount = kept
    for number in runs.indices {
      runs[number].start -= rows.prefix { $0 < runs[number].start }.count
    }
  }

  /// The code of a string that is not written as it reads.
  @inline(never)
  private func escapedCode(
    _ span: ValueSpan,
    of text: PaddedText,
    _ column: UnsafeMutablePointer<CodeColumn>
  ) -> UInt32 {
    var bytes = text.text(of: span)
    let count = bytes.count
    // The interner reads words.
    bytes.append(contentsOf: repeatElement(0, count: 8))
    return unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe bytes.baseAddress.map { unsafe column.pointee.interner.code($0, count) } ?? 0
    }
  }

  private func grow() {
    let rowCount = unsafe progress.pointee.rowCount
    let capacity = 2 * rowCount
    for index in 0..<codeColumnCount {
      let larger = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity)
      unsafe larger.update(from: codeColumns[index].codes, count: rowCount)
      unsafe codeColumns[index].codes.deallocate()
      unsafe codeColumns[index].codes = larger
    }
    for index in 0..<placeColumnCount {
      let larger = UnsafeMutablePointer<UInt64>.allocate(capacity: capacity)
      unsafe larger.update(from: placeColumns[index].places, count: rowCount)
      unsafe placeColumns[index].places.deallocate()
      unsafe placeColumns[index].places = larger
    }
    for index in 0..<shortTextColumnCount {
      let larger = UnsafeMutablePointer<ShortText?>.allocate(capacity: capacity)
      unsafe larger.update(from: shortTextColumns[index].texts, count: rowCount)
      unsafe shortTextColumns[index].texts.deallocate()
      unsafe shortTextColumns[index].texts = larger
    }
    unsafe progress.pointee.capacity = capacity
  }

  /// Hands out the rows gathered since `begin`, in order; `buffer` is the text they were found in.
  ///
  /// The rows of a batch are of one kind.
  func emit(
    _ buffer: ScanBuffer,
    of file: LogFile,
    at location: Text,
    _ body: (RecordBatch) throws -> Void
  ) throws {
    fillDictionaries()
    let rowCount = unsafe progress.pointee.rowCount
    let constants = plan.sources.map { $0.constant(of: file, at: location) ?? .null }
    for (number, run) in runs.enumerated() {
      let end = number + 1 < runs.count ? runs[number + 1].start : rowCount
      var start = run.start
      while start < end {
        let count = min(Self.batchRowCount, end - start)
        let columns = zip(plan.sources, constants).map { source, constant in
          column(source, constant: constant, buffer: buffer, start: start, count: count)
        }
        try body(RecordBatch(rowCount: count, columns: columns, kind: run.kind))
        start += count
      }
    }
  }

  private func column(
    _ source: ColumnPlan.Source,
    constant: Value,
    buffer: ScanBuffer,
    start: Int,
    count: Int
  ) -> ColumnVector {
    switch source {
    case .partition, .path:
      return .constant(constant)
    case .dictionary(let index):
      let codes = unsafe UnsafeBufferPointer(start: codeColumns[index].codes + start, count: count)
      if isOversized(index) { return .values(unsafe codes.map { value(of: $0, index) }) }
      return .dictionary(
        DictionaryVector(codes: unsafe Array(codes), dictionary: dictionaries[index])
      )
    case .spans(let index):
      let places = unsafe Array(
        UnsafeBufferPointer(start: placeColumns[index].places + start, count: count)
      )
      return .spans(
        SpanVector(
          spans: places,
          buffer: buffer,
          holdsText: plan.spans[index].shape.isWholeText,
          shortTexts: shortTexts(ofSpan: index, start: start, count: count),
          decode: decoders[index]
        )
      )
    }
  }

  /// The texts of some rows of a column of places, where they were taken.
  private func shortTexts(ofSpan span: Int, start: Int, count: Int) -> [ShortText?]? {
    for index in 0..<shortTextColumnCount where unsafe shortTextColumns[index].span == span {
      let texts = unsafe shortTextColumns[index].texts + start
      return unsafe Array(UnsafeBufferPointer(start: texts, count: count))
    }
    return nil
  }

  /// Whether a column's values repeat so little in this file that a dictionary would only be memory.
  private func isOversized(_ index: Int) -> Bool {
    isLarger(index, than: 4 * dictionaryValueLimit)
  }

  private func value(of code: UInt32, _ index: Int) -> Value {
    code == 0
      ? .null : .varchar(Text(bytes: unsafe codeColumns[index].interner.bytes(of: code)))
  }

  /// Makes values of the codes that are new since the file before.
  private func fillDictionaries() {
    for index in 0..<codeColumnCount where !isOversized(index) {
      let count = unsafe codeColumns[index].interner.count
      let dictionary = dictionaries[index]
      while dictionary.values.count <= count {
        _ = dictionary.append(value(of: UInt32(dictionary.values.count), index))
      }
    }
  }
}

extension ValueShape {
  /// Reads values of this shape from places in a buffer.
  fileprivate var decoder: SpanVector.Decoder {
    { buffer, offset, byteCount in
      let bytes = unsafe buffer.bytes(at: offset, count: byteCount)
      return value(of: unsafe bytes.bindMemory(to: UInt8.self).span)
    }
  }
}
