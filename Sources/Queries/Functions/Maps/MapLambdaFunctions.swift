// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Functions that apply a lambda to the entries of maps.
enum MapLambdaFunctions {
  static let all: [ScalarFunction] = [
    ScalarFunction(
      "map_filter",
      "The entries for which the function of key and value is true.",
      [
        .lambda("(map(K, V), function(K, V, boolean)) -> map(K, V)") {
          (arguments, lambdas) throws(QueryError) in
          var entries: [MapEntry] = []
          for entry in try arguments[0].asMap
          where try lambdas[0]([entry.key, entry.value]) == .boolean(true) {
            entries.append(entry)
          }
          return .map(entries)
        }
      ]
    ),
    ScalarFunction(
      "transform_values",
      "The map with what the function makes of each key and value as values.",
      [
        .lambda("(map(K, V), function(K, V, W)) -> map(K, W)") {
          (arguments, lambdas) throws(QueryError) in
          var entries: [MapEntry] = []
          for entry in try arguments[0].asMap {
            let value = try lambdas[0]([entry.key, entry.value])
            entries.append(MapEntry(key: entry.key, value: value))
          }
          return .map(entries)
        }
      ]
    ),
    ScalarFunction(
      "transform_keys",
      "The map with what the function makes of each key and value as keys.",
      [
        ScalarOverload("(map(K, V), function(K, V, L)) -> map(L, V)") { _, result in
          .higherOrder { (arguments, lambdas) throws(QueryError) in
            var builder = MapBuilder(keyType: result.keyType)
            for entry in try arguments[0].asMap {
              try builder.add(try lambdas[0]([entry.key, entry.value]), entry.value)
            }
            return .map(builder.entries)
          }
        }
      ]
    ),
    ScalarFunction(
      "map_zip_with",
      "The keys of both maps with what the function makes of key and both values.",
      [
        .lambda("(map(K, V), map(K, W), function(K, V, W, R)) -> map(K, R)") {
          (arguments, lambdas) throws(QueryError) in
          let left = try arguments[0].asMap
          let right = try arguments[1].asMap
          var others = Dictionary(right.map { ($0.key, $0.value) }) { first, _ in first }
          var entries: [MapEntry] = []
          for entry in left {
            let other = others.removeValue(forKey: entry.key) ?? .null
            let value = try lambdas[0]([entry.key, entry.value, other])
            entries.append(MapEntry(key: entry.key, value: value))
          }
          for entry in right where others[entry.key] != nil {
            let value = try lambdas[0]([entry.key, .null, entry.value])
            entries.append(MapEntry(key: entry.key, value: value))
          }
          return .map(entries)
        }
      ]
    ),
  ]
}
