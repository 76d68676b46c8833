// SPDX-License-Identifier: Apache-2.0

/// A column of places in a worker's buffer of JSON text, decoded row by row on demand.
///
/// A class, since row by row work passes it on: that is one count to keep, not one for each field.
public final class SpanVector {
  /// Turns the JSON value at a place of the buffer into a value of the column's type.
  public typealias Decoder = (_ buffer: ScanBuffer, _ offset: Int, _ byteCount: Int) -> Value

  /// One entry a row: offset in the high half, length in the low half; length 0 is NULL.
  public let spans: [UInt64]
  /// What the spans point into.
  public let buffer: ScanBuffer
  /// Whether the values are the text of what stands there, whole.
  ///
  /// Of a string that is what stands between its quotes, of anything else what is written. Only then
  /// may `withText` and `shortText` be asked.
  public let holdsText: Bool
  /// The texts of the rows, where they were taken while the rows were read: nil for a row that is NULL
  /// or whose text is long or written with escapes.
  ///
  /// To come back to a row's place in the buffer costs more than all that is done with a short text.
  public let shortTexts: [ShortText?]?
  /// How a place becomes a value.
  public let decode: Decoder

  /// Makes a vector of places.
  public init(
    spans: [UInt64],
    buffer: ScanBuffer,
    holdsText: Bool = false,
    shortTexts: [ShortText?]? = nil,
    decode: @escaping Decoder
  ) {
    self.spans = spans
    self.buffer = buffer
    self.holdsText = holdsText
    self.shortTexts = shortTexts
    self.decode = decode
  }

  /// Decodes the value of one row.
  @inlinable
  public func value(at row: Int) -> Value {
    let span = spans[row]
    let length = Int(truncatingIfNeeded: span & 0xffff_ffff)
    guard length > 0 else { return .null }
    if holdsText, let text = withText(at: row, Text.init(copying:)) { return .varchar(text) }
    return decode(buffer, Int(truncatingIfNeeded: span >> 32), length)
  }

  /// Whether a row is NULL.
  @inlinable
  public func isNull(at row: Int) -> Bool {
    spans[row] & 0xffff_ffff == 0
  }
}
