// SPDX-License-Identifier: Apache-2.0

/// One SQL value; its `DataType` stands beside it, in the schema or the typed expression.
///
/// What is wider than a word is boxed, so that a value takes two words and text no box.
///
/// Integer types of every width are `.bigint`, `char` is `.varchar` with its padding. Equality and
/// hashing are for keys: NULL equals NULL and NaN equals NaN, as GROUP BY and DISTINCT want it.
public enum Value: Sendable {
  case null
  case boolean(Bool)
  /// tinyint, smallint, integer and bigint.
  case bigint(Int64)
  case real(Float)
  case double(Double)
  /// The number without its point; the scale is in the type.
  indirect case decimal(Int128)
  /// varchar and char.
  case varchar(Text)
  case varbinary([UInt8])
  /// Days since 1970-01-01.
  case date(Int32)
  /// Picoseconds since midnight.
  case time(Int64)
  /// Microseconds since 1970-01-01 00:00:00 on the wall clock, and picoseconds (0 ..< 1,000,000)
  /// beyond them.
  indirect case timestamp(microseconds: Int64, picoseconds: Int32)
  /// An instant: microseconds since the epoch in UTC, with the zone it is shown in.
  indirect case timestampWithTimeZone(
    microseconds: Int64,
    picoseconds: Int32,
    zone: TimeZoneKey
  )
  /// Milliseconds.
  case intervalDayToSecond(Int64)
  case intervalYearToMonth(Int32)
  case array([Value])
  /// Entries in the order in which they were made; keys are unique and not NULL.
  case map([MapEntry])
  case row([Value])
  /// JSON text: compact, as `json_format` prints it.
  case json(Text)
  /// 16 bytes; an IPv4 address is held in its IPv6-mapped form.
  case ipaddress([UInt8])
  /// 16 bytes.
  case uuid([UInt8])

  /// Text as a value.
  @inlinable
  public static func text(_ string: String) -> Value { .varchar(Text(string)) }

  /// Whether this is SQL's NULL.
  @inlinable
  public var isNull: Bool {
    if case .null = self { true } else { false }
  }
}

/// One entry of a map value.
public struct MapEntry: Hashable, Sendable {
  /// Never NULL.
  public let key: Value
  /// NULL is allowed.
  public let value: Value

  /// Makes an entry.
  public init(key: Value, value: Value) {
    self.key = key
    self.value = value
  }
}

/// A time zone by its tzdata name or a fixed offset: `UTC`, `Europe/Berlin`, `+01:00`.
public struct TimeZoneKey: Hashable, Sendable {
  /// As it is printed behind a timestamp.
  public let name: String

  /// Takes the name as it is; what it means is looked up where it is used.
  public init(_ name: String) {
    self.name = name
  }

  /// Athena's session zone.
  public static let utc = TimeZoneKey("UTC")
}

extension Value: Hashable {
  /// Equality as keys have it: NULL equals NULL, NaN equals NaN, an instant equals itself in any zone.
  public static func == (left: Value, right: Value) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.boolean(let a), .boolean(let b)): a == b
    case (.bigint(let a), .bigint(let b)): a == b
    case (.real(let a), .real(let b)): a == b || (a.isNaN && b.isNaN)
    case (.double(let a), .double(let b)): a == b || (a.isNaN && b.isNaN)
    case (.decimal(let a), .decimal(let b)): a == b
    case (.varchar(let a), .varchar(let b)): a == b
    case (.varbinary(let a), .varbinary(let b)): a == b
    case (.date(let a), .date(let b)): a == b
    case (.time(let a), .time(let b)): a == b
    case (.timestamp(let a, let c), .timestamp(let b, let d)): a == b && c == d
    // Two instants are one value whatever the zones they are shown in.
    case (
      .timestampWithTimeZone(let a, let c, _), .timestampWithTimeZone(let b, let d, _)
    ):
      a == b && c == d
    case (.intervalDayToSecond(let a), .intervalDayToSecond(let b)): a == b
    case (.intervalYearToMonth(let a), .intervalYearToMonth(let b)): a == b
    case (.array(let a), .array(let b)): a == b
    case (.map(let a), .map(let b)): a.count == b.count && Set(a) == Set(b)
    case (.row(let a), .row(let b)): a == b
    case (.json(let a), .json(let b)): a == b
    case (.ipaddress(let a), .ipaddress(let b)): a == b
    case (.uuid(let a), .uuid(let b)): a == b
    default: false
    }
  }

  /// Agrees with `==`: both zeros hash alike, and so do all NaNs.
  public func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .boolean(let value): hasher.combine(value)
    case .bigint(let value): hasher.combine(value)
    case .real(let value):
      hasher.combine(value.isNaN ? Float.nan.bitPattern : (value == 0 ? 0 : value.bitPattern))
    case .double(let value):
      hasher.combine(value.isNaN ? Double.nan.bitPattern : (value == 0 ? 0 : value.bitPattern))
    case .decimal(let value): hasher.combine(value)
    case .varchar(let value): hasher.combine(value)
    case .varbinary(let value): hasher.combine(value)
    case .date(let value): hasher.combine(value)
    case .time(let value): hasher.combine(value)
    case .timestamp(let microseconds, let picoseconds):
      hasher.combine(microseconds)
      hasher.combine(picoseconds)
    case .timestampWithTimeZone(let microseconds, let picoseconds, _):
      hasher.combine(microseconds)
      hasher.combine(picoseconds)
    case .intervalDayToSecond(let value): hasher.combine(value)
    case .intervalYearToMonth(let value): hasher.combine(value)
    case .array(let values): hasher.combine(values)
    case .map(let entries): hasher.combine(Set(entries))
    case .row(let values): hasher.combine(values)
    case .json(let value): hasher.combine(value)
    case .ipaddress(let value): hasher.combine(value)
    case .uuid(let value): hasher.combine(value)
    }
  }
}
