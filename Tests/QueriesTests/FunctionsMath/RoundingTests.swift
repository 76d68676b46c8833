// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

@Suite struct RoundingTests {
  // Halves go away from zero, as the documentation of Trino and java.lang.Math have it.
  @Test(
    arguments: [
      (2.5, 0, 3.0), (-2.5, 0, -3.0), (2.4, 0, 2.0), (1.245, 2, 1.25), (-1.245, 2, -1.25),
      (12_345.678, -2, 12_300.0),
      (0.5, 0, 1.0), (1e300, 2, 1e300), (1e-300, 2, 0.0), (5.0, -400, 0.0), (1.5, 400, 1.5),
      (Double.infinity, 2, Double.infinity), (9_007_199_254_740_991, 1, 9_007_199_254_740_991),
    ] as [(Double, Int64, Double)]
  )
  func roundsDoubles(number: Double, places: Int64, expected: Double) throws {
    let call = FunctionCall(
      "round",
      "(double, integer) -> double",
      .double(number),
      .bigint(places)
    )
    #expect(try call.value() == .double(expected))
  }

  @Test(
    arguments: [
      (15, -1, 20), (-15, -1, -20), (14, -1, 10), (1_234, -3, 1_000), (5, 2, 5), (5, -2, 0),
    ] as [(Int64, Int64, Int64)]
  )
  func roundsIntegers(number: Int64, places: Int64, expected: Int64) throws {
    let call = FunctionCall(
      "round",
      "(bigint, integer) -> bigint",
      .bigint(number),
      .bigint(places)
    )
    #expect(try call.value() == .bigint(expected))
  }

  @Test(
    arguments: [
      ("bigint", Int64.max, -1, "numerical overflow: 9223372036854775807"),
      ("bigint", 5, -20, "numerical overflow: 5"),
      ("tinyint", 127, -1, "Out of range for tinyint: 130"),
    ] as [(String, Int64, Int64, String)]
  )
  func refusesIntegersOutOfRange(type: String, number: Int64, places: Int64, message: String) {
    let call = FunctionCall(
      "round",
      "(\(type), integer) -> \(type)",
      .bigint(number),
      .bigint(places)
    )
    #expect(call.error()?.message == message)
  }

  /// Unscaled number, precision, scale, places; then rounded to a whole number and to the places, the
  /// same truncated, and the ceiling and the floor.
  ///
  /// Made by Python's decimal module.
  static let decimals = """
    42667 5 4 -3 4 0 4 0 5 4
    18022224 9 9 -3 0 0 0 0 1 0
    -328998283678982453544019799392 30 0 -2 -328998283678982453544019799392 -328998283678982453544019799400 -328998283678982453544019799392 -328998283678982453544019799300 -328998283678982453544019799392 -328998283678982453544019799392
    23277 5 5 3 0 23300 0 23200 1 0
    -614870150466919454654936212349 30 15 2 -614870150466919 -614870150466919450000000000000 -614870150466919 -614870150466919450000000000000 -614870150466919 -614870150466920
    -1706963100971562716394386167326820475 37 9 -5 -1706963100971562716394386167 -1706963100971562716394400000000000000 -1706963100971562716394386167 -1706963100971562716394300000000000000 -1706963100971562716394386167 -1706963100971562716394386168
    2571297891946060542845184602129985317 37 4 -5 257129789194606054284518460212999 2571297891946060542845184602000000000 257129789194606054284518460212998 2571297891946060542845184602000000000 257129789194606054284518460212999 257129789194606054284518460212998
    768604194 9 0 -1 768604194 768604190 768604194 768604190 768604194 768604194
    817255289398833290 18 12 8 817255 817255289398830000 817255 817255289398830000 817256 817255
    -690673208623457143 18 18 6 -1 -690673000000000000 0 -690673000000000000 0 -1
    -721 3 0 2 -721 -721 -721 -721 -721 -721
    76172 5 2 1 762 76170 761 76170 762 761
    -1793532282755736698631378165851724916 37 19 13 -179353228275573670 -1793532282755736698631378165852000000 -179353228275573669 -1793532282755736698631378165851000000 -179353228275573669 -179353228275573670
    256437083 9 8 8 3 256437083 2 256437083 3 2
    -298323656503515811655476879094 30 7 4 -29832365650351581165548 -298323656503515811655476879000 -29832365650351581165547 -298323656503515811655476879000 -29832365650351581165547 -29832365650351581165548
    2103578048492834773803954137954593843 37 10 -2 210357804849283477380395414 2103578048492834773803954000000000000 210357804849283477380395413 2103578048492834773803954000000000000 210357804849283477380395414 210357804849283477380395413
    2197684262929305589287319626513560957 37 13 3 219768426292930558928732 2197684262929305589287319630000000000 219768426292930558928731 2197684262929305589287319620000000000 219768426292930558928732 219768426292930558928731
    -863719454 9 1 2 -86371945 -863719454 -86371945 -863719454 -86371945 -86371946
    -8583319102720517470353528816924025030 37 30 21 -8583319 -8583319102720517470353528817000000000 -8583319 -8583319102720517470353528816000000000 -8583319 -8583320
    -22958 5 0 1 -22958 -22958 -22958 -22958 -22958 -22958
    395008362932865600 18 3 4 395008362932866 395008362932865600 395008362932865 395008362932865600 395008362932866 395008362932865
    472 3 3 4 0 472 0 472 1 0
    891729739 9 8 3 9 891700000 8 891700000 9 8
    -975465410256705697925751224255 30 7 -4 -97546541025670569792575 -975465410256705697900000000000 -97546541025670569792575 -975465410256705697900000000000 -97546541025670569792575 -97546541025670569792576
    """.split(separator: "\n").map(String.init)

  @Test(arguments: decimals)
  func roundsDecimals(row: String) throws {
    let parts = row.split(separator: " ").compactMap { Int128($0) }
    let type = DataType.decimal(precision: Int(parts[1]), scale: Int(parts[2]))
    func value(_ name: String, places: Bool) throws -> Value {
      let number = Value.decimal(parts[0])
      let call =
        places
        ? FunctionCall(
          name,
          "(decimal, integer) -> decimal",
          number,
          .bigint(Int64(parts[3])),
          types: [type, .integer]
        )
        : FunctionCall(name, "(decimal) -> decimal", number, types: [type])
      return try call.value()
    }
    #expect(try value("round", places: false) == .decimal(parts[4]))
    #expect(try value("round", places: true) == .decimal(parts[5]))
    #expect(try value("truncate", places: false) == .decimal(parts[6]))
    #expect(try value("truncate", places: true) == .decimal(parts[7]))
    #expect(try value("ceil", places: false) == .decimal(parts[8]))
    #expect(try value("floor", places: false) == .decimal(parts[9]))
  }

  @Test(arguments: [
    ("round", 5, 2, 4, 0), ("truncate", 5, 2, 3, 0), ("ceil", 5, 2, 4, 0), ("floor", 5, 0, 5, 0),
    ("truncate", 2, 2, 1, 0),
  ])
  func typesOfDecimalsAreTrinos(
    name: String,
    precision: Int,
    scale: Int,
    resultPrecision: Int,
    resultScale: Int
  ) throws {
    let call = FunctionCall(
      name,
      "(decimal) -> decimal",
      .decimal(1),
      types: [.decimal(precision: precision, scale: scale)]
    )
    #expect(try call.resultType() == .decimal(precision: resultPrecision, scale: resultScale))
  }
}
