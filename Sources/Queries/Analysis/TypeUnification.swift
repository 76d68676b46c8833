// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// The types that the variables of one signature stand for, as arguments come in.
struct TypeUnification {
  private var types: [String: DataType] = [:]

  /// Takes an argument for a parameter; false where it can be none.
  mutating func take(_ type: DataType, for pattern: TypePattern) -> Bool {
    switch (pattern, type) {
    case (.exact(let target), _): return TypeCoercion.canCoerce(type, to: target)
    case (.variable(let name, let family), _):
      guard let member = family.member(type) else { return false }
      guard let known = types[name] else {
        types[name] = member
        return true
      }
      guard let common = TypeCoercion.commonType(known, member) else { return false }
      types[name] = common
      return true
    case (.array(let element), .array(let other)): return take(other, for: element)
    case (.array(let element), .unknown): return take(.unknown, for: element)
    case (.map(let key, let value), .map(let otherKey, let otherValue)):
      return take(otherKey, for: key) && take(otherValue, for: value)
    case (.map(let key, let value), .unknown):
      return take(.unknown, for: key) && take(.unknown, for: value)
    case (.row(let patterns), .row(let fields)):
      guard patterns.count == fields.count else { return false }
      for (pattern, field) in zip(patterns, fields) where !take(field.type, for: pattern) {
        return false
      }
      return true
    case (.function, .function): return true
    default: return false
    }
  }

  /// The type a pattern has come to stand for; nil while one of its variables is open.
  func type(of pattern: TypePattern) -> DataType? {
    switch pattern {
    case .exact(let type): return type
    case .variable(let name, _): return types[name]
    case .array(let element): return type(of: element).map { .array($0) }
    case .map(let key, let value):
      guard let key = type(of: key), let value = type(of: value) else { return nil }
      return .map(key: key, value: value)
    case .row(let patterns):
      let fields = patterns.compactMap { type(of: $0).map { RowField(nil, $0) } }
      return fields.count == patterns.count ? .row(fields) : nil
    case .function(let parameters, let result):
      let types = parameters.compactMap { type(of: $0) }
      guard types.count == parameters.count, let result = type(of: result) else { return nil }
      return .function(parameters: types, result: result)
    }
  }

  /// The type of a result: a bare family takes the type of the only parameter of that family.
  func resultType(of signature: SignaturePattern) -> DataType? {
    guard case .variable(let name, let family) = signature.result, types[name] == nil else {
      return type(of: signature.result)
    }
    if family == .varchar { return .string }
    let namesakes = signature.parameters.compactMap { parameter -> String? in
      if case .variable(let other, family) = parameter { other } else { nil }
    }
    if namesakes.count == 1, let type = types[namesakes[0]] { return type }
    return family.usual
  }

  /// How much a coercion departs from the argument's own type; overloads with less are preferred.
  static func cost(from source: DataType, to target: DataType) -> Int {
    if source == target { return 0 }
    switch (source, target) {
    // A bare NULL is text or a number rather than a whole array.
    case (.unknown, .array), (.unknown, .map), (.unknown, .row): return 5
    case (.unknown, _): return 1
    case (.varchar, .varchar), (.char, .char), (.decimal, .decimal), (.time, .time),
      (.timestamp, .timestamp), (.timestampWithTimeZone, .timestampWithTimeZone):
      return 2
    case (.array(let element), .array(let other)): return cost(from: element, to: other)
    case (.map(let key, let value), .map(let otherKey, let otherValue)):
      return cost(from: key, to: otherKey) + cost(from: value, to: otherValue)
    default: return 1000 + abs(rank(target) - rank(source))
    }
  }

  private static func rank(_ type: DataType) -> Int {
    switch type {
    case .tinyint: 0
    case .smallint: 1
    case .integer: 2
    case .bigint: 3
    case .decimal: 4
    case .real: 5
    case .double: 6
    case .date: 10
    case .timestamp: 11
    case .timestampWithTimeZone: 12
    case .varchar: 20
    case .char: 21
    default: 30
    }
  }
}
