// SPDX-License-Identifier: Apache-2.0

/// Where the folders stand that declared tables name by `s3://` addresses.
///
/// A mapping says which local folder holds what a bucket, or a part of one, holds. The folders of the
/// logs are known by two paths: where they stand, and how `"$path"` shows them.
package struct TableLocations: Sendable {
  /// `s3://bucket/some/prefix` and the absolute path of the folder that stands for it.
  package struct Mapping: Sendable, Equatable {
    package let address: String
    package let folder: String

    package init(address: String, folder: String) {
      self.address = address
      self.folder = folder
    }
  }

  /// A folder or file of logs.
  package struct Root: Sendable, Equatable {
    /// From the top.
    package let path: String
    /// As `"$path"` begins.
    package let shown: String

    package init(path: String, shown: String) {
      self.path = path
      self.shown = shown
    }
  }

  private let mappings: [Mapping]
  private let roots: [Root]

  package init(mappings: [Mapping] = [], roots: [Root] = []) {
    self.mappings = mappings
    self.roots = roots
  }

  /// The files and folders, as `"$path"` shows them, that hold what a location holds.
  ///
  /// - Returns: nil where no mapping covers the location; an empty array where it is covered and
  ///   none of the logs lie there.
  func places(of location: String) -> [String]? {
    let wanted = Self.parts(location)
    let covering = mappings.filter { wanted.starts(with: Self.parts($0.address)) }
    let longest = covering.max { Self.parts($0.address).count < Self.parts($1.address).count }
    guard let longest else { return nil }
    let below = wanted.dropFirst(Self.parts(longest.address).count)
    let folder = Self.parts(longest.folder) + below
    return roots.compactMap { root in
      let path = Self.parts(root.path)
      if path.starts(with: folder) { return root.shown }
      guard folder.starts(with: path) else { return nil }
      let rest = folder.dropFirst(path.count).joined(separator: "/")
      return root.shown.hasSuffix("/") ? root.shown + rest : root.shown + "/" + rest
    }
  }

  private static func parts(_ path: String) -> [String] {
    path.split(separator: "/").map(String.init)
  }
}
