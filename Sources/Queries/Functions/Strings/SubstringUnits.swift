// SPDX-License-Identifier: Apache-2.0

/// Parts and paddings by position; the units are code points of text or bytes of binary.
struct SubstringUnits {
  /// Where units begin, and the end.
  private let boundaries: [Int]
  private let bytes: [UInt8]

  init(text bytes: [UInt8]) {
    self.bytes = bytes
    boundaries = CodePoints.boundaries(bytes)
  }

  init(binary bytes: [UInt8]) {
    self.bytes = bytes
    boundaries = Array(0...bytes.count)
  }

  var count: Int { boundaries.count - 1 }

  /// The units from `start`, counted from 1 or, when negative, from the end; at most `length`.
  ///
  /// A start of 0 or outside of the text gives nothing.
  func part(from start: Int64, length: Int64 = .max) -> [UInt8] {
    guard start != 0, length > 0 else { return [] }
    let (first, overflow) =
      start > 0
      ? (start - 1, false) : start.addingReportingOverflow(Int64(count))
    guard !overflow, first >= 0, first < count else { return [] }
    let end = Int64(count) - first < length ? Int64(count) : first + length
    return Array(bytes[boundaries[Int(first)]..<boundaries[Int(end)]])
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
    guard padding.count > 0 else { throw .invalidArgument("padding string must not be empty") }
    let missing = Int(length) - count
    guard missing > 0 else { return part(from: 1, length: length) }
    let (rounds, rest) = missing.quotientAndRemainder(dividingBy: padding.count)
    let (size, overflow) = (rounds + 1).multipliedReportingOverflow(by: padding.bytes.count)
    try ResultLimit.check((size, overflow))
    var filling: [UInt8] = []
    filling.reserveCapacity(size)
    for _ in 0..<rounds { filling += padding.bytes }
    filling += padding.bytes[..<padding.boundaries[rest]]
    switch side {
    case .left: return filling + bytes
    case .right: return bytes + filling
    }
  }
}
