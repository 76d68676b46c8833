// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// What CloudTrail Lake takes and Athena does not, in queries that read its columns.
extension QueryAnalysis {
  /// Text beside a timestamp, a date or a boolean as that: `eventtime > '2026-10-01 00:00:00'`,
  /// `sessioncredentialfromconsole = true`.
  ///
  /// - Source: the sample queries of docs.aws.amazon.com/awscloudtrail/latest/userguide and of the
  ///   console compare so.
  func lakeOperand(
    _ bound: BoundExpression,
    _ written: Expression,
    beside type: DataType
  ) throws(QueryError) -> BoundExpression {
    guard usesLakeDialect, bound.type.isText, bound.type != .unknown else { return bound }
    switch type {
    case .boolean: return BoundExpression(.cast(bound, isTry: true), .boolean, at: bound.range)
    case .timestamp, .timestampWithTimeZone, .date: break
    default: return bound
    }
    guard case .string(let spelled) = written.kind else {
      // 'T' and 'Z' of ISO 8601 are no part of SQL's timestamps.
      let letters = [text("TZ", written.range), text(" ", written.range)]
      let plain = try operatorCall("translate", "translate", [bound] + letters, written.range)
      let target = type == .date ? type : .timestamp(precision: 3)
      return BoundExpression(.cast(plain, isTry: false), target, at: bound.range)
    }
    var bytes = Array(spelled.utf8)
    if bytes.count > 10, bytes[10] | 0x20 == UInt8(ascii: "t") { bytes[10] = 0x20 }
    if let last = bytes.last, last | 0x20 == UInt8(ascii: "z") { bytes.removeLast() }
    let name = TypeName(
      name: type == .date ? "date" : "timestamp",
      arguments: [],
      range: written.range
    )
    let literal = ExpressionKind.typedLiteral(name, String(decoding: bytes, as: UTF8.self))
    return try self.literal(Expression(literal, written.range))
  }

  /// The function that a call means: `json_extract` with a path that only Lake can read is another.
  func lakeFunction(of call: FunctionCall) -> String {
    let name = call.name.key
    guard usesLakeDialect, name == "json_extract" || name == "json_extract_scalar",
      call.arguments.count == 2, case .string(let path) = call.arguments[1].kind,
      (try? JSONPath(Text(path))) == nil
    else { return name }
    return "$\(name) lake"
  }
}
