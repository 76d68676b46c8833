// SPDX-License-Identifier: Apache-2.0
internal import Columns

extension ScalarOverload {
  /// An overload that may have to look time zones up.
  static func timed(
    _ signature: Signature,
    result: (@Sendable ([DataType]) -> DataType)? = nil,
    _ body: @escaping @Sendable ([Value], inout ZoneCache) throws(QueryError) -> Value
  ) -> ScalarOverload {
    ScalarOverload(
      signature,
      resultType: typed(result),
      make: { _, _ in
        var zones = ZoneCache()
        return .values { (arguments) throws(QueryError) in try body(arguments, &zones) }
      }
    )
  }

  /// An overload with one argument worth preparing: once when it is constant, else at each call.
  static func timed<Prepared>(
    _ signature: Signature,
    result: (@Sendable ([DataType]) -> DataType)? = nil,
    preparing index: Int,
    with prepare: @escaping @Sendable (Text) throws(QueryError) -> Prepared,
    _ body: @escaping @Sendable (Prepared, [Value], inout ZoneCache) throws(QueryError) -> Value
  ) -> ScalarOverload {
    ScalarOverload(
      signature,
      resultType: typed(result),
      make: { _, _ in
        .prepared { (constants) throws(QueryError) in
          var zones = ZoneCache()
          if let constant = constants[index], !constant.isNull {
            let prepared = try prepare(try constant.asText)
            return { (arguments) throws(QueryError) in try body(prepared, arguments, &zones) }
          }
          return { (arguments) throws(QueryError) in
            try body(try prepare(try arguments[index].asText), arguments, &zones)
          }
        }
      }
    )
  }

  private static func typed(
    _ result: (@Sendable ([DataType]) -> DataType)?
  ) -> (@Sendable ([DataType]) throws(QueryError) -> DataType)? {
    guard let result else { return nil }
    return { (types) throws(QueryError) in result(types) }
  }
}
