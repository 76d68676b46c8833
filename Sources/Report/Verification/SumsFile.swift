// SPDX-License-Identifier: Apache-2.0

/// `SHA256SUMS` as a report of ours has it: a strict reading of what `sha256sum` takes.
struct SumsFile {
  /// In the order of the lines.
  private(set) var sums: [(path: String, sum: String)] = []
  /// Lines that are none of ours: their number, from 1, and what was expected.
  private(set) var faults: [(line: Int, message: String)] = []

  init(_ bytes: [UInt8]) {
    var paths: Set<String> = []
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true {
      lines.removeLast()
    } else {
      faults.append((lines.count, "the last line has no end"))
    }
    for (index, line) in lines.enumerated() {
      if let (path, sum) = Self.read(line) {
        if paths.insert(path).inserted {
          sums.append((path, sum))
        } else {
          faults.append((index + 1, "the file is listed twice"))
        }
      } else {
        faults.append(
          (index + 1, "expected 64 hexadecimal digits, two spaces and the path of a file")
        )
      }
    }
  }

  private static func read(_ line: ArraySlice<UInt8>) -> (path: String, sum: String)? {
    guard line.count > 66, line.dropFirst(64).prefix(2).elementsEqual("  ".utf8) else {
      return nil
    }
    let sum = line.prefix(64)
    let path = line.dropFirst(66)
    guard sum.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }),
      path.allSatisfy({ ReportName.isLetterOrDigit($0) || "._-/".utf8.contains($0) }),
      path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        .allSatisfy({ $0.first.map { $0 != UInt8(ascii: ".") } ?? false })
    else { return nil }
    return (String(decoding: path, as: UTF8.self), String(decoding: sum, as: UTF8.self))
  }
}
