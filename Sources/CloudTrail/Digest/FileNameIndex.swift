// SPDX-License-Identifier: Apache-2.0
import Columns

/// Finds the files of a tree that an object of S3 may have become.
///
/// Copies keep the names of files, which hold account, region, time and a unique part; folders above
/// may be lost. So a file is an object's copy if it has its name, and its place tells no other
/// account, region or day.
struct FileNameIndex: Sendable {
  private let files: [LogFile]
  /// The hash of each file's name, in order; names are compared when hashes are equal.
  private let entries: [(hash: UInt64, file: Int32)]

  /// - Complexity: O(n log n).
  init(_ files: [LogFile]) {
    self.files = files
    entries = files.indices.map { (Self.hash(files[$0].path.bytes), Int32(truncatingIfNeeded: $0)) }
      .sorted { ($0.hash, $0.file) < ($1.hash, $1.file) }
  }

  /// The numbers of the files that are copies of an object.
  func files(of address: ObjectAddress) -> [Int] {
    let name = address.name
    let hash = Self.hash(name.bytes)
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].hash < hash { low = middle + 1 } else { high = middle }
    }
    let alike = entries[low...].prefix { $0.hash == hash }
    guard !alike.isEmpty else { return [] }
    let place = address.place
    return alike.lazy.map { Int($0.file) }.filter { number in
      let file = files[number]
      return ObjectAddress.name(of: file.path) == name && Self.agrees(file, place)
    }
  }

  /// Whether a file's place tells nothing else than an object's.
  static func agrees(_ file: LogFile, _ place: LogPlace) -> Bool {
    func agrees<Value: Equatable>(_ left: Value?, _ right: Value?) -> Bool {
      left == nil || right == nil || left == right
    }
    return agrees(file.account, place.account) && agrees(file.region, place.region)
      && agrees(file.day, place.day)
  }

  /// FNV-1a of what stands behind the last slash.
  private static func hash(_ path: [UInt8]) -> UInt64 {
    let start = path.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
    return path[start...].reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
