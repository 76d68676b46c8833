// SPDX-License-Identifier: Apache-2.0
import Columns
import Foundation
import Testing

@Suite struct TemporaryFileTests {
  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("trailbinder test \(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  @Test func givesBackWhatWasWritten() throws {
    try withFolder { folder in
      let file = TemporaryFile(folder: folder)
      let parts = (0..<50).map { part in [UInt8](repeating: UInt8(part), count: part * 100) }
      let offsets = try parts.map(file.append)
      file.release(at: offsets[7], count: parts[7].count)
      for part in parts.indices.reversed() where part != 7 {
        #expect(try file.read(at: offsets[part], count: parts[part].count) == parts[part])
      }
      // Room that was given back is used again.
      #expect(try file.append(parts[7]) == offsets[7])
      #expect(try file.read(at: offsets[7], count: parts[7].count) == parts[7])
      #expect(file.writtenByteCount - parts[7].count == parts.reduce(0) { $0 + $1.count })
    }
  }

  @Test func hasNoNameAndIsForItsOwnerAlone() throws {
    try withFolder { folder in
      let file = TemporaryFile(folder: folder)
      #expect(descriptors(in: folder).isEmpty, "nothing is made before it is needed")
      _ = try file.append([1, 2, 3])
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
      let open = descriptors(in: folder)
      #expect(open.count == 1)
      var status = stat()
      let descriptor = try #require(Int32(open[0]))
      #expect(unsafe fstat(descriptor, &status) == 0)
      #expect(status.st_mode & 0o777 == 0o600)
      #expect(status.st_nlink == 0)
    }
  }

  @Test func isTakenFromTheDiskWithItsLastReference() throws {
    try withFolder { folder in
      var file: TemporaryFile? = TemporaryFile(folder: folder)
      _ = try file?.append([1])
      #expect(descriptors(in: folder).count == 1)
      file = nil
      #expect(descriptors(in: folder).isEmpty)
    }
  }

  @Test func aFolderThatIsNotThereIsNamed() {
    let error = #expect(throws: TemporaryFileError.self) {
      try TemporaryFile(folder: "/nowhere/x").append([1])
    }
    #expect(
      error?.message
        == "cannot make a temporary file in /nowhere/x: no such file or directory"
    )
  }

  /// The descriptors of this process that lead into a folder.
  private func descriptors(in folder: String) -> [String] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    return all.filter { name in
      let target = try? FileManager.default.destinationOfSymbolicLink(
        atPath: "/proc/self/fd/\(name)"
      )
      return target?.hasPrefix(folder) == true
    }
  }
}
