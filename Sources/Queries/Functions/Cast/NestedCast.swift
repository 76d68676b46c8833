// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Casts of arrays, maps and rows to others of the same kind, value by value.
enum NestedCast {
  static func make(from source: DataType, to target: DataType) -> Cast.Conversion? {
    switch (source, target) {
    case (.array(let from), .array(let to)):
      guard let element = Cast.make(from: from, to: to) else { return nil }
      return { (value) throws(QueryError) in
        var values: [Value] = []
        for item in try value.asArray {
          values.append(try element(item))
        }
        return .array(values)
      }
    case (.map(let fromKey, let fromValue), .map(let toKey, let toValue)):
      guard let key = Cast.make(from: fromKey, to: toKey),
        let entryValue = Cast.make(from: fromValue, to: toValue)
      else { return nil }
      return { (value) throws(QueryError) in
        try convert(try value.asMap, key: key, value: entryValue)
      }
    case (.row(let from), .row(let to)): return makeRow(from: from, to: to)
    default: return nil
    }
  }

  private static func convert(
    _ entries: [MapEntry],
    key: Cast.Conversion,
    value: Cast.Conversion
  ) throws(QueryError) -> Value {
    var converted: [MapEntry] = []
    var seen: Set<Value> = []
    for entry in entries {
      let newKey = try key(entry.key)
      guard !newKey.isNull else { throw .invalidCast("map key is null") }
      // Two texts can be one number.
      guard seen.insert(newKey).inserted else { throw .invalidCast("duplicate keys") }
      converted.append(MapEntry(key: newKey, value: try value(entry.value)))
    }
    return .map(converted)
  }

  private static func makeRow(from: [RowField], to: [RowField]) -> Cast.Conversion? {
    guard from.count == to.count else { return nil }
    var fields: [Cast.Conversion] = []
    for (source, target) in zip(from, to) {
      guard let field = Cast.make(from: source.type, to: target.type) else { return nil }
      fields.append(field)
    }
    let conversions = fields
    return { (value) throws(QueryError) in
      let row = try value.asRow
      guard row.count == conversions.count else { throw value.mismatch("a row of its type") }
      var values: [Value] = []
      for (item, conversion) in zip(row, conversions) {
        values.append(try conversion(item))
      }
      return .row(values)
    }
  }
}
