// SPDX-License-Identifier: Apache-2.0
import Columns
import Testing

@Suite struct FloatingTextTests {
  // As java.lang.Double.toString documents and gives them.
  @Test(
    arguments: [
      (1.0, "1.0"), (0.0, "0.0"), (-0.0, "-0.0"), (100.0, "100.0"), (0.001, "0.001"),
      (0.000_999, "9.99E-4"), (9_999_999.0, "9999999.0"), (10_000_000.0, "1.0E7"),
      (12_345_678.9, "1.23456789E7"), (1e10, "1.0E10"), (-1.5, "-1.5"), (0.1, "0.1"),
      (1234.5, "1234.5"), (1e21, "1.0E21"), (1e-5, "1.0E-5"),
      (1.797_693_134_862_315_7e308, "1.7976931348623157E308"),
      (Double(bitPattern: 1), "4.9E-324"), (Double(bitPattern: 2), "9.9E-324"),
      (Double(bitPattern: 3), "1.5E-323"), (Double(bitPattern: 10), "4.9E-323"),
      (2.225_073_858_507_201_4e-308, "2.2250738585072014E-308"), (2e23, "2.0E23"),
      (Double.nan, "NaN"), (Double.infinity, "Infinity"), (-Double.infinity, "-Infinity"),
    ] as [(Double, String)]
  )
  func doublesReadAsInJava(value: Double, expected: String) {
    #expect(FloatingText.plain(value) == expected)
  }

  @Test(
    arguments: [
      (1.0, "1.0"), (0.1, "0.1"), (3.4028235e38, "3.4028235E38"), (Float(bitPattern: 1), "1.4E-45"),
      (16_777_216, "1.6777216E7"), (Float.nan, "NaN"),
    ] as [(Float, String)]
  )
  func realsReadAsInJava(value: Float, expected: String) {
    #expect(FloatingText.plain(value) == expected)
  }

  // DecimalFormat's pattern 0.0###################E0.
  @Test(
    arguments: [
      (1.0, "1.0E0"), (0.0, "0E0"), (-0.0, "-0E0"), (37.7, "3.77E1"), (0.001, "1.0E-3"),
      (-123.456, "-1.23456E2"), (Double.infinity, "Infinity"), (Double.nan, "NaN"),
    ] as [(Double, String)]
  )
  func castsOfDoublesHaveAnExponent(value: Double, expected: String) {
    #expect(FloatingText.scientific(value) == expected)
  }

  @Test(
    arguments: [
      (16_777_218, "1.677722E7"), (37.7, "3.77E1"), (9_999_999.5, "1.0E7"),
      (1 / 3, "3.333333E-1"),
    ] as [(Float, String)]
  )
  func castsOfRealsHaveSevenDigits(value: Float, expected: String) {
    #expect(FloatingText.scientific(value) == expected)
  }

  @Test func everyTextReadsBackAsItsNumber() {
    var generator = SplitMix(state: 42)
    for _ in 0..<5_000 {
      let value = Double(bitPattern: generator.next())
      let text = FloatingText.plain(value)
      #expect(
        value.isNaN ? text == "NaN" : Double(text.replacing("Infinity", with: "inf")) == value
      )
    }
  }
}

/// A small generator with a seed, so that a failure comes again.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
