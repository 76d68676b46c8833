// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// `x[i]`: unlike `element_at`, an error where there is nothing.
enum SubscriptOperator {
  static let overloads: [ScalarOverload] = [
    ScalarOverload("(array(T), bigint) -> T") { _, _ in
      .values { (arguments) throws(QueryError) in
        try element(of: try arguments[0].asArray, at: try arguments[1].asInteger)
      }
    },
    ScalarOverload("(map(K, V), K) -> V") { types, _ in
      let keyType = types.count > 1 ? types[1] : .unknown
      return .values { (arguments) throws(QueryError) in
        guard let entry = try arguments[0].asMap.first(where: { $0.key == arguments[1] }) else {
          let key = arguments[1].text(as: keyType)?.string ?? "null"
          throw QueryError(.invalidFunctionArgument, "Key not present in map: \(key)")
        }
        return entry.value
      }
    },
  ]

  private static func element(of values: [Value], at index: Int64) throws(QueryError) -> Value {
    guard index >= 1 else {
      throw QueryError(
        .invalidFunctionArgument,
        index == 0 ? "SQL array indices start at 1" : "Array subscript is negative: \(index)"
      )
    }
    guard index <= values.count else {
      throw QueryError(
        .invalidFunctionArgument,
        "Array subscript must be less than or equal to array length: \(index) > \(values.count)"
      )
    }
    return values[Int(index) - 1]
  }
}
