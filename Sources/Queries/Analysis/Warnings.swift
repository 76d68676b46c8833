// SPDX-License-Identifier: Apache-2.0
private import Columns

/// Queries that run, and most likely do not say what was meant.
extension QueryAnalysis {
  /// Columns that most records do not have.
  private static let oftenAbsent: Set<String> = [
    "errorcode", "errormessage", "username", "sessioncontext", "sessionissuer", "invokedby",
    "accesskeyid", "requestparameters", "responseelements", "additionaleventdata", "vpcendpointid",
    "serviceeventdetails", "sharedeventid", "mfaauthenticated", "resources", "useragent",
  ]

  /// Looks at one comparison.
  mutating func warn(of operation: ComparisonOperator, _ sides: Sides, _ range: SourceRange) {
    if operation == .notEqual {
      warnOfDroppedNulls(sides.leftText, "<>", range, comparedWith: sides.right)
    }
    warnOfSpaceInTime(operation, sides.leftText, sides.left.type, sides.rightText)
    warnOfSpaceInTime(operation, sides.rightText, sides.right.type, sides.leftText)
  }

  /// `eventtime >= '2023-01-05 13:51:00'` is true for the whole of that day: 'T' sorts after ' '.
  private mutating func warnOfSpaceInTime(
    _ operation: ComparisonOperator,
    _ column: Expression,
    _ type: DataType,
    _ literal: Expression
  ) {
    guard type.isVarchar, column.nameParts?.last?.key == "eventtime",
      case .string(let text) = literal.kind
    else { return }
    let bytes = Array(text.utf8)
    let isDay = bytes.count == 10
    guard bytes.count >= 10, bytes[0..<4].allSatisfy({ 48...57 ~= $0 }), bytes[4] == 45 else {
      return
    }
    if isDay, operation != .equal, operation != .lessOrEqual { return }
    guard isDay || bytes[10] != 84 else { return }
    let cure = text.prefix(10) + "T" + (isDay ? "00:00:00" : text.dropFirst(11)) + "Z"
    warnings.append(
      QueryWarning(
        "eventtime is text such as '2024-01-31T08:00:00Z', and '\(text)' has no 'T': it is compared "
          + "letter by letter, so write '\(cure.hasSuffix("ZZ") ? cure.dropLast() : cure)'",
        at: literal.range
      )
    )
  }

  /// `errorcode <> 'x'` is not true where errorcode is NULL.
  mutating func warnOfDroppedNulls(
    _ operand: Expression,
    _ operation: String,
    _ range: SourceRange,
    comparedWith other: BoundExpression? = nil
  ) {
    guard let names = operand.nameParts,
      names.contains(where: { Self.oftenAbsent.contains($0.key) })
    else { return }
    // `<> ''` is the usual way to ask for rows that have a value.
    if case .varchar(let text) = other?.literal, text.isEmpty { return }
    let name = names.map(\.name).joined(separator: ".")
    let cure =
      operation == "<>" ? "\(name) IS DISTINCT FROM …" : "coalesce(\(name), '') \(operation) …"
    warnings.append(
      QueryWarning(
        "\(name) is NULL in most records, and \(operation) drops those: write \(cure) to keep them",
        at: range
      )
    )
  }

  /// ORDER BY in a subquery without LIMIT does nothing.
  mutating func warnOfUselessOrder(_ query: Query) {
    guard let first = query.orderBy.first, query.limit == nil, query.offset == nil else { return }
    warnings.append(
      QueryWarning(
        "ORDER BY in a subquery without LIMIT does not order the result: move it to the end",
        at: first.expression.range
      )
    )
  }
}
