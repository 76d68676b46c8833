// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Cures for the type errors that people meet with CloudTrail logs.
enum Hints {
  /// For two values that cannot be compared.
  static func comparing(_ sides: Sides) -> String? {
    comparing(sides.left.type, sides.leftText, sides.right.type, sides.rightText)
      ?? comparing(sides.right.type, sides.rightText, sides.left.type, sides.leftText)
  }

  private static func comparing(
    _ type: DataType,
    _ text: Expression,
    _ other: DataType,
    _ otherText: Expression
  ) -> String? {
    let name = text.nameParts?.map(\.name).joined(separator: ".")
    guard type.isText, type != .unknown else {
      if type == .json, other.isText {
        return "json_extract_scalar gives text where json_extract gives json"
      }
      return comparing(otherThanText: type, other, otherText)
    }
    // The literal is the one to change, so that it must stand on the other side.
    if case .string = text.kind { return nil }
    let subject = name.map { "\($0) is \(type)" } ?? "the other side is \(type)"
    if other.isTemporal {
      let value = name ?? "…"
      return "\(subject): wrap it in from_iso8601_timestamp(\(value)), or compare it with text "
        + "such as '2024-01-31T00:00:00Z'"
    }
    switch otherText.kind {
    case .integer(let digits), .decimal(let digits): return "\(subject): write '\(digits)'"
    case .boolean(let value): return "\(subject): write '\(value)'"
    default: break
    }
    if other.isNumber { return "\(subject): write CAST(\(name ?? "…") AS \(other))" }
    if case .ipaddress = other { return "\(subject): write CAST(\(name ?? "…") AS ipaddress)" }
    return nil
  }

  private static func comparing(
    otherThanText type: DataType,
    _ other: DataType,
    _ otherText: Expression
  ) -> String? {
    guard case .string(let text) = otherText.kind else { return nil }
    switch type {
    case .date: return "write DATE '\(text)'"
    case .timestamp, .timestampWithTimeZone: return "write TIMESTAMP '\(text)'"
    case .boolean where ["true", "false"].contains(text.lowercased()):
      return "write \(text.lowercased()) without quotes"
    case .ipaddress: return "write IPADDRESS '\(text)'"
    default:
      let isNumber = Double(text) != nil && type.isNumber
      return isNumber ? "write \(text) without quotes" : nil
    }
  }

  /// For values of a list or of branches that have no common type.
  static func conversion(_ first: DataType, _ second: DataType) -> String? {
    if first.isText || second.isText, first != .unknown, second != .unknown {
      let odd = first.isText ? second : first
      if odd == .json { return "json_format(…) or json_extract_scalar(…) gives text" }
      return "CAST(… AS varchar) makes text of \(odd)"
    }
    return nil
  }

  /// For a CAST there is not.
  static func casting(_ source: DataType, to target: DataType) -> String? {
    switch (source, target) {
    case (.varchar, .array), (.varchar, .map), (.varchar, .row):
      return "read the text as JSON first: CAST(json_parse(…) AS \(target))"
    case (.array, .varchar): return "array_join(…, ', ') or json_format(CAST(… AS json)) gives text"
    case (.row, .varchar), (.map, .varchar): return "json_format(CAST(… AS json)) gives text"
    case (.varbinary, .varchar): return "from_utf8(…) gives text"
    case (.varchar, .varbinary): return "to_utf8(…) gives bytes"
    case (_, .bigint) where source.isTemporal, (_, .integer) where source.isTemporal,
      (_, .double) where source.isTemporal:
      return "to_unixtime(…) gives seconds"
    default: return nil
    }
  }

  /// For a value that had to be text.
  static func texting(_ type: DataType) -> String? {
    switch type {
    case .json: "json_format(…) or json_extract_scalar(…) gives text"
    case .array, .map, .row: "json_format(CAST(… AS json)) gives text"
    default: "CAST(… AS varchar) gives text"
    }
  }

  /// For `[…]` on something that is no array or map.
  static func subscripting(
    _ base: Expression,
    _ type: DataType,
    _ index: Expression
  ) -> String? {
    guard type.isText || type == .json, let name = base.nameParts?.map(\.name) else { return nil }
    let path: String
    switch index.kind {
    case .string(let key): path = "$" + JSONPathText.step(key)
    case .integer(let digits): path = "$[\(digits)]"
    default: return nil
    }
    let column = name.joined(separator: ".")
    return "'\(column)' holds JSON as text: use json_extract_scalar(\(column), '\(path)')"
  }

  /// For a function handed text or JSON in the place of something else.
  static func calling(
    _ name: String,
    _ arguments: [BoundExpression],
    _ signatures: [String]
  ) -> String? {
    let types = arguments.map(\.type)
    if name.lowercased() == "element_at", types.first?.isText == true,
      case .varchar(let key) = arguments.last?.literal
    {
      let path = "$" + JSONPathText.step(key.string)
      return "where a column holds JSON as text, use json_extract_scalar(…, '\(path)')"
    }
    func takes(_ word: String) -> Bool { signatures.contains { $0.contains(word) } }
    if types.contains(.json), takes("varchar") {
      return "json_format(…) or json_extract_scalar(…) gives text"
    }
    guard types.contains(where: { $0.isText && $0 != .unknown }) else {
      return takes("varchar") && types.contains(where: { !$0.isText })
        ? "CAST(… AS varchar) makes text" : nil
    }
    if takes("timestamp") { return "from_iso8601_timestamp(…) makes a timestamp of varchar" }
    if takes("array") {
      return "split(…, ',') or CAST(json_parse(…) AS array(varchar)) makes an array"
    }
    return takes("bigint") || takes("double") ? "CAST(… AS bigint) makes a number of varchar" : nil
  }

  /// For arithmetic on types that have none.
  static func arithmetic(_ symbol: String, _ arguments: [BoundExpression]) -> String? {
    let types = arguments.map(\.type)
    if symbol == "||", types.contains(where: \.isText) { return "CAST(… AS varchar) makes text" }
    guard let text = types.first(where: { $0.isText && $0 != .unknown }) else {
      let isShift = types.contains(where: \.isTemporal) && types.contains(where: \.isInteger)
      return isShift ? "a number of days is written INTERVAL '7' DAY" : nil
    }
    if types.contains(where: { $0 == .intervalDayToSecond || $0 == .intervalYearToMonth })
      || types.contains(where: \.isTemporal)
    {
      return "from_iso8601_timestamp(…) makes a timestamp of \(text)"
    }
    if types.contains(where: \.isNumber) { return "CAST(… AS bigint) makes a number of \(text)" }
    return "|| joins text"
  }
}
