// SPDX-License-Identifier: Apache-2.0
package import Columns

/// An aggregate function of Athena.
package struct AggregateFunction: Sendable {
  package let name: String
  package let aliases: [String]
  package let overloads: [AggregateOverload]
  /// One sentence for the reference.
  package let summary: String

  package init(
    _ name: String,
    aliases: [String] = [],
    _ summary: String,
    _ overloads: [AggregateOverload]
  ) {
    self.name = name
    self.aliases = aliases
    self.summary = summary
    self.overloads = overloads
  }
}

package struct AggregateOverload: Sendable {
  package let signature: Signature
  /// Rows with a NULL in any argument are not handed to the accumulator; false for `array_agg`,
  /// `max_by`, `count_if` and the like, which see them.
  package let skipsNulls: Bool
  /// The result's type where the signature cannot tell it (decimals); given the argument types.
  package let resultType: (@Sendable ([DataType]) throws(QueryError) -> DataType)?
  package let make: @Sendable (_ arguments: [DataType], _ result: DataType) -> any Accumulator

  package init(
    _ signature: Signature,
    skipsNulls: Bool = true,
    resultType: (@Sendable ([DataType]) throws(QueryError) -> DataType)? = nil,
    make: @escaping @Sendable ([DataType], DataType) -> any Accumulator
  ) {
    self.signature = signature
    self.skipsNulls = skipsNulls
    self.resultType = resultType
    self.make = make
  }
}

/// Where a row stands in the input, so that an answer never depends on which worker met it first.
package struct RowPosition: Hashable, Comparable, Sendable {
  package let unit: Int32
  package let sequence: Int64

  package init(unit: Int, sequence: Int) {
    self.unit = Int32(truncatingIfNeeded: unit)
    self.sequence = Int64(sequence)
  }

  package static func < (left: RowPosition, right: RowPosition) -> Bool {
    left.unit != right.unit ? left.unit < right.unit : left.sequence < right.sequence
  }
}

/// The state of one aggregate over one group.
///
/// The answer must be the same in whatever order rows are added and states merged: sums of floating
/// point are exact until the end, and what keeps rows (`array_agg`, `arbitrary`) orders them by
/// position.
package protocol Accumulator: Sendable {
  mutating func add(_ arguments: [Value], at position: RowPosition) throws(QueryError)
  /// Adds the rows of another state of the same function.
  mutating func merge(_ other: any Accumulator) throws(QueryError)
  func finish() throws(QueryError) -> Value

  /// Whether it keeps what it is given, so that it grows with the rows.
  var keepsRows: Bool { get }
  /// Writes the state, for a fresh accumulator of the same call to read.
  func write(to writer: inout RowWriter)
  /// Takes over a state that was written; only for a fresh accumulator.
  mutating func read(from reader: inout RowReader)
}

extension Accumulator {
  package var keepsRows: Bool { false }
}

/// The overload that a call's argument types chose.
package struct ResolvedAggregateFunction: Sendable {
  package let name: String
  package let overload: AggregateOverload
  package let argumentTypes: [DataType]
  package let resultType: DataType

  package init(
    name: String,
    overload: AggregateOverload,
    argumentTypes: [DataType],
    resultType: DataType
  ) {
    self.name = name
    self.overload = overload
    self.argumentTypes = argumentTypes
    self.resultType = resultType
  }
}
