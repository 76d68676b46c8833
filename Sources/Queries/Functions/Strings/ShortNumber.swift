// SPDX-License-Identifier: Apache-2.0

/// Numbers to three digits with a sign for thousands, millions and so on.
enum ShortNumber {
  static func text(_ number: Int64) -> String {
    var value = Double(number)
    var unit = ""
    for next in ["K", "M", "B", "T", "Q"] where value.magnitude >= 1000 {
      value /= 1000
      unit = next
    }
    // Negative numbers are below ten too: they always show two places.
    let places = value < 10 ? 2 : value < 100 ? 1 : 0
    return rounded(value, places: places) + unit
  }

  /// The number's exact binary value rounded half up, without zeros at its end.
  private static func rounded(_ value: Double, places: Int) -> String {
    let scale: UInt64 = places == 2 ? 100 : places == 1 ? 10 : 1
    // A magnitude below 1000 that is a number divided by powers of 1000: 53 bits behind the point
    // hold it exactly, since it is at least 1 or nothing.
    let scaled = UInt128(value.magnitude * 0x1p53) * UInt128(scale)
    let half = UInt128(1) << 52
    let units = UInt64((scaled + half) >> 53)
    var text = String(units / scale)
    var fraction = String(units % scale)
    fraction = String(repeating: "0", count: max(places - fraction.utf8.count, 0)) + fraction
    while fraction.last == "0" { fraction.removeLast() }
    if places > 0, !fraction.isEmpty { text += "." + fraction }
    return (value < 0 && units > 0 ? "-" : "") + text
  }
}
