// SPDX-License-Identifier: Apache-2.0
import Columns

/// The values of an expression over dictionary columns as they are written, by code or combination of
/// codes.
///
/// A class, since all columns of a worker's queries with the same expression share them.
final class WrittenValues {
  /// The bytes of values behind each other, and where those of a code are.
  struct Table {
    fileprivate var bytes: [UInt8] = []
    /// The start in the high half, the end in the low half; zero where a code was not met yet.
    fileprivate var places: [UInt64] = []

    func write(_ code: UInt32, to writer: inout RowWriter) {
      let place = places[Int(code)]
      let start = Int(truncatingIfNeeded: place >> 32)
      let end = Int(truncatingIfNeeded: place & 0xFFFF_FFFF)
      writer.bytes.append(copying: bytes.span.extracting(start..<end))
    }
  }

  /// With more bytes than this, all are forgotten before the next batch.
  private static let limit = 1 << 20

  private var source: AnyObject?
  private var generation = 0
  private var table = Table()

  /// A table that has all the codes of a morsel's selected rows.
  func table(
    _ morsel: Morsel,
    by coded: RowCodes,
    _ compute: RowFunction
  ) throws(QueryError) -> Table {
    prepare(for: coded)
    // Taken out of the object, so that it is changed where it is; lost when a value cannot be computed.
    var writer = RowWriter(bytes: table.bytes)
    var places = table.places
    table = Table()
    for index in coded.codes.indices where places[Int(coded.codes[index])] == 0 {
      let start = writer.bytes.count
      writer.append(try compute(morsel.frame, Int(morsel.selection[index])))
      places[Int(coded.codes[index])] = UInt64(start) << 32 | UInt64(writer.bytes.count)
    }
    table = Table(bytes: writer.bytes, places: places)
    return table
  }

  private func prepare(for coded: RowCodes) {
    let isFull = table.bytes.count > Self.limit
    if isFull || source !== coded.source || generation != coded.generation {
      source = coded.source
      generation = coded.generation
      table = Table()
    }
    let missing = coded.count - table.places.count
    if missing > 0 { table.places.append(contentsOf: repeatElement(0, count: missing)) }
  }
}
