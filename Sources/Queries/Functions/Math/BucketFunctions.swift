// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// `width_bucket`: the bin of a histogram that a number falls in.
enum BucketFunctions {
  static let all: [ScalarFunction] = [
    ScalarFunction(
      "width_bucket",
      "The bin of x: of n equal ones between two bounds, or by an array of bounds.",
      [
        .plain("(double, double, double, bigint) -> bigint") { (arguments) throws(QueryError) in
          .bigint(
            try bucket(
              of: try arguments.double(0),
              from: try arguments.double(1),
              to: try arguments.double(2),
              count: try arguments.integer(3)
            )
          )
        },
        .plain("(double, array(double)) -> bigint") { (arguments) throws(QueryError) in
          .bigint(try bin(of: try arguments.double(0), in: try arguments.array(1)))
        },
      ]
    )
  ]

  private static func bucket(
    of operand: Double,
    from first: Double,
    to second: Double,
    count: Int64
  ) throws(QueryError) -> Int64 {
    guard count > 0 else { throw .invalidArgument("bucketCount must be greater than 0") }
    guard !operand.isNaN else { throw .invalidArgument("operand must not be NaN") }
    guard first.isFinite else { throw .invalidArgument("first bound must be finite") }
    guard second.isFinite else { throw .invalidArgument("second bound must be finite") }
    guard first != second else { throw .invalidArgument("bounds cannot equal each other") }
    let lower = min(first, second)
    let upper = max(first, second)
    let result: Int64
    if operand < lower {
      result = 0
    } else if operand >= upper {
      let (above, overflow) = count.addingReportingOverflow(1)
      guard !overflow else { throw outOfRange(operand) }
      result = above
    } else {
      result = Int64(truncated: Double(count) * (operand - lower) / (upper - lower) + 1)
    }
    guard first > second else { return result }
    // From the other end; the sum is one bucket beyond the last at most.
    let (mirrored, overflow) = count.addingReportingOverflow(1 - result)
    guard !overflow else { throw outOfRange(operand) }
    return mirrored
  }

  private static func outOfRange(_ operand: Double) -> QueryError {
    .outOfRange("Bucket for value \(FloatingText.plain(operand)) is out of range")
  }

  private static func bin(of operand: Double, in bins: [Value]) throws(QueryError) -> Int64 {
    guard !bins.isEmpty else { throw .invalidArgument("Bins cannot be an empty array") }
    guard !operand.isNaN else { throw .invalidArgument("Operand cannot be NaN") }
    guard !bins.contains(.null) else {
      throw .invalidArgument("Bin value must be finite, got NULL")
    }
    var lower = 0
    var upper = bins.count
    while lower < upper {
      guard try bins[lower].asDouble <= bins[upper - 1].asDouble else {
        throw .invalidArgument("Bin values are not sorted in ascending order")
      }
      let middle = (lower + upper) / 2
      let bin = try bins[middle].asDouble
      guard bin.isFinite else {
        throw .invalidArgument("Bin value must be finite, got \(FloatingText.plain(bin))")
      }
      if operand < bin {
        upper = middle
      } else {
        lower = middle + 1
      }
    }
    return Int64(lower)
  }
}
