// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// The arguments of a call, taken out of their values.
///
/// The analysis has settled the types; a value of another type is our own mistake and reported as
/// an internal error instead of a trap.
struct ArgumentReader {
  let values: [Value]

  init(_ values: [Value]) {
    self.values = values
  }

  var count: Int { values.count }

  /// The text of a varchar, char or JSON argument.
  func text(_ index: Int) throws(QueryError) -> Text {
    switch values[index] {
    case .varchar(let text), .json(let text): return text
    default: throw mismatch(index, "varchar")
    }
  }

  /// The bytes of a varchar, char, JSON or varbinary argument.
  func bytes(_ index: Int) throws(QueryError) -> [UInt8] {
    switch values[index] {
    case .varchar(let text), .json(let text): return text.bytes
    case .varbinary(let bytes), .ipaddress(let bytes), .uuid(let bytes): return bytes
    default: throw mismatch(index, "varbinary")
    }
  }

  func integer(_ index: Int) throws(QueryError) -> Int64 {
    guard case .bigint(let value) = values[index] else { throw mismatch(index, "bigint") }
    return value
  }

  func double(_ index: Int) throws(QueryError) -> Double {
    switch values[index] {
    case .double(let value): return value
    case .real(let value): return Double(value)
    default: throw mismatch(index, "double")
    }
  }

  func boolean(_ index: Int) throws(QueryError) -> Bool {
    guard case .boolean(let value) = values[index] else { throw mismatch(index, "boolean") }
    return value
  }

  func array(_ index: Int) throws(QueryError) -> [Value] {
    guard case .array(let value) = values[index] else { throw mismatch(index, "array") }
    return value
  }

  private func mismatch(_ index: Int, _ expected: String) -> QueryError {
    QueryError(.genericInternalError, "argument \(index + 1) is not of type \(expected)")
  }
}

extension ScalarOverload {
  /// An overload whose implementation needs nothing but its arguments.
  ///
  /// - Parameters:
  ///   - signature: what it takes and gives.
  ///   - result: the type it gives, where the signature leaves a length inside of it open.
  ///   - returnsNullOnNull: whether it is not called for NULLs.
  ///   - body: computes the value.
  /// - Returns: the overload.
  static func plain(
    _ signature: Signature,
    result: DataType? = nil,
    returnsNullOnNull: Bool = true,
    _ body: @escaping @Sendable (ArgumentReader) throws(QueryError) -> Value
  ) -> ScalarOverload {
    ScalarOverload(
      signature,
      returnsNullOnNull: returnsNullOnNull,
      resultType: always(result)
    ) { _, _ in
      .values { (arguments) throws(QueryError) in try body(ArgumentReader(arguments)) }
    }
  }

  private static func always(
    _ type: DataType?
  ) -> (@Sendable ([DataType]) throws(QueryError) -> DataType)? {
    guard let type else { return nil }
    return { (_) throws(QueryError) in type }
  }

  /// An overload with one argument worth preparing: made once when it is constant, else kept for
  /// the values that come again.
  ///
  /// - Parameters:
  ///   - signature: what it takes and gives.
  ///   - index: which argument is prepared.
  ///   - result: the type it gives, where the signature leaves a length inside of it open.
  ///   - prepare: makes of the argument what the body takes.
  ///   - body: computes the value.
  /// - Returns: the overload.
  static func prepared<Prepared>(
    _ signature: Signature,
    argument index: Int,
    result: DataType? = nil,
    prepare: @escaping @Sendable (Value) throws(QueryError) -> Prepared,
    _ body: @escaping @Sendable (Prepared, ArgumentReader) throws(QueryError) -> Value
  ) -> ScalarOverload {
    ScalarOverload(signature, resultType: always(result)) { _, _ in
      .prepared { (constants) throws(QueryError) in
        if let constant = constants[index], !constant.isNull {
          let prepared = try prepare(constant)
          return { (arguments) throws(QueryError) in
            try body(prepared, ArgumentReader(arguments))
          }
        }
        let cache = PreparedCache(prepare)
        return { (arguments) throws(QueryError) in
          try body(try cache.value(for: arguments[index]), ArgumentReader(arguments))
        }
      }
    }
  }
}

extension QueryError {
  /// `INVALID_FUNCTION_ARGUMENT`, by far the commonest of a function's errors.
  static func invalidArgument(_ message: String, hint: String? = nil) -> QueryError {
    QueryError(.invalidFunctionArgument, message, hint: hint)
  }
}
