// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Functions of the bits of an integer in two's complement.
enum BitwiseFunctions {
  static let all: [ScalarFunction] = [
    ofTwo("bitwise_and", "The bits set in both numbers.") { $0 & $1 },
    ofTwo("bitwise_or", "The bits set in either number.") { $0 | $1 },
    ofTwo("bitwise_xor", "The bits set in one of the numbers only.") { $0 ^ $1 },
    ScalarFunction(
      "bitwise_not",
      "The number with every bit the other way.",
      [
        .plain("(bigint) -> bigint") { (arguments) throws(QueryError) in
          .bigint(~(try arguments.integer(0)))
        }
      ]
    ),
    shift("bitwise_left_shift", "The bits moved up, zeros coming in.") { bits, count, size in
      count >= size ? 0 : bits << count
    },
    shift("bitwise_right_shift", "The bits moved down, zeros coming in.") { bits, count, size in
      if count >= size { return 0 }
      let mask = size == 64 ? UInt64.max : (1 << UInt64(size)) - 1
      return count == 0
        ? bits : Int64(truncatingIfNeeded: (UInt64(bitPattern: bits) & mask) >> count)
    },
    shift("bitwise_right_shift_arithmetic", "The bits moved down, the sign coming in.") {
      bits,
      count,
      size in bits >> min(count, size - 1)
    },
    ScalarFunction(
      "bit_count",
      "How many bits are set, of a number of so many bits.",
      [
        .plain("(bigint, bigint) -> bigint") { (arguments) throws(QueryError) in
          .bigint(try count(try arguments.integer(0), bits: try arguments.integer(1)))
        }
      ]
    ),
  ]

  private static func ofTwo(
    _ name: String,
    _ summary: String,
    _ operation: @escaping @Sendable (Int64, Int64) -> Int64
  ) -> ScalarFunction {
    ScalarFunction(
      name,
      summary,
      [
        .plain("(bigint, bigint) -> bigint") { (arguments) throws(QueryError) in
          .bigint(operation(try arguments.integer(0), try arguments.integer(1)))
        }
      ]
    )
  }

  /// A shift in every integer type; bits that leave the type are lost.
  private static func shift(
    _ name: String,
    _ summary: String,
    _ operation: @escaping @Sendable (_ bits: Int64, _ count: Int64, _ size: Int64) -> Int64
  ) -> ScalarFunction {
    ScalarFunction(
      name,
      summary,
      IntegerKind.allCases.map { kind in
        .plain(Signature("(\(kind.name), bigint) -> \(kind.name)")) {
          (arguments) throws(QueryError) in
          let count = try arguments.integer(1)
          guard count >= 0 else { throw .invalidArgument("shift must not be negative: \(count)") }
          let moved = operation(try arguments.integer(0), count, kind.bitCount)
          let unused = 64 - kind.bitCount
          return .bigint((moved << unused) >> unused)
        }
      }
    )
  }

  private static func count(_ number: Int64, bits: Int64) throws(QueryError) -> Int64 {
    guard (2...64).contains(bits) else {
      throw .invalidArgument("Bits specified in bit_count must be between 2 and 64, got \(bits)")
    }
    let unused = 64 - bits
    guard (number << unused) >> unused == number else {
      throw .invalidArgument(
        "Number must be representable with the bits specified. \(number) cannot be represented "
          + "with \(bits) bits"
      )
    }
    return Int64((number << unused).nonzeroBitCount)
  }
}
