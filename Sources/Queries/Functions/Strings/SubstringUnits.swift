// SPDX-License-Identifier: Apache-2.0

/// Parts and paddings by position; the units are code points of text or bytes of binary.
struct SubstringUnits {
  private let bytes: [UInt8]
  private let isText: Bool

  init(text bytes: [UInt8]) {
    self.bytes = bytes
    isText = true
  }

  init(binary bytes: [UInt8]) {
    self.bytes = bytes
    isText = false
  }

  var count: Int { isText ? CodePoints.count(bytes) : bytes.count }

  /// Where the unit `count` steps behind a place begins; the end when there are fewer.
  private func offset(_ count: Int64, from start: Int = 0) -> Int {
    // There are never more units than bytes.
    let steps = Int(min(count, Int64(bytes.count - start)))
    return isText ? CodePoints.index(in: bytes, from: start, offsetBy: steps) : start + steps
  }

  /// The units from `start`, counted from 1 or, when negative, from the end; at most `length`.
  ///
  /// A start of 0 or outside of the text gives nothing.
  func part(from start: Int64, length: Int64 = .max) -> [UInt8] {
    guard start != 0, length > 0 else { return [] }
    let (first, overflow) =
      start > 0 ? (start - 1, false) : start.addingReportingOverflow(Int64(count))
    guard !overflow, first >= 0 else { return [] }
    let begin = offset(first)
    return Array(bytes[begin..<offset(length, from: begin)])
  }

  enum Side { case left, right }

  /// The units filled up on one side, or cut, to `length`.
  func padded(
    _ side: Side,
    to length: Int64,
    with padding: SubstringUnits
  ) throws(QueryError) -> [UInt8] {
    guard (0...Int64(Int32.max)).contains(length) else {
      throw .invalidArgument("target length \(length) is not in the range 0 to \(Int32.max)")
    }
    let paddingCount = padding.count
    guard paddingCount > 0 else { throw .invalidArgument("padding string must not be empty") }
    let missing = Int(length) - count
    guard missing > 0 else { return part(from: 1, length: length) }
    let (rounds, rest) = missing.quotientAndRemainder(dividingBy: paddingCount)
    let (size, overflow) = (rounds + 1).multipliedReportingOverflow(by: padding.bytes.count)
    try ResultLimit.check((size, overflow))
    var filling: [UInt8] = []
    filling.reserveCapacity(size)
    for _ in 0..<rounds { filling += padding.bytes }
    filling += padding.bytes[..<padding.offset(Int64(rest))]
    switch side {
    case .left: return filling + bytes
    case .right: return bytes + filling
    }
  }
}
