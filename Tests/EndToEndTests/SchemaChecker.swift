// SPDX-License-Identifier: Apache-2.0
import Foundation
import trailbinder

/// Checks a document against as much of JSON Schema as `docs/config.schema.json` uses.
struct SchemaChecker {
  let schema: JSONNode

  /// What is wrong with a document, each with the path to it.
  func problems(with document: JSONNode) -> [String] {
    problems(document, schema, at: "")
  }

  private func problems(_ node: JSONNode, _ rule: JSONNode, at path: String) -> [String] {
    guard case .object(let keywords) = rule.value else { return ["\(path): not a schema"] }
    return keywords.flatMap { keyword -> [String] in
      isKept(keyword.key, keyword.node, by: node, rule, at: path)
    }
  }

  private func isKept(
    _ keyword: String,
    _ rule: JSONNode,
    by node: JSONNode,
    _ parent: JSONNode,
    at path: String
  ) -> [String] {
    switch keyword {
    case "$schema", "$id", "$defs", "title", "description", "default": return []
    case "$ref":
      let name = text(rule).replacingOccurrences(of: "#/$defs/", with: "")
      guard let target = schema["$defs"]?[name] else { return ["no definition \(name)"] }
      return problems(node, target, at: path)
    case "type": return isType(text(rule), node) ? [] : ["\(path): not of type \(text(rule))"]
    case "const": return node.value == rule.value ? [] : ["\(path): const"]
    case "enum":
      return elements(rule).contains { $0.value == node.value } ? [] : ["\(path): enum"]
    case "oneOf":
      let count = elements(rule).filter { problems(node, $0, at: path).isEmpty }.count
      return count == 1 ? [] : ["\(path): oneOf matched \(count)"]
    case "anyOf":
      let matches = elements(rule).contains { problems(node, $0, at: path).isEmpty }
      return matches ? [] : ["\(path): anyOf"]
    case "minLength", "pattern", "minimum", "maximum":
      return isInBounds(keyword, rule, node) ? [] : ["\(path): \(keyword)"]
    case "minItems": return elements(node).count >= number(rule) ? [] : ["\(path): minItems"]
    case "items":
      return elements(node).flatMap { problems($0, rule, at: path + "[]") }
    case "required":
      return elements(rule).map(text).filter { node[$0] == nil }.map { "\(path)/\($0): missing" }
    case "properties":
      return members(rule).flatMap { property in
        node[property.key].map { problems($0, property.node, at: path + "/" + property.key) } ?? []
      }
    case "propertyNames":
      return members(node).flatMap { member in
        problems(
          JSONNode(value: .string(member.key), position: member.position),
          rule,
          at: path + "/" + member.key
        )
      }
    case "additionalProperties":
      let known = Set(members(parent["properties"]).map(\.key))
      return members(node).filter { !known.contains($0.key) }.flatMap { member -> [String] in
        let place = path + "/" + member.key
        if rule.value == .boolean(false) { return ["\(place): not allowed"] }
        return problems(member.node, rule, at: place)
      }
    default: return ["\(path): unknown keyword \(keyword)"]
    }
  }

  private func isType(_ name: String, _ node: JSONNode) -> Bool {
    switch (name, node.value) {
    case ("string", .string), ("object", .object), ("array", .array): true
    case ("integer", .number(let text)): Int(text) != nil
    default: false
    }
  }

  private func isInBounds(_ keyword: String, _ rule: JSONNode, _ node: JSONNode) -> Bool {
    switch (keyword, node.value) {
    case ("minLength", .string(let text)): text.unicodeScalars.count >= number(rule)
    case ("pattern", .string(let text)):
      text.range(of: self.text(rule), options: .regularExpression) != nil
    case ("minimum", .number(let text)): (Int(text) ?? .min) >= number(rule)
    case ("maximum", .number(let text)): (Int(text) ?? .max) <= number(rule)
    default: true
    }
  }

  private func text(_ node: JSONNode) -> String {
    if case .string(let text) = node.value { text } else { "" }
  }

  private func number(_ node: JSONNode) -> Int {
    if case .number(let text) = node.value { Int(text) ?? 0 } else { 0 }
  }

  private func elements(_ node: JSONNode) -> [JSONNode] {
    if case .array(let elements) = node.value { elements } else { [] }
  }

  private func members(_ node: JSONNode?) -> [JSONNode.Member] {
    if case .object(let members) = node?.value { members } else { [] }
  }
}
