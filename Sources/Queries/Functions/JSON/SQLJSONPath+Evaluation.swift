// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Why a path has no answer for a JSON value; the function's ON ERROR clause says what comes of it.
struct SQLJSONPathFailure: Error {
  let reason: String
}

extension SQLJSONPath {
  /// The items the path leads to, in their order.
  func evaluate(
    _ input: JSONNode,
    variables: [[UInt8]: Item] = [:]
  ) throws(SQLJSONPathFailure) -> [Item] {
    try SQLJSONPathEvaluator(isStrict: isStrict, input: input, variables: variables).items(root)
  }
}

/// Evaluates one path over one value; `current` and `last` are what `@` and `last` stand for.
private struct SQLJSONPathEvaluator {
  typealias Item = JSONNode
  typealias Failure = SQLJSONPathFailure

  /// Repeated subscripts (`[0, 0]`) double the items: a path may not exhaust the memory with them.
  static let maximumItemCount = 100_000

  let isStrict: Bool
  let input: Item
  let variables: [[UInt8]: Item]
  var current: Item?
  var last: Int?

  init(isStrict: Bool, input: Item, variables: [[UInt8]: Item]) {
    self.isStrict = isStrict
    self.input = input
    self.variables = variables
  }

  func items(_ expression: SQLJSONPath.Expression) throws(Failure) -> [Item] {
    switch expression {
    case .context: return [input]
    case .currentItem:
      guard let current else { throw Failure(reason: "'@' outside of a filter") }
      return [current]
    case .variable(let name): return variables[name].map { [$0] } ?? []
    case .last:
      guard let last else { throw Failure(reason: "'last' outside of a subscript") }
      return [Item.integer(Int64(last))]
    case .literal(let item): return [item]
    case .negated(let operand):
      return try map(unwrapped(try items(operand))) { (item) throws(Failure) in
        try Item.arithmetic(Item.integer(0), 0x2D, item)
      }
    case .arithmetic(let left, let sign, let right):
      return [try Item.arithmetic(try single(left), sign, try single(right))]
    case .member(let base, let name): return try members(of: try items(base), named: name)
    case .descendants(let base, let name):
      var found: [Item] = []
      for item in try items(base) { Self.descend(into: item, name, &found) }
      return found
    case .elements(let base, let subscripts):
      return try elements(of: try items(base), subscripts)
    case .filter(let base, let predicate):
      var kept: [Item] = []
      for item in unwrapped(try items(base)) where test(predicate, on: item) == true {
        kept.append(item)
      }
      return kept
    case .method(let base, let method): return try call(method, on: try items(base))
    }
  }

  private func single(_ expression: SQLJSONPath.Expression) throws(Failure) -> Item {
    let found = unwrapped(try items(expression))
    guard found.count == 1, let item = found.first else {
      throw Failure(reason: "an operand must be one item")
    }
    return item
  }

  /// Lax mode takes the elements in place of an array where no array is wanted.
  private func unwrapped(_ items: [Item]) -> [Item] {
    guard !isStrict else { return items }
    return items.flatMap { item in
      if case .array(let elements) = item { elements } else { [item] }
    }
  }

  private func map(
    _ items: [Item],
    _ transform: (Item) throws(Failure) -> Item
  ) throws(Failure) -> [Item] {
    var result: [Item] = []
    for item in items { result.append(try transform(item)) }
    return result
  }

  // MARK: Accessors

  private func members(of items: [Item], named name: [UInt8]?) throws(Failure) -> [Item] {
    var result: [Item] = []
    for item in unwrapped(items) {
      guard case .object(let members) = item else {
        if isStrict { throw Failure(reason: "a member of what is no object") }
        continue
      }
      guard let name else {
        result += members.map(\.value)
        continue
      }
      if let member = members.last(where: { $0.key == name }) {
        result.append(member.value)
      } else if isStrict {
        throw Failure(reason: "no member \(Text(bytes: name).quotedExcerpt)")
      }
    }
    return result
  }

  private static func descend(into item: Item, _ name: [UInt8], _ found: inout [Item]) {
    switch item {
    case .object(let members):
      if let member = members.last(where: { $0.key == name }) { found.append(member.value) }
      for member in members { descend(into: member.value, name, &found) }
    case .array(let elements):
      for element in elements { descend(into: element, name, &found) }
    case .null, .boolean, .number, .string: break
    }
  }

  private func elements(
    of items: [Item],
    _ subscripts: [SQLJSONPath.Subscript]?
  ) throws(Failure) -> [Item] {
    var result: [Item] = []
    for item in items {
      let elements: [Item]
      if case .array(let inner) = item {
        elements = inner
      } else if isStrict {
        throw Failure(reason: "an element of what is no array")
      } else {
        elements = [item]
      }
      guard let subscripts else {
        result += elements
        continue
      }
      var inner = self
      inner.last = elements.count - 1
      for entry in subscripts {
        let from = try inner.index(entry.from)
        let to = if let end = entry.to { try inner.index(end) } else { from }
        guard from <= to, from >= 0, to < elements.count || !isStrict else {
          if isStrict { throw Failure(reason: "a subscript beyond the array") }
          if from <= to, to >= 0, !elements.isEmpty {
            result += elements[0...min(to, elements.count - 1)]
          }
          continue
        }
        if from < elements.count { result += elements[from...min(to, elements.count - 1)] }
        guard result.count < Self.maximumItemCount else {
          throw Failure(reason: "the path leads to more than \(Self.maximumItemCount) items")
        }
      }
    }
    return result
  }

