// SPDX-License-Identifier: Apache-2.0
import Columns

/// A digest file of a tree, and the files of the tree that it lists.
struct ReadDigest: Sendable {
  /// A log file that the digest lists.
  struct ListedFile: Sendable {
    /// Its number in the tree; nil where the tree does not have it.
    let file: Int?
    let hash: TextHash?
    /// Kept for files that are not there, and where every file is to be told of.
    let address: ObjectAddress?
  }

  /// The path that opens it.
  let path: Text
  /// By the name of the file, or what the digest itself says; nil where neither is a digest's.
  let name: DigestName?
  /// What it says; nil where it could not be read.
  let content: DigestFile?
  /// Why it is not what CloudTrail wrote, before any signature is looked at.
  let problem: String?
  let listed: [ListedFile]
  /// The log files it lists, each counted once.
  let listedCount: Int

  /// Reads one digest of a tree.
  init(
    _ file: LogFile,
    at location: Text,
    _ reader: FirstMember,
    _ index: FileNameIndex,
    keepsAddresses: Bool
  ) {
    let fileName = ObjectAddress.name(of: file.path)
    do throws(InputFailure) {
      let bytes = try reader.bytes(of: location, followsLink: file.isRoot)
      do throws(DigestProblem) {
        var content = try DigestFile(bytes)
        let listed = Self.listed(content.entries, index, keepsAddresses: keepsAddresses)
        let entryCount = content.entries.count
        content.entries = []
        let isInPlace =
          content.address.name == fileName
          && FileNameIndex.agrees(file, content.address.place)
        self.init(
          path: location,
          name: isInPlace ? content.name : DigestName(fileName) ?? content.name,
          content: content,
          problem: isInPlace
            ? nil : "has been moved from its original location, \(content.address.text.string)",
          listed: listed,
          listedCount: entryCount
        )
      } catch {
        self.init(
          path: location,
          name: DigestName(fileName),
          content: nil,
          problem: "invalid format: \(error.reason)"
        )
      }
    } catch {
      self.init(
        path: location,
        name: DigestName(fileName),
        content: nil,
        problem: "invalid format: \(error.reason)"
      )
    }
  }

  private init(
    path: Text,
    name: DigestName?,
    content: DigestFile?,
    problem: String?,
    listed: [ListedFile] = [],
    listedCount: Int = 0
  ) {
    self.path = path
    self.name = name
    self.content = content
    self.problem = problem
    self.listed = listed
    self.listedCount = listedCount
  }

  private static func listed(
    _ entries: [DigestFile.Entry],
    _ index: FileNameIndex,
    keepsAddresses: Bool
  ) -> [ListedFile] {
    entries.flatMap { entry in
      let files = index.files(of: entry.address)
      guard !files.isEmpty else {
        return [ListedFile(file: nil, hash: entry.hash, address: entry.address)]
      }
      return files.map { file in
        ListedFile(
          file: file,
          hash: entry.hash,
          address: keepsAddresses ? entry.address : nil
        )
      }
    }
  }

  /// The time it stands for, in seconds since 1970-01-01 00:00:00 UTC.
  ///
  /// What is not trusted may say anything of itself: there the name counts, and an hour.
  func window(isBad: Bool) -> Range<Int>? {
    if let content, !isBad { return content.start..<content.end }
    return name.map { $0.end - 3600..<$0.end }
  }
}
