// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// An accumulator that is merged with its own kind.
protocol TypedAccumulator: Accumulator {
  mutating func combine(_ other: Self) throws(QueryError)
}

extension TypedAccumulator {
  mutating func merge(_ other: any Accumulator) throws(QueryError) {
    guard let other = other as? Self else {
      throw QueryError(.genericInternalError, "states of two different aggregates were merged")
    }
    try combine(other)
  }
}

extension DataType {
  /// The type itself, if its values have an order; what `min` and `max` take.
  func ordered(for function: String) throws(QueryError) -> DataType {
    guard Self.hasOrder(self) else {
      throw QueryError(
        .typeMismatch,
        "values of type \(self) have no order, which \(function) needs"
      )
    }
    return self
  }

  private static func hasOrder(_ type: DataType) -> Bool {
    switch type {
    case .function, .map, .json: false
    case .array(let element): hasOrder(element)
    case .row(let fields): fields.allSatisfy { hasOrder($0.type) }
    default: true
    }
  }
}
