// SPDX-License-Identifier: Apache-2.0
import CloudTrail

/// What is refused of the input, and what becomes of damaged files.
extension ConfigurationDecoder {
  mutating func limits(_ node: JSONNode) -> ScanLimits {
    var limits = ScanLimits()
    for (key, value) in reader.object(node, "limits", keys: LimitKey.self) {
      let path = key.limit
      if let number = reader.integer(value, "limits.\(key.rawValue)", in: key.bounds) {
        limits[keyPath: path] = number
      }
    }
    return limits
  }

  mutating func damagedFiles(_ node: JSONNode) -> DamagedFiles? {
    guard let text = reader.string(node, "damaged") else { return nil }
    if let choice = DamagedFiles(rawValue: text) { return choice }
    let hint = reader.nearest(to: text, among: DamagedFiles.allCases.map(\.rawValue))
    reader.report("damaged: unknown choice '\(text)'\(hint)", at: node.position)
    return nil
  }
}

extension LimitKey {
  var limit: WritableKeyPath<ScanLimits, Int> {
    switch self {
    case .fileBytes: \.inflatedByteCount
    case .inflationRatio: \.inflationRatio
    case .fileRecords: \.recordCount
    case .recordBytes: \.recordByteCount
    case .stringBytes: \.stringByteCount
    case .nestingDepth: \.nestingDepth
    case .files: \.fileCount
    }
  }

  fileprivate var bounds: ClosedRange<Int> {
    switch self {
    // A place in a text has 30 bits.
    case .fileBytes, .recordBytes, .stringBytes: 1...ScanLimits.largestByteCount
    case .inflationRatio: 1...1_000_000
    case .fileRecords, .files: 1...1_000_000_000
    case .nestingDepth: 1...10_000_000
    }
  }
}
