// SPDX-License-Identifier: Apache-2.0
private import Crypto

/// Writes one new file piece by piece and, where that is asked for, takes its SHA-256 on the way.
///
/// Whoever writes appends to `buffer` and calls `flush` between rows: memory stays flat however
/// long the file gets.
package struct FileWriter: ~Copyable {
  /// Bytes that were not written yet.
  package var buffer: [UInt8] = []
  package let path: String
  private let file: Int32
  private var hash: SHA256?
  private var byteCount = 0

  /// Makes the file; it is an error if it is there.
  init(path: String, isHashed: Bool = true) throws(ReportError) {
    self.path = path
    hash = isHashed ? SHA256() : nil
    file = try FileSystem.create(path)
    buffer.reserveCapacity(Self.threshold + 4096)
  }

  deinit {
    FileSystem.close(file)
  }

  /// Writes the buffer out once it is worth it.
  package mutating func flush() throws(ReportError) {
    if buffer.count >= Self.threshold {
      try writeOut()
    }
  }

  /// Writes numbered pieces in their order, each made by one of some threads while those before it are
  /// written.
  ///
  /// - Returns: what `make` gave, piece by piece.
  /// - Complexity: sixteen pieces a thread are in memory. Threads wait for each other after every eight:
  ///   pieces should be small.
  mutating func write<Answer: Sendable>(
    pieces count: Int,
    workers: Int,
    _ make: @Sendable (_ piece: Int, _ buffer: inout [UInt8]) throws(ReportError) -> Answer
  ) throws(ReportError) -> [Answer] {
    var answers: [Answer] = []
    guard count > 1, workers > 1 else {
      for piece in 0..<count {
        answers.append(try make(piece, &buffer))
        try flush()
      }
      return answers
    }
    var pending = [buffer]
    buffer = []
    while answers.count < count {
      let (file, path, ready, hashed) = (file, path, pending, hash)
      let start = answers.count
      let pieces = start..<min(start + 8 * workers, count)
      let parts = try Workers.run(over: 1 + pieces.count, workers: workers) {
        next throws(ReportError) in
        var part = WrittenPart<Answer>()
        while let number = next() {
          if number == 0 {
            part.hash = try Self.write(ready, to: file, path, hashed)
          } else {
            var bytes: [UInt8] = []
            let answer = try make(start + number - 1, &bytes)
            part.made.append((number, bytes, answer))
          }
        }
        return part
      }
      hash = parts.compactMap(\.hash).first
      byteCount += ready.reduce(0) { $0 + $1.count }
      let made = parts.flatMap(\.made).sorted { $0.number < $1.number }
      pending = made.map(\.bytes)
      answers += made.map(\.answer)
    }
    hash = try Self.write(pending, to: file, path, hash)
    byteCount += pending.reduce(0) { $0 + $1.count }
    return answers
  }

  private static func write(
    _ pieces: [[UInt8]],
    to file: Int32,
    _ path: String,
    _ hash: SHA256?
  ) throws(ReportError) -> SHA256? {
    var hash = hash
    for bytes in pieces {
      hash?.update(data: bytes)
      try FileSystem.write(bytes, to: file, path: path)
    }
    return hash
  }

  /// Writes the rest; gives the size and the digest of the whole file, empty where none was taken.
  consuming func finish() throws(ReportError) -> (byteCount: Int, digest: String) {
    try writeOut()
    return (byteCount, hash.map { Slug.hexadecimal($0.finalize()) } ?? "")
  }

  private mutating func writeOut() throws(ReportError) {
    hash?.update(data: buffer)
    try FileSystem.write(buffer, to: file, path: path)
    byteCount += buffer.count
    buffer.removeAll(keepingCapacity: true)
  }

  private static let threshold = 1 << 16
}

/// What one of the threads did that write pieces of a file.
private struct WrittenPart<Answer: Sendable>: Sendable {
  /// Of the file so far, from the thread that wrote.
  var hash: SHA256?
  var made: [(number: Int, bytes: [UInt8], answer: Answer)] = []
}
