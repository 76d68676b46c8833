// SPDX-License-Identifier: Apache-2.0
private import Columns

extension ConfigurationDecoder {
  /// Verdicts whose files may be left out; the rows of others are evidence, or there are none.
  private static let excludable: [FileVerdict] = [.modified, .unlisted, .notCovered]

  /// `integrity`: what the logs' digests are checked with.
  mutating func integrity(_ node: JSONNode) -> IntegrityOptions? {
    let nodes = reader.object(node, "integrity", keys: IntegrityKey.self)
    guard case .object = node.value else { return nil }
    if nodes[.publicKeys] == nil {
      reader.report("missing key 'publicKeys' in integrity", at: node.position)
    }
    return IntegrityOptions(
      publicKeys: nodes[.publicKeys].map {
        writtenPaths($0, "integrity.publicKeys", [.file])
      } ?? [],
      signatures: nodes[.signatures].map {
        writtenPaths($0, "integrity.signatures", [.folder, .file])
      } ?? [],
      excluded: nodes[.exclude].map { excluded($0) } ?? []
    )
  }

  private mutating func writtenPaths(
    _ node: JSONNode,
    _ name: String,
    _ kinds: [Files.Kind]
  ) -> [WrittenPath] {
    reader.strings(node, name).compactMap { text, element in
      existing(element, name, kinds).map { WrittenPath(path: $0, written: text) }
    }
  }

  private mutating func excluded(_ node: JSONNode) -> Set<FileVerdict> {
    let names = Self.excludable.map(\.rawValue)
    var verdicts: Set<FileVerdict> = []
    for (text, element) in reader.strings(node, "integrity.exclude") {
      if let verdict = FileVerdict(rawValue: text), Self.excludable.contains(verdict) {
        verdicts.insert(verdict)
      } else {
        let hint = reader.nearest(to: text, among: names)
        reader.report("integrity.exclude: unknown verdict '\(text)'\(hint)", at: element.position)
      }
    }
    return verdicts
  }
}
