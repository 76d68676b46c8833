// SPDX-License-Identifier: Apache-2.0
import Columns

/// The short texts of one column in the rows of a batch, made once for all that compare them.
final class ShortTextMemo {
  private var frameNumber = 0
  private var texts: [ShortText?] = []

  /// One a row, nil where a row is NULL or its text is long or written with escapes; nil in all where
  /// too few rows are asked for to look at each.
  func texts(
    of vector: SpanVector,
    _ frame: Frame,
    askedFor rowCount: Int
  ) -> [ShortText?]? {
    if frameNumber == frame.number { return texts }
    guard rowCount * 4 >= frame.batch.rowCount else { return nil }
    frameNumber = frame.number
    texts.removeAll(keepingCapacity: true)
    texts.reserveCapacity(frame.batch.rowCount)
    for row in 0..<frame.batch.rowCount {
      texts.append(vector.isNull(at: row) ? nil : vector.shortText(at: row))
    }
    return texts
  }
}
