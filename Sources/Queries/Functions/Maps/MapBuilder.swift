// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Makes a map entry by entry, with the errors of NULL and repeated keys.
struct MapBuilder {
  private(set) var entries: [MapEntry] = []
  private var seen: Set<Value> = []
  private let keyType: DataType

  init(keyType: DataType) {
    self.keyType = keyType
  }

  mutating func add(_ key: Value, _ value: Value) throws(QueryError) {
    guard !key.isNull else { throw .invalidArgument("map key cannot be null") }
    guard seen.insert(key).inserted else {
      let shown = key.text(as: keyType)?.string ?? "null"
      throw .invalidArgument("Duplicate map keys (\(shown)) are not allowed")
    }
    entries.append(MapEntry(key: key, value: value))
  }
}
