// SPDX-License-Identifier: Apache-2.0
private import Queries

/// Turns JSON nodes into plain values, and keeps every problem it meets on the way.
///
/// A wrong value gives nil and a problem, so that one run names all mistakes of a file at once.
struct NodeReader {
  private(set) var problems: [JSONProblem] = []

  mutating func report(_ message: String, at position: JSONPosition) {
    problems.append(JSONProblem(message, at: position))
  }

  /// The members of an object whose keys are all known.
  mutating func object<Key>(
    _ node: JSONNode,
    _ name: String,
    keys: Key.Type
  ) -> [Key: JSONNode] where Key: RawRepresentable<String> & CaseIterable & Hashable {
    guard case .object(let members) = node.value else {
      reportType(node, name, expected: "an object")
      return [:]
    }
    var known: [Key: JSONNode] = [:]
    for member in members {
      if let key = Key(rawValue: member.key) {
        known[key] = member.node
      } else {
        let hint = nearest(to: member.key, among: Key.allCases.map(\.rawValue))
        report("unknown key '\(member.key)' in \(name)\(hint)", at: member.position)
      }
    }
    return known
  }

  /// A string that is not empty.
  mutating func string(_ node: JSONNode, _ name: String) -> String? {
    guard case .string(let text) = node.value else {
      reportType(node, name, expected: "a string")
      return nil
    }
    guard !text.isEmpty, !text.unicodeScalars.contains("\0") else {
      report("\(name): expected text, found an empty string", at: node.position)
      return nil
    }
    return text
  }

  /// One string, or an array of them, with the place of each.
  mutating func strings(_ node: JSONNode, _ name: String) -> [(text: String, node: JSONNode)] {
    switch node.value {
    case .string:
      return string(node, name).map { [($0, node)] } ?? []
    case .array(let elements):
      return elements.enumerated().compactMap { index, element in
        string(element, "\(name)[\(index)]").map { ($0, element) }
      }
    default:
      reportType(node, name, expected: "a string or an array of strings")
      return []
    }
  }

  /// A whole number inside bounds.
  mutating func integer(
    _ node: JSONNode,
    _ name: String,
    in bounds: ClosedRange<Int>
  ) -> Int? {
    guard case .number(let text) = node.value else {
      reportType(node, name, expected: "a number")
      return nil
    }
    guard let number = Int(text), bounds.contains(number) else {
      report(
        "\(name): expected a whole number from \(bounds.lowerBound) to \(bounds.upperBound), "
          + "found \(text)",
        at: node.position
      )
      return nil
    }
    return number
  }

  mutating func reportType(_ node: JSONNode, _ name: String, expected: String) {
    report("\(name): expected \(expected), found \(node.kind)", at: node.position)
  }

  /// `, did you mean 'x'?`, or what there is to choose from, when that is little.
  func nearest(to text: String, among names: [String]) -> String {
    let near =
      names.first { $0.lowercased() == text.lowercased() }
      ?? NearestName.nearest(text, in: names)
    if let near { return ", did you mean '\(near)'?" }
    return names.count > 12 ? "" : ": expected \(names.joined(separator: ", "))"
  }
}
