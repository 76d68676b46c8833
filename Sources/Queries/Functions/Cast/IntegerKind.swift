// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// The four integer types: their ranges and their names in errors.
enum IntegerKind: CaseIterable, Sendable {
  case tinyint, smallint, integer, bigint

  init?(_ type: DataType) {
    switch type {
    case .tinyint: self = .tinyint
    case .smallint: self = .smallint
    case .integer: self = .integer
    case .bigint: self = .bigint
    default: return nil
    }
  }

  /// As in signatures and overflow errors.
  var name: String {
    switch self {
    case .tinyint: "tinyint"
    case .smallint: "smallint"
    case .integer: "integer"
    case .bigint: "bigint"
    }
  }

  var range: ClosedRange<Int64> {
    switch self {
    case .tinyint: -0x80...0x7F
    case .smallint: -0x8000...0x7FFF
    case .integer: -0x8000_0000...0x7FFF_FFFF
    case .bigint: Int64.min...Int64.max
    }
  }

  var bitCount: Int64 {
    switch self {
    case .tinyint: 8
    case .smallint: 16
    case .integer: 32
    case .bigint: 64
    }
  }
}
