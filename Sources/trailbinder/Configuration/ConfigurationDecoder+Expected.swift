// SPDX-License-Identifier: Apache-2.0

/// What ought to be logged: named in the configuration, or in files that the AWS CLI prints.
extension ConfigurationDecoder {
  mutating func expected(_ node: JSONNode) -> ExpectedSources {
    let nodes = reader.object(node, "expected", keys: ExpectedKey.self)
    var expected = ExpectedSources()
    if let node = nodes[.accounts] {
      for (text, element) in reader.strings(node, "expected.accounts") {
        if text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
          let account = checkedAccount(text, "expected.accounts", at: element.position)
          if let account { expected.accounts = (expected.accounts ?? []) + [account] }
        } else if let file = existing(element, "expected.accounts", [.file]) {
          expected.accountFiles.append(file)
        }
      }
    }
    expected.regions = nodes[.regions].map { node in
      reader.strings(node, "expected.regions").map(\.text)
    }
    expected.trailFiles = nodes[.trails].map { files($0, "expected.trails") } ?? []
    expected.selectorFiles =
      nodes[.eventSelectors].map { files($0, "expected.eventSelectors") } ?? []
    return expected
  }

  private mutating func files(_ node: JSONNode, _ name: String) -> [String] {
    reader.strings(node, name).compactMap { _, element in existing(element, name, [.file]) }
  }
}
