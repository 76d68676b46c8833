// SPDX-License-Identifier: Apache-2.0
import Columns

/// SQL's three truth values.
enum TruthValue: UInt8 {
  case no = 0
  case yes = 1
  case unknown = 2

  init(_ isTrue: Bool) {
    self = isTrue ? .yes : .no
  }

  /// A boolean or NULL.
  init(_ value: Value) {
    switch value {
    case .boolean(let isTrue): self = isTrue ? .yes : .no
    default: self = .unknown
    }
  }

  /// NOT.
  var negated: TruthValue {
    switch self {
    case .no: .yes
    case .yes: .no
    case .unknown: .unknown
    }
  }
}
