// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// The functions of maps.
///
/// The entries of a result are in the order in which they were met, so that a page reads the same
/// every time; Trino leaves the order open.
package enum MapFunctions {
  package static let all: [ScalarFunction] =
    [
      map, mapFromEntries, multimapFromEntries, mapConcat,
      ScalarFunction(
        "map_keys",
        "The keys of a map.",
        [
          .plain("(map(K, V)) -> array(K)") { (arguments) throws(QueryError) in
            .array(try arguments.values[0].asMap.map(\.key))
          }
        ]
      ),
      ScalarFunction(
        "map_values",
        "The values of a map.",
        [
          .plain("(map(K, V)) -> array(V)") { (arguments) throws(QueryError) in
            .array(try arguments.values[0].asMap.map(\.value))
          }
        ]
      ),
      ScalarFunction(
        "map_entries",
        "The entries of a map as rows of key and value.",
        [
          .plain("(map(K, V)) -> array(row(K, V))") { (arguments) throws(QueryError) in
            .array(try arguments.values[0].asMap.map { .row([$0.key, $0.value]) })
          }
        ]
      ),
    ] + MapLambdaFunctions.all

  private static let map = ScalarFunction(
    "map",
    "The map of an array of keys to an array of values; empty without them.",
    [
      .plain("() -> map(unknown, unknown)") { (_) throws(QueryError) in .map([]) },
      ScalarOverload("(array(K), array(V)) -> map(K, V)") { types, _ in
        let keyType = types.first?.elementType ?? .unknown
        return .values { (arguments) throws(QueryError) in
          let keys = try arguments[0].asArray
          let values = try arguments[1].asArray
          guard keys.count == values.count else {
            throw .invalidArgument("Key and value arrays must be the same length")
          }
          var builder = MapBuilder(keyType: keyType)
          for (key, value) in zip(keys, values) {
            try builder.add(key, value)
          }
          return .map(builder.entries)
        }
      },
    ]
  )

  private static let mapFromEntries = ScalarFunction(
    "map_from_entries",
    "The map of an array of rows of key and value.",
    [
      ScalarOverload("(array(row(K, V))) -> map(K, V)") { types, _ in
        let keyType = types.first?.elementType.keyType ?? .unknown
        return .values { (arguments) throws(QueryError) in
          var builder = MapBuilder(keyType: keyType)
          for entry in try arguments[0].asArray {
            let (key, value) = try pair(entry)
            try builder.add(key, value)
          }
          return .map(builder.entries)
        }
      }
    ]
  )

  private static let multimapFromEntries = ScalarFunction(
    "multimap_from_entries",
    "The map from each key of the rows to the array of its values.",
    [
      .plain("(array(row(K, V))) -> map(K, array(V))") { (arguments) throws(QueryError) in
        var keys: [Value] = []
        var values: [Value: [Value]] = [:]
        for entry in try arguments.array(0) {
          let (key, value) = try pair(entry)
          guard !key.isNull else { throw .invalidArgument("map key cannot be null") }
          if values[key] == nil {
            keys.append(key)
          }
          values[key, default: []].append(value)
        }
        return .map(keys.map { MapEntry(key: $0, value: .array(values[$0] ?? [])) })
      }
    ]
  )

  private static let mapConcat = ScalarFunction(
    "map_concat",
    "All entries of the maps; of a key in several, the last one's.",
    [
      .plain("(map(K, V), map(K, V)...) -> map(K, V)") { (arguments) throws(QueryError) in
        var places: [Value: Int] = [:]
        var entries: [MapEntry] = []
        for argument in arguments.values {
          for entry in try argument.asMap {
            if let place = places[entry.key] {
              entries[place] = entry
            } else {
              places[entry.key] = entries.count
              entries.append(entry)
            }
          }
        }
        return .map(entries)
      }
    ]
  )

  private static func pair(_ entry: Value) throws(QueryError) -> (key: Value, value: Value) {
    guard !entry.isNull else { throw .invalidArgument("map entry cannot be null") }
    let fields = try entry.asRow
    guard fields.count == 2 else { throw entry.mismatch("a row of two fields") }
    return (fields[0], fields[1])
  }
}

extension DataType {
  /// The type of an array's elements; unknown for any other type.
  var elementType: DataType {
    if case .array(let element) = self { element } else { .unknown }
  }

  /// The type of the keys of a map, or of rows that are a map's entries; unknown for any other type.
  var keyType: DataType {
    switch self {
    case .map(let key, _): key
    case .row(let fields): fields.first?.type ?? .unknown
    default: .unknown
    }
  }
}
