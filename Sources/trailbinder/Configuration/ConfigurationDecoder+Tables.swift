// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries

/// What queries can name besides the built-in tables.
extension ConfigurationDecoder {
  mutating func tables(_ node: JSONNode) -> [ConfiguredPath] {
    reader.strings(node, "tables").compactMap { _, element in
      existing(element, "tables", [.file]).map {
        ConfiguredPath(path: $0, position: element.position)
      }
    }
  }

  /// Folders by the addresses they stand for.
  mutating func locations(_ node: JSONNode) -> [ConfiguredLocation] {
    guard case .object(let members) = node.value else {
      reader.reportType(node, "locations", expected: "an object of s3:// addresses and folders")
      return []
    }
    return members.compactMap { member in
      let isAddress = member.key.hasPrefix("s3://") && member.key.utf8.count > 5
      if !isAddress {
        reader.report(
          "locations: expected an address that begins with s3://, found '\(member.key)'",
          at: member.position
        )
      }
      let folder = existing(member.node, "locations.\(member.key)", [.folder])
      guard isAddress, let folder, case .string(let written) = member.node.value else { return nil }
      return ConfiguredLocation(
        mapping: TableLocations.Mapping(
          address: member.key,
          folder: Files.realPath(folder) ?? Files.absolute(folder)
        ),
        written: written
      )
    }
  }

  /// Values for `:name`, typed as JSON types them.
  mutating func parameters(_ node: JSONNode, _ name: String) -> [String: QueryParameter] {
    guard case .object(let members) = node.value else {
      reader.reportType(node, name, expected: "an object of names and values")
      return [:]
    }
    var parameters: [String: QueryParameter] = [:]
    for member in members {
      let key = member.key.lowercased()
      let isName =
        key.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
        && !(key.utf8.first.map { (48...57).contains($0) } ?? true)
      if !isName {
        reader.report(
          "\(name): expected a name of letters, digits and '_', found '\(member.key)'",
          at: member.position
        )
      } else if parameters[key] != nil {
        reader.report("\(name): '\(member.key)' is given twice", at: member.position)
      } else {
        parameters[key] = parameter(member.node, "\(name).\(member.key)")
      }
    }
    return parameters
  }

  private mutating func parameter(_ node: JSONNode, _ name: String) -> QueryParameter? {
    switch node.value {
    case .string(let text): return .text(text)
    case .boolean(let value): return QueryParameter(.boolean(value), .boolean)
    case .number(let text):
      if let parameter = QueryParameter.number(text) { return parameter }
      reader.report(
        "\(name): expected a number of at most 38 digits without an exponent, found \(text)",
        at: node.position
      )
    case .null, .array, .object:
      reader.reportType(node, name, expected: "a string, a number, true or false")
    }
    return nil
  }
}
