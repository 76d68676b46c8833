// SPDX-License-Identifier: Apache-2.0
package import Columns

/// Which types CAST turns into which others; whether a value survives shows at run time.
///
/// - Source: trino.io/docs/current/functions/conversion.html and functions/json.html
package enum CastRules {
  package static func canCast(_ source: DataType, to target: DataType) -> Bool {
    if TypeCoercion.canCoerce(source, to: target) { return true }
    switch (source, target) {
    case (.function, _), (_, .function), (_, .unknown): return false
    case (.array(let element), .array(let other)): return canCast(element, to: other)
    case (.map(let key, let value), .map(let otherKey, let otherValue)):
      return canCast(key, to: otherKey) && canCast(value, to: otherValue)
    case (.row(let fields), .row(let others)):
      return fields.count == others.count
        && zip(fields, others).allSatisfy { canCast($0.type, to: $1.type) }
    case (_, .json): return canBecomeJSON(source)
    case (.json, _): return canComeFromJSON(target)
    default: return canCastScalar(source, to: target)
    }
  }

  private static func canCastScalar(_ source: DataType, to target: DataType) -> Bool {
    switch (source, target) {
    case (.varchar, _), (.char, _): isReadableFromText(target)
    case (_, .varchar), (_, .char): isPrintable(source)
    case (.boolean, _): target.isNumber
    case (_, .boolean): source.isNumber
    case (.timestamp, .date), (.timestamp, .time), (.timestamp, .timestamp),
      (.timestamp, .timestampWithTimeZone), (.timestampWithTimeZone, .date),
      (.timestampWithTimeZone, .time), (.timestampWithTimeZone, .timestamp),
      (.timestampWithTimeZone, .timestampWithTimeZone), (.time, .time), (.time, .timestamp),
      (.time, .timestampWithTimeZone):
      true
    case (.ipaddress, .varbinary), (.varbinary, .ipaddress), (.uuid, .varbinary),
      (.varbinary, .uuid):
      true
    default: source.isNumber && target.isNumber
    }
  }

  private static func isReadableFromText(_ target: DataType) -> Bool {
    switch target {
    case .boolean, .date, .time, .timestamp, .timestampWithTimeZone, .ipaddress, .uuid, .varchar,
      .char:
      true
    default: target.isNumber
    }
  }

  private static func isPrintable(_ source: DataType) -> Bool {
    switch source {
    case .varbinary, .array, .map, .row, .function: false
    default: true
    }
  }

  private static func canBecomeJSON(_ source: DataType) -> Bool {
    switch source {
    case .boolean, .varchar, .char, .date, .timestamp, .timestampWithTimeZone, .json, .unknown: true
    case .array(let element): canBecomeJSON(element)
    case .map(let key, let value):
      (key.isText || key.isNumber || key == .boolean) && canBecomeJSON(value)
    case .row(let fields): fields.allSatisfy { canBecomeJSON($0.type) }
    default: source.isNumber
    }
  }

  private static func canComeFromJSON(_ target: DataType) -> Bool {
    switch target {
    case .boolean, .varchar, .json: true
    case .array(let element): canComeFromJSON(element)
    case .map(let key, let value):
      (key.isText || key.isNumber || key == .boolean) && canComeFromJSON(value)
    case .row(let fields): fields.allSatisfy { canComeFromJSON($0.type) }
    default: target.isNumber
    }
  }
}
