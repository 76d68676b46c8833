// SPDX-License-Identifier: Apache-2.0
package import Columns

/// A scalar function of Athena: its name, the signatures it takes, and how each is computed.
package struct ScalarFunction: Sendable {
  package let name: String
  package let aliases: [String]
  package let overloads: [ScalarOverload]
  /// One sentence for the reference.
  package let summary: String

  package init(
    _ name: String,
    aliases: [String] = [],
    _ summary: String,
    _ overloads: [ScalarOverload]
  ) {
    self.name = name
    self.aliases = aliases
    self.summary = summary
    self.overloads = overloads
  }
}

/// One signature and its implementation.
package struct ScalarOverload: Sendable {
  package let signature: Signature
  /// NULL in any argument gives NULL without a call; the usual case.
  package let returnsNullOnNull: Bool
  /// The same arguments give the same answer: all but `random`, `uuid` and the like.
  package let isDeterministic: Bool
  /// The result's type where the signature cannot tell it (decimals); given the argument types.
  package let resultType: (@Sendable ([DataType]) throws(QueryError) -> DataType)?
  /// Makes the implementation for the types the arguments have; called once a query and worker.
  package let make: @Sendable (_ arguments: [DataType], _ result: DataType) -> ScalarImplementation

  package init(
    _ signature: Signature,
    returnsNullOnNull: Bool = true,
    isDeterministic: Bool = true,
    resultType: (@Sendable ([DataType]) throws(QueryError) -> DataType)? = nil,
    make: @escaping @Sendable ([DataType], DataType) -> ScalarImplementation
  ) {
    self.signature = signature
    self.returnsNullOnNull = returnsNullOnNull
    self.isDeterministic = isDeterministic
    self.resultType = resultType
    self.make = make
  }
}

/// Computes one value from its arguments.
package enum ScalarImplementation {
  case values((_ arguments: [Value]) throws(QueryError) -> Value)
  /// For functions whose constant arguments are worth preparing (a pattern, a JSON path, a format):
  /// called once with the arguments that are constant, nil for the others.
  case prepared(
    (_ constants: [Value?]) throws(QueryError) -> (_ arguments: [Value]) throws(QueryError) -> Value
  )
  /// For functions that take lambdas: a lambda argument stands as a function, others as values.
  case higherOrder(
    (_ arguments: [Value], _ lambdas: [Lambda]) throws(QueryError) -> Value
  )
}

/// A lambda with its captured row, ready to be called.
package typealias Lambda = (_ arguments: [Value]) throws(QueryError) -> Value

/// The types a function takes and gives.
///
/// Written as Trino's documentation writes them: `"(varchar, bigint) -> varchar"`,
/// `"(array(T), T) -> boolean"`, `"(array(T), function(T, U)) -> array(U)"`,
/// `"(varchar, varchar...) -> varchar"` for a last argument that may repeat. `decimal(p, s)` binds
/// precision and scale; a bare `decimal`, `varchar`, `timestamp`, `timestamp with time zone` or `time`
/// takes any length or precision. Single capitals are type variables; a bare `integer` parameter takes
/// smaller integers, `bigint` any integer, by coercion.
///
/// Operators are functions too, under names no identifier can have: `$add`, `$subtract`,
/// `$multiply`, `$divide`, `$modulus`, `$negate`, `$subscript`. `||` is `concat`.
package struct Signature: Sendable {
  package let text: String

  package init(_ text: String) {
    self.text = text
  }
}

extension Signature: ExpressibleByStringLiteral {
  package init(stringLiteral value: String) {
    self.init(value)
  }
}

/// The overload that a call's argument types chose, with those types after coercion.
package struct ResolvedScalarFunction: Sendable {
  package let name: String
  package let overload: ScalarOverload
  package let argumentTypes: [DataType]
  package let resultType: DataType

  package init(
    name: String,
    overload: ScalarOverload,
    argumentTypes: [DataType],
    resultType: DataType
  ) {
    self.name = name
    self.overload = overload
    self.argumentTypes = argumentTypes
    self.resultType = resultType
  }
}
