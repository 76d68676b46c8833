// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// The text of values as `%s` of a format string shows it.
enum JavaText {
  static func text(_ value: Value, _ type: DataType) -> [UInt8] {
    switch value {
    case .timestamp, .timestampWithTimeZone: isoText(value, type)
    case .time: shortened(value.text(as: type)?.bytes ?? [])
    default: value.text(as: type)?.bytes ?? []
    }
  }

  /// Java writes a `T` between date and time, and leaves out seconds and fractions that are zero.
  private static func isoText(_ value: Value, _ type: DataType) -> [UInt8] {
    let parts = (value.text(as: type)?.bytes ?? []).split(separator: 0x20, maxSplits: 2)
    guard parts.count >= 2 else { return parts.first.map(Array.init) ?? [] }
    var out = parts[0] + [0x54] + shortened(Array(parts[1]))
    if parts.count == 3 {
      let zone = String(decoding: parts[2], as: UTF8.self)
      out += (zone == "UTC" ? "Z[UTC]" : zone).utf8
    }
    return Array(out)
  }

  /// `05:10:00.500000` as `05:10:00.500`, `05:10:00.000` as `05:10`: fractions in threes.
  private static func shortened(_ clock: [UInt8]) -> [UInt8] {
    var out = clock
    while out.count > 9, out.suffix(3).allSatisfy({ $0 == 0x30 }), (out.count - 9) % 3 == 0 {
      out.removeLast(3)
    }
    if out.last == 0x2E { out.removeLast() }
    if out.count == 8, out.suffix(3).elementsEqual(":00".utf8) { out.removeLast(3) }
    return out
  }
}
