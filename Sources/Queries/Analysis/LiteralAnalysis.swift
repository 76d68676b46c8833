// SPDX-License-Identifier: Apache-2.0
internal import Columns

extension QueryAnalysis {
  /// A literal or a parameter.
  func literal(_ expression: Expression) throws(QueryError) -> BoundExpression {
    let range = expression.range
    func make(_ value: Value, _ type: DataType) -> BoundExpression {
      BoundExpression(.literal(value), type, at: range)
    }
    switch expression.kind {
    case .null: return make(.null, .unknown)
    case .boolean(let value): return make(.boolean(value), .boolean)
    case .integer, .decimal, .double: return try number(expression, isNegative: false)
    case .string(let text): return make(.text(text), .varchar(length: text.unicodeScalars.count))
    case .binary(let bytes): return make(.varbinary(bytes), .varbinary)
    case .interval(let interval): return try interval.literal(at: range)
    case .typedLiteral(let name, let text): return try typed(name, text, range)
    case .parameter, .namedParameter: return try parameter(expression)
    default:
      throw QueryError(.genericInternalError, "no literal", at: range)
    }
  }

  /// A numeric literal, with the sign in front of it.
  func number(_ expression: Expression, isNegative: Bool) throws(QueryError) -> BoundExpression {
    let sign = isNegative ? "-" : ""
    let range = expression.range
    switch expression.kind {
    case .integer(let digits):
      guard let value = Int64(sign + digits) else {
        throw QueryError(
          .invalidLiteral,
          "invalid numeric literal: \(sign)\(digits)",
          hint: "it does not fit a bigint: write \(digits).0 for a decimal",
          at: range
        )
      }
      let type = Int32(exactly: value) == nil ? DataType.bigint : .integer
      return BoundExpression(.literal(.bigint(value)), type, at: range)
    case .decimal(let text):
      return try decimal(sign + text, range)
    case .double(let text):
      guard let value = Double(sign + text), value.isFinite else {
        throw QueryError(.invalidLiteral, "invalid numeric literal: \(sign)\(text)", at: range)
      }
      return BoundExpression(.literal(.double(value)), .double, at: range)
    default:
      throw QueryError(.genericInternalError, "no number", at: range)
    }
  }

  /// `1.50` is decimal(3,2): the digits as written, without leading zeros.
  private func decimal(_ text: String, _ range: SourceRange) throws(QueryError) -> BoundExpression {
    let isNegative = text.hasPrefix("-")
    let unsigned = isNegative || text.hasPrefix("+") ? text.dropFirst() : text[...]
    let parts = unsigned.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let whole = (parts.first ?? "").drop { $0 == "0" }
    let fraction = parts.count > 1 ? parts[1] : ""
    let digits = whole + fraction
    guard unsigned.contains(where: { $0 != "." }),
      digits.utf8.allSatisfy({ 48...57 ~= $0 }), digits.utf8.count <= TypeCoercion.mostDigits
    else {
      throw QueryError(
        .invalidLiteral,
        "invalid decimal literal: \(text)",
        hint: "a decimal has at most \(TypeCoercion.mostDigits) digits",
        at: range
      )
    }
    let value = digits.isEmpty ? 0 : Int128(String(digits)) ?? 0
    return BoundExpression(
      .literal(.decimal(isNegative ? -value : value)),
      .decimal(precision: max(1, digits.utf8.count), scale: fraction.utf8.count),
      at: range
    )
  }

  /// `TIMESTAMP '…'`, `DATE '…'`, `IPADDRESS '…'`: the text cast to the type.
  private func typed(
    _ name: TypeName,
    _ text: String,
    _ range: SourceRange
  ) throws(QueryError) -> BoundExpression {
    let source = BoundExpression(
      .literal(.text(text)),
      .varchar(length: text.unicodeScalars.count),
      at: range
    )
    switch name.name {
    case "json": return try operatorCall("json_parse", "JSON", [source], range)
    case "decimal", "numeric", "dec": return try decimal(text, range)
    case "varchar", "string": return source
    case "char", "character":
      return source.retyped(.char(length: max(1, text.unicodeScalars.count)))
    case "timestamp", "timestamp with time zone":
      let digits = Self.fractionDigits(of: text)
      return try evaluated(
        text,
        Self.hasZone(text)
          ? .timestampWithTimeZone(precision: digits) : .timestamp(precision: digits),
        range
      )
    case "time":
      return try evaluated(text, .time(precision: Self.fractionDigits(of: text)), range)
    default:
      return try evaluated(text, try TypeResolver.resolve(name), range)
    }
  }

