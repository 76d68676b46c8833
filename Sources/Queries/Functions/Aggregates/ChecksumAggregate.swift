// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// `checksum`: equal for equal rows in any order.
///
/// The sum of the 64-bit xxHash of each value's bytes. Trino hashes its own layout of each type, so
/// that its checksums are others; only checksums of one tool can be compared.
enum ChecksumAggregate {
  static let function = AggregateFunction(
    "checksum",
    "A checksum of the values that does not depend on their order.",
    [AggregateOverload("(T) -> varbinary", skipsNulls: false) { _, _ in ChecksumAccumulator() }]
  )
}

private struct ChecksumAccumulator: TypedAccumulator {
  /// What a NULL adds: the first prime of xxHash.
  private static let null: UInt64 = 0x9e37_79b1_85eb_ca87

  private var sum: UInt64?

  mutating func add(_ arguments: [Value], at position: RowPosition) {
    let hash = arguments[0].isNull ? Self.null : Self.hash(arguments[0])
    sum = (sum ?? 0) &+ hash
  }

  mutating func combine(_ other: ChecksumAccumulator) {
    if let other = other.sum { sum = (sum ?? 0) &+ other }
  }

  func write(to writer: inout RowWriter) {
    writer.append(flag: sum != nil)
    writer.append(fixed: sum ?? 0)
  }

  mutating func read(from reader: inout RowReader) {
    let isKnown = reader.flag()
    let known = reader.fixed()
    sum = isKnown ? known : nil
  }

  func finish() -> Value {
    guard let sum else { return .null }
    return .varbinary(Self.bytes(sum))
  }

  private static func hash(_ value: Value) -> UInt64 {
    var bytes: [UInt8] = []
    append(value, to: &bytes)
    return XXHash64.hash(bytes)
  }

  private static func bytes(_ number: some FixedWidthInteger) -> [UInt8] {
    stride(from: number.bitWidth - 8, through: 0, by: -8).map {
      UInt8(truncatingIfNeeded: number >> $0)
    }
  }

  /// Equal values have equal bytes.
  private static func append(_ value: Value, to target: inout [UInt8]) {
    switch value {
    case .null: target.append(0)
    case .boolean(let truth): target += [1, truth ? 1 : 0]
    case .bigint(let number), .time(let number), .intervalDayToSecond(let number):
      target += bytes(number)
    case .date(let number), .intervalYearToMonth(let number): target += bytes(number)
    case .real(let number): target += bytes(canonical(Double(number)))
    case .double(let number): target += bytes(canonical(number))
    case .decimal(let number): target += bytes(number)
    case .varchar(let text), .json(let text): append(text.bytes, to: &target)
    case .varbinary(let list), .ipaddress(let list), .uuid(let list): append(list, to: &target)
    case .timestamp(let microseconds, let picoseconds),
      .timestampWithTimeZone(let microseconds, let picoseconds, _):
      target += bytes(microseconds) + bytes(picoseconds)
    case .array(let values), .row(let values):
      target += bytes(Int64(values.count))
      for element in values { append(element, to: &target) }
    case .map(let entries):
      // Maps are equal in whatever order their entries stand.
      let sum = entries.reduce(UInt64(0)) { $0 &+ hash(.row([$1.key, $1.value])) }
      target += bytes(sum)
    }
  }

  private static func append(_ list: [UInt8], to target: inout [UInt8]) {
    target += bytes(Int64(list.count))
    target += list
  }

  private static func canonical(_ number: Double) -> UInt64 {
    number.isNaN ? Double.nan.bitPattern : (number == 0 ? 0 : number.bitPattern)
  }
}