  private func index(_ expression: SQLJSONPath.Expression) throws(Failure) -> Int {
    guard case .number(let text) = try single(expression), let value = ScalarText.double(text),
      let index = Int(exactly: value.rounded(.towardZero))
    else { throw Failure(reason: "a subscript must be a number") }
    return index
  }

  // MARK: Methods

  private func call(_ method: SQLJSONPath.Method, on items: [Item]) throws(Failure) -> [Item] {
    switch method {
    case .type: return items.map { .string(Array($0.typeName.utf8)) }
    case .size:
      return try map(items) { (item) throws(Failure) in
        if case .array(let elements) = item { return Item.integer(Int64(elements.count)) }
        if isStrict { throw Failure(reason: "size() of what is no array") }
        return Item.integer(1)
      }
    case .double:
      return try map(unwrapped(items)) { (item) throws(Failure) in
        switch item {
        case .number(let bytes), .string(let bytes):
          if let value = ScalarText.double(bytes) { return Item.number(value) }
        default: break
        }
        throw Failure(reason: "double() of what is no number")
      }
    case .ceiling: return try round(items, .up)
    case .floor: return try round(items, .down)
    case .abs:
      return try map(unwrapped(items)) { (item) throws(Failure) in
        guard case .number(let text) = item else {
          throw Failure(reason: "abs() of what is no number")
        }
        return .number(text.first == 0x2D ? Array(text.dropFirst()) : text)
      }
    case .keyvalue: return try keyValues(unwrapped(items))
    }
  }

  private func round(
    _ items: [Item],
    _ rule: FloatingPointRoundingRule
  ) throws(Failure) -> [Item] {
    try map(unwrapped(items)) { (item) throws(Failure) in
      guard case .number(let text) = item, let value = ScalarText.double(text) else {
        throw Failure(reason: "rounding of what is no number")
      }
      if ScalarText.integer(text) != nil { return item }
      let rounded = value.rounded(rule)
      return Int64(exactly: rounded).map { Item.integer($0) } ?? Item.number(rounded)
    }
  }

  private func keyValues(_ items: [Item]) throws(Failure) -> [Item] {
    var result: [Item] = []
    for (id, item) in items.enumerated() {
      guard case .object(let members) = item else {
        throw Failure(reason: "keyvalue() of what is no object")
      }
      result += members.map { member in
        .object([
          .init(key: Array("name".utf8), value: .string(member.key)),
          .init(key: Array("value".utf8), value: member.value),
          .init(key: Array("id".utf8), value: Item.integer(Int64(id))),
        ])
      }
    }
    return result
  }

  // MARK: Predicates

  /// nil is unknown.
  private func test(_ predicate: SQLJSONPath.Predicate, on item: Item) -> Bool? {
    var inner = self
    inner.current = item
    return inner.test(predicate)
  }

  private func test(_ predicate: SQLJSONPath.Predicate) -> Bool? {
    switch predicate {
    case .and(let left, let right):
      let (a, b) = (test(left), test(right))
      return a == false || b == false ? false : a == nil || b == nil ? nil : true
    case .or(let left, let right):
      let (a, b) = (test(left), test(right))
      return a == true || b == true ? true : a == nil || b == nil ? nil : false
    case .not(let operand): return test(operand).map { !$0 }
    case .isUnknown(let operand): return test(operand) == nil
    case .exists(let path): return operands(path).map { !$0.isEmpty }
    case .compare(let left, let comparison, let right):
      return pairs(left, right) { Item.compare($0, comparison, $1) }
    case .startsWith(let left, let right):
      return pairs(left, right) { whole, prefix in
        guard case .string(let whole) = whole, case .string(let prefix) = prefix else { return nil }
        return whole.starts(with: prefix)
      }
    }
  }

  private func operands(_ path: SQLJSONPath.Expression) -> [Item]? {
    (try? items(path)).map { unwrapped($0) }
  }

  /// TRUE when one pair passes; in strict mode one unknown pair makes the whole unknown, in lax mode
  /// whichever of true and unknown comes first.
  private func pairs(
    _ left: SQLJSONPath.Expression,
    _ right: SQLJSONPath.Expression,
    _ passes: (Item, Item) -> Bool?
  ) -> Bool? {
    guard let first = operands(left), let second = operands(right) else { return nil }
    var found = false
    for a in first {
      for b in second {
        switch passes(a, b) {
        case .none: return nil
        case .some(true):
          if !isStrict { return true }
          found = true
        case .some(false): break
        }
      }
    }
    return found
  }
}
