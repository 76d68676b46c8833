// SPDX-License-Identifier: Apache-2.0
import Queries

/// A function that the catalogue does not hold, because the analyzer knows it itself.
struct SpecialFunction {
  let name: String
  let signatures: [String]
  let summary: String

  static let all = forms + WindowFunction.allCases.map(window)

  private static let forms = [
    SpecialFunction(
      name: "coalesce",
      signatures: ["(T, T...) -> T"],
      summary: "The first of the values that is not NULL."
    ),
    SpecialFunction(
      name: "nullif",
      signatures: ["(T, U) -> T"],
      summary: "NULL when both values are equal, else the first."
    ),
    SpecialFunction(
      name: "if",
      signatures: ["(boolean, T) -> T", "(boolean, T, T) -> T"],
      summary: "The second value when the condition is true, else the third, or NULL without one."
    ),
    SpecialFunction(
      name: "try",
      signatures: ["(T) -> T"],
      summary: "The value, or NULL when it is divided by zero, cast or computed from a bad value."
    ),
    SpecialFunction(
      name: "now",
      signatures: ["() -> timestamp(3) with time zone"],
      summary: "When the run began, the same as `current_timestamp`."
    ),
    SpecialFunction(
      name: "current_timezone",
      signatures: ["() -> varchar"],
      summary: "The time zone of the session, which is UTC."
    ),
    SpecialFunction(
      name: "grouping",
      signatures: ["(T, T...) -> bigint"],
      summary: "One bit a grouping column, the last lowest: 1 where the grouping set leaves it out."
    ),
  ]

  private static func window(_ function: WindowFunction) -> SpecialFunction {
    let (signatures, summary): ([String], String) =
      switch function {
      case .rowNumber: (["() -> bigint"], "The number of the row in its partition, from 1.")
      case .rank: (["() -> bigint"], "One more than the rows before the row, peers left out.")
      case .denseRank: (["() -> bigint"], "One more than the groups of peers before the row.")
      case .percentRank:
        (["() -> double"], "The rank from 0 to 1: (rank - 1) / (rows of the partition - 1).")
      case .cumeDist:
        (["() -> double"], "The share of the rows that stand before the row or are its peers.")
      case .ntile: (["(bigint) -> bigint"], "Which of n parts of equal size the row falls in.")
      case .lag:
        (
          ["(T) -> T", "(T, bigint) -> T", "(T, bigint, T) -> T"],
          "The value some rows before, one by default; NULL or a default where there is none."
        )
      case .lead:
        (
          ["(T) -> T", "(T, bigint) -> T", "(T, bigint, T) -> T"],
          "The value some rows behind, one by default; NULL or a default where there is none."
        )
      case .firstValue: (["(T) -> T"], "The value of the first row of the frame.")
      case .lastValue: (["(T) -> T"], "The value of the last row of the frame.")
      case .nthValue: (["(T, bigint) -> T"], "The value of a row of the frame, counted from 1.")
      }
    return SpecialFunction(name: function.rawValue, signatures: signatures, summary: summary)
  }
}
