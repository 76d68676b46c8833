// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

@Suite struct RowCodecTests {
  /// Values of every kind, among them the least, the greatest and the odd ones.
  static let values: [Value] = [
    .null, .boolean(true), .boolean(false), .bigint(0), .bigint(-1), .bigint(.max), .bigint(.min),
    .real(-0.0), .real(1.5), .real(.infinity), .double(0), .double(-0.0), .double(.pi),
    .double(-.infinity), .decimal(0), .decimal(.max), .decimal(.min), .decimal(-7), .text(""),
    .text("é\u{0}\n"), .varchar(Text(bytes: [0xFF, 0xC0])), .varbinary([]), .varbinary([0, 255]),
    .date(.min), .date(20_000), .time(0), .time(86_399_999_999_999_999),
    .timestamp(microseconds: .min, picoseconds: 0),
    .timestamp(microseconds: 1, picoseconds: 999_999),
    .timestampWithTimeZone(microseconds: 5, picoseconds: 7, zone: TimeZoneKey("Europe/Berlin")),
    .timestampWithTimeZone(microseconds: 5, picoseconds: 7, zone: .utc),
    .intervalDayToSecond(-5), .intervalYearToMonth(13), .json(Text("{\"a\":1}")),
    .ipaddress(Array(0..<16)), .uuid(Array(16..<32)), .array([]), .row([.null, .text("x")]),
    .array([.array([.bigint(1), .null]), .array([])]),
    .map([MapEntry(key: .text("a"), value: .null), MapEntry(key: .text("b"), value: .bigint(1))]),
    .map([MapEntry(key: .text("b"), value: .bigint(1)), MapEntry(key: .text("a"), value: .null)]),
    .text(String(repeating: "long ", count: 100)),
  ]

  /// Text that tells all values apart, equal ones among them.
  private func look(_ value: Value) -> String { "\(value)" }

  @Test func whatIsWrittenIsReadAsItWas() {
    var writer = RowWriter()
    for value in Self.values { writer.append(value) }
    var reader = RowReader(writer.bytes)
    for value in Self.values { #expect(look(reader.value()) == look(value)) }
    #expect(reader.place == writer.bytes.count)
  }

  @Test func notANumberKeepsItsBits() {
    let odd = Double(nan: 5, signaling: false)
    var writer = RowWriter()
    writer.append(.double(odd))
    var reader = RowReader(writer.bytes)
    guard case .double(let read) = reader.value() else {
      Issue.record("a double is read as a double")
      return
    }
    #expect(read.bitPattern == odd.bitPattern)
  }

  @Test func keysAreEqualWhereValuesAre() {
    let values =
      Self.values + [.double(.nan), .double(-.nan), .real(.nan), .array([.double(-0.0)])]
    for left in values {
      for right in values {
        #expect((key([left]) == key([right])) == (left == right), "\(left) and \(right)")
      }
    }
  }

  @Test func keysOfSeveralValuesDoNotRunIntoEachOther() {
    #expect(key([.text("a"), .text("bc")]) != key([.text("ab"), .text("c")]))
    #expect(key([.array([.bigint(1)]), .null]) != key([.array([.bigint(1), .null])]))
    #expect(key([.text("a"), .null]) == key([.text("a"), .null]))
  }

  private func key(_ values: [Value]) -> [UInt8] {
    var writer = RowWriter()
    writer.append(key: values)
    return writer.bytes
  }
}
