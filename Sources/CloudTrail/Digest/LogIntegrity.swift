// SPDX-License-Identifier: Apache-2.0
package import Columns

/// What the digests of a tree say of its log files.
package struct LogIntegrity: Sendable {
  /// A hash that a digest gives for a file.
  struct Expectation: Sendable {
    let file: Int
    let hash: TextHash?
    let isTrusted: Bool
  }

  /// An account's region.
  struct Place: Hashable, Sendable {
    let account: String
    let region: String
  }

  /// A file's name tells the minute; it may have been delivered so many seconds later, in the time of
  /// the next digest.
  private static let deliveryDelay = 600

  /// By the number of the file.
  private let expectations: [Expectation]
  /// What trusted digests account for.
  private let coverage: [Place: [Range<Int>]]
  /// Verdicts whose files' rows are left out.
  package let excluded: Set<FileVerdict>

  init(
    _ expectations: [Expectation],
    coverage: [Place: [Range<Int>]],
    excluded: Set<FileVerdict>
  ) {
    self.expectations = expectations.sorted { $0.file < $1.file }
    self.coverage = coverage.mapValues(Intervals.union)
    self.excluded = excluded
  }

  /// Which files are read before others, so that a forged copy of a record is never the first one:
  /// 0 for a file that a trusted digest names, 1 for others.
  package func rank(of file: Int) -> Int {
    expectations(of: file).contains(where: \.isTrusted) ? 0 : 1
  }

  /// What the digests say of a file.
  ///
  /// - Parameters:
  ///   - number: the file's number in the tree.
  ///   - file: the file.
  ///   - hash: of its text; nil when it has none.
  ///   - isWhole: whether the text is all that the file holds.
  /// - Returns: the verdict; never `missing`.
  package func verdict(
    of number: Int,
    _ file: LogFile,
    hash: TextHash?,
    isWhole: Bool
  ) -> FileVerdict {
    let expected = Array(expectations(of: number))
    let trusted = expected.filter(\.isTrusted)
    if !trusted.isEmpty {
      return isWhole && Self.matches(trusted, hash) ? .verified : .modified
    }
    if !expected.isEmpty {
      // What nobody proves can tell that something is wrong, not that it is right.
      return isWhole && Self.matches(expected, hash) ? .notCovered : .modified
    }
    return isAccountedFor(file) ? .unlisted : .notCovered
  }

  private static func matches(_ expected: [Expectation], _ hash: TextHash?) -> Bool {
    guard let hash else { return false }
    return expected.contains { $0.hash == hash }
  }

  private func expectations(of file: Int) -> ArraySlice<Expectation> {
    var (low, high) = (0, expectations.count)
    while low < high {
      let middle = (low + high) / 2
      if expectations[middle].file < file { low = middle + 1 } else { high = middle }
    }
    return expectations[low...].prefix { $0.file == file }
  }

  /// Whether trusted digests account for all of the time in which a file may have been delivered.
  private func isAccountedFor(_ file: LogFile) -> Bool {
    // Whether digests list the files of Insights and the like is not documented.
    let isOtherKind = ObjectAddress.name(of: file.path).string.contains("_CloudTrail-")
    guard !isOtherKind, let account = file.account, let region = file.region,
      let stretches = coverage[Place(account: account, region: region)],
      let delivered = Self.delivery(of: file)
    else { return false }
    return Intervals.holding(stretches, delivered) != nil
  }

  /// When a file may have been delivered, by its name or else its folder.
  static func delivery(of file: LogFile) -> Range<Int>? {
    let name = ObjectAddress.name(of: file.path).bytes
    let stamp = name.split { [UInt8(ascii: "_"), UInt8(ascii: ".")].contains($0) }
      .lazy.compactMap { UTCTime.seconds(stamp: Array($0)) }.first
    if let stamp { return stamp..<(stamp + deliveryDelay) }
    return file.day.map { day in
      let start = day.dayNumber * 86_400
      return start..<(start + 86_400)
    }
  }
}
