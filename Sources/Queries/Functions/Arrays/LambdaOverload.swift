// SPDX-License-Identifier: Apache-2.0
internal import Columns

extension ScalarOverload {
  /// An overload with lambdas among its arguments.
  static func lambda(
    _ signature: Signature,
    returnsNullOnNull: Bool = true,
    _ body: @escaping @Sendable ([Value], [Lambda]) throws(QueryError) -> Value
  ) -> ScalarOverload {
    ScalarOverload(signature, returnsNullOnNull: returnsNullOnNull) { _, _ in
      .higherOrder { (arguments, lambdas) throws(QueryError) in try body(arguments, lambdas) }
    }
  }
}
