// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// A path of the SQL standard, as `json_value`, `json_query` and `json_exists` take it:
/// `lax $.resources[*]?(@.type == "AWS::S3::Object").ARN`.
///
/// - Source: ISO/IEC 9075-2 (SQL/JSON path); trino.io/docs/current/functions/json.html
struct SQLJSONPath: Sendable {
  /// In strict mode a path must fit the JSON, in lax mode arrays are unwrapped and wrapped as
  /// needed and what is not there is passed over.
  let isStrict: Bool
  let root: Expression

  indirect enum Expression: Sendable {
    case context
    case currentItem
    /// A value that PASSING names.
    case variable([UInt8])
    case last
    case literal(Item)
    case negated(Expression)
    case arithmetic(Expression, UInt8, Expression)
    /// nil is `.*`.
    case member(Expression, [UInt8]?)
    case descendants(Expression, [UInt8])
    /// nil is `[*]`.
    case elements(Expression, [Subscript]?)
    case filter(Expression, Predicate)
    case method(Expression, Method)
  }

  struct Subscript: Sendable {
    let from: Expression
    let to: Expression?
  }

  enum Method: String, Sendable, CaseIterable {
    case type, size, double, ceiling, floor, abs, keyvalue
  }

  indirect enum Predicate: Sendable {
    case and(Predicate, Predicate)
    case or(Predicate, Predicate)
    case not(Predicate)
    case isUnknown(Predicate)
    case exists(Expression)
    case compare(Expression, Comparison, Expression)
    case startsWith(Expression, Expression)
  }

  enum Comparison: Sendable {
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
  }

  typealias Item = JSONNode

  /// Reads a path that may use the variables of these names.
  ///
  /// - Throws: `INVALID_FUNCTION_ARGUMENT` that names the path and what was expected where.
  init(_ text: Text, passing names: [[UInt8]] = []) throws(QueryError) {
    var parser = SQLJSONPathParser(text.bytes, variables: names)
    do throws(SQLJSONPathParser.Failure) {
      (isStrict, root) = try parser.parse()
    } catch {
      throw .invalidArgument(
        "invalid JSON path: \(text.quotedExcerpt)",
        hint: "expected \(error.expected) at character \(error.offset + 1)"
      )
    }
  }
}