  /// The value the text is cast to, as a literal.
  private func evaluated(
    _ text: String,
    _ type: DataType,
    _ range: SourceRange
  ) throws(QueryError) -> BoundExpression {
    let source = DataType.varchar(length: text.unicodeScalars.count)
    guard let convert = Cast.make(from: source, to: type) else {
      throw QueryError(.invalidLiteral, "there are no literals of type \(type)", at: range)
    }
    do throws(QueryError) {
      return BoundExpression(.literal(try convert(.text(text))), type, at: range)
    } catch {
      throw QueryError(
        .invalidLiteral,
        "'\(text)' is not a valid \(type) literal",
        hint: Self.literalForms[type.description.prefix { $0 != "(" }.description],
        at: range
      )
    }
  }

  private static let literalForms = [
    "date": "DATE '2024-01-31'", "timestamp": "TIMESTAMP '2024-01-31 08:00:00.000'",
    "time": "TIME '08:00:00'", "ipaddress": "IPADDRESS '10.0.0.1'",
  ]

  /// The digits of the fraction of a second, at most 12.
  private static func fractionDigits(of text: String) -> Int {
    guard let dot = text.firstIndex(of: ".") else { return 0 }
    let digits = text[dot...].dropFirst().prefix { $0.isASCII && $0.isNumber }
    return min(12, digits.count)
  }

  /// Whether a timestamp's text ends with a zone: a name, or an offset behind the time.
  private static func hasZone(_ text: String) -> Bool {
    guard let colon = text.firstIndex(of: ":") else { return false }
    return text[colon...].contains { $0.isLetter || $0 == "+" || $0 == "-" }
  }

  /// The value handed in for `?` or `:name`.
  func parameter(_ expression: Expression) throws(QueryError) -> BoundExpression {
    switch expression.kind {
    case .parameter(let index):
      guard parameters.indices.contains(index) else {
        throw QueryError(
          .invalidParameterUsage,
          "incorrect number of parameters: expected at least \(index + 1) but found "
            + "\(parameters.count)",
          at: expression.range
        )
      }
      let parameter = parameters[index]
      return BoundExpression(.literal(parameter.value), parameter.type, at: expression.range)
    case .namedParameter(let name):
      guard let parameter = namedParameters[name.lowercased()] else {
        throw QueryError(
          .invalidParameterUsage,
          "no value was given for the parameter ':\(name)'",
          hint: NearestName.nearest(name, in: namedParameters.keys).map {
            "did you mean ':\($0)'?"
          },
          at: expression.range
        )
      }
      return BoundExpression(.literal(parameter.value), parameter.type, at: expression.range)
    default:
      throw QueryError(.genericInternalError, "no parameter", at: expression.range)
    }
  }

  /// `current_date`, `now()` and the like: one instant for a whole run, in UTC as in Athena.
  mutating func currentValue(
    _ name: String,
    _ precision: Int?,
    _ range: SourceRange
  ) throws(QueryError) -> BoundExpression {
    func make(_ value: Value, _ type: DataType) -> BoundExpression {
      BoundExpression(.literal(value), type, at: range)
    }
    let digits = precision ?? 3
    guard 0...12 ~= digits else {
      throw QueryError(
        .invalidArguments,
        "the precision of \(name) is a number from 0 to 12",
        at: range
      )
    }
    readsClock = true
    let now = session.nowMicroseconds.rounded(toDigits: digits)
    let day: Int64 = 86_400_000_000
    switch name {
    case "current_date":
      return make(.date(Int32(clamping: session.nowMicroseconds.floorDivided(by: day))), .date)
    case "current_timestamp", "now":
      return make(
        .timestampWithTimeZone(microseconds: now, picoseconds: 0, zone: .utc),
        .timestampWithTimeZone(precision: digits)
      )
    case "localtimestamp":
      return make(.timestamp(microseconds: now, picoseconds: 0), .timestamp(precision: digits))
    case "localtime":
      let ofDay = now - now.floorDivided(by: day) * day
      return make(.time(ofDay * 1_000_000), .time(precision: digits))
    case "current_timezone": return text("UTC", range)
    case "current_catalog": return text("awsdatacatalog", range)
    case "current_schema": return text("default", range)
    case "current_user": return text("trailbinder", range)
    case "current_time":
      throw QueryError(
        .notSupported,
        "time with time zone is not supported",
        hint: "use localtime",
        at: range
      )
    default:
      throw QueryError(.notSupported, "\(name) is not supported", at: range)
    }
  }

  /// Text as a literal.
  func text(_ text: String, _ range: SourceRange) -> BoundExpression {
    BoundExpression(
      .literal(.text(text)),
      .varchar(length: text.unicodeScalars.count),
      at: range
    )
  }
}

extension BoundExpression {
  /// The same kind with another type.
  func retyped(_ type: DataType) -> BoundExpression {
    BoundExpression(kind, type, at: range)
  }
}

extension Int64 {
  /// Microseconds cut down to a number of digits of the second.
  fileprivate func rounded(toDigits digits: Int) -> Int64 {
    guard digits < 6 else { return self }
    var unit: Int64 = 1
    for _ in digits..<6 { unit *= 10 }
    return floorDivided(by: unit) * unit
  }

  fileprivate func floorDivided(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
