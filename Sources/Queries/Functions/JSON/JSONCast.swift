// SPDX-License-Identifier: Apache-2.0
package import Columns

/// Casts between the JSON type and the other SQL types.
package enum JSONCast {
  /// Whether `CAST(x AS JSON)` is there for values of this type.
  package static func canCastToJSON(_ type: DataType) -> Bool {
    switch type {
    case .unknown, .boolean, .tinyint, .smallint, .integer, .bigint, .real, .double, .decimal,
      .varchar, .char, .json, .date, .timestamp:
      true
    case .array(let element): canCastToJSON(element)
    case .map(let key, let value): isKey(key) && canCastToJSON(value)
    case .row(let fields): fields.allSatisfy { canCastToJSON($0.type) }
    case .varbinary, .time, .timestampWithTimeZone, .intervalDayToSecond, .intervalYearToMonth,
      .ipaddress, .uuid, .function:
      false
    }
  }

  /// Whether `CAST(json AS type)` is there.
  package static func canCastFromJSON(_ type: DataType) -> Bool {
    switch type {
    case .boolean, .tinyint, .smallint, .integer, .bigint, .real, .double, .decimal, .varchar,
      .json:
      true
    case .array(let element): canCastFromJSON(element)
    case .map(let key, let value): isKey(key) && canCastFromJSON(value)
    case .row(let fields): fields.allSatisfy { canCastFromJSON($0.type) }
    case .unknown, .char, .varbinary, .date, .time, .timestamp, .timestampWithTimeZone,
      .intervalDayToSecond, .intervalYearToMonth, .ipaddress, .uuid, .function:
      false
    }
  }

  private static func isKey(_ type: DataType) -> Bool {
    switch type {
    case .unknown, .boolean, .tinyint, .smallint, .integer, .bigint, .real, .double, .decimal,
      .varchar:
      true
    default: false
    }
  }

  /// The JSON text of a value, as `CAST(value AS JSON)` gives it.
  ///
  /// A row becomes an object by its field names, a map an object with sorted names; a varchar
  /// becomes a JSON string, whatever it holds. NULL is `null`: a caller turns a NULL at the top
  /// into NULL before.
  package static func toJSON(_ value: Value, type: DataType) -> Text {
    if case .json(let text) = value { return text }
    var out: [UInt8] = []
    append(value, type: type, to: &out)
    return Text(bytes: out)
  }

  /// The value of a JSON text, as `CAST(json AS type)` gives it; JSON `null` is NULL.
  ///
  /// - Throws: `INVALID_CAST_ARGUMENT` when the JSON does not fit the type.
  package static func fromJSON(_ text: Text, to type: DataType) throws(QueryError) -> Value {
    if case .json = type { return .json(text) }
    do throws(JSONFailure) {
      var reader = JSONReader(text)
      let value = try read(&reader, as: type, depth: 0)
      guard reader.isAtEnd() else { throw reader.failure }
      return value
    } catch {
      throw QueryError(
        .invalidCastArgument,
        "cannot cast JSON \(text.quotedExcerpt) to \(type): \(error.hint)"
      )
    }
  }
}
