// SPDX-License-Identifier: Apache-2.0
import Columns

/// Holds single records against the limits.
///
/// A record that is shorter than all limits can exceed none of them, and most records are: only the
/// others are looked through.
struct RecordLimits {
  private let byteCount: Int
  private let nestingDepth: Int
  private let stringByteCount: Int
  /// Longer records have to be looked at.
  let examinedByteCount: Int

  init(_ limits: ScanLimits) {
    byteCount = limits.recordByteCount
    nestingDepth = limits.nestingDepth
    stringByteCount = limits.stringByteCount
    // Each level takes an opening and a closing bracket.
    let (depthByteCount, overflow) = nestingDepth.multipliedReportingOverflow(by: 2)
    examinedByteCount = min(byteCount, overflow ? .max : depthByteCount, stringByteCount)
  }

  /// Why a well-formed record is refused, if it is.
  func refusal(of text: PaddedText, from start: Int, to end: Int) -> InputFailure? {
    guard end - start <= byteCount else {
      return InputFailure(
        .tooLarge,
        "has \(end - start) bytes, more than the limit of \(byteCount)"
      )
    }
    var depth = 0
    var place = start
    while place < end {
      switch text[place] {
      case UInt8(ascii: "\""):
        var flags: UInt64 = 0
        let stringEnd = text.stringEnd(from: place + 1, escaped: &flags)
        guard stringEnd - place - 1 <= stringByteCount else {
          return InputFailure(
            .tooLarge,
            "has a string of \(stringEnd - place - 1) bytes, more than the limit of "
              + "\(stringByteCount)"
          )
        }
        place = stringEnd
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        guard depth <= nestingDepth else {
          return InputFailure(.tooLarge, "is nested deeper than the limit of \(nestingDepth)")
        }
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      default: break
      }
      place += 1
    }
    return nil
  }
}
