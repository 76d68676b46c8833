// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// A type as a signature names it: with variables where any type, or any length, may stand.
indirect enum TypePattern: Sendable {
  case exact(DataType)
  /// `T`; or `varchar`, `decimal(p, s)` and the like: one of a family. Equal names stand for one
  /// type; a bare family has a name of its own wherever it stands.
  case variable(String, TypeFamily)
  case array(TypePattern)
  case map(TypePattern, TypePattern)
  case row([TypePattern])
  case function([TypePattern], TypePattern)
}

/// Types that differ in a length or precision only.
enum TypeFamily: String, Sendable {
  case any
  case decimal
  case varchar
  case char
  case time
  case timestamp
  case timestampWithTimeZone = "timestamp with time zone"
  /// Any row type.
  case row

  /// The type as a member of the family, if it coerces to one.
  func member(_ type: DataType) -> DataType? {
    switch (self, type) {
    case (.any, .function): nil
    case (.any, _): type
    case (.decimal, _):
      if type == .unknown {
        .decimal(precision: 1, scale: 0)
      } else {
        TypeCoercion.decimalShape(type).map { .decimal(precision: $0.precision, scale: $0.scale) }
      }
    case (.varchar, .varchar): type
    case (.varchar, .char(let length)): .varchar(length: length)
    case (.varchar, .unknown): .string
    case (.char, .char): type
    case (.char, .varchar(.some(let length))): .char(length: max(1, length))
    case (.char, .unknown): .char(length: 1)
    case (.time, .time): type
    case (.time, .unknown): .time(precision: 3)
    case (.timestamp, .timestamp): type
    case (.timestamp, .date), (.timestamp, .unknown): .timestamp(precision: 3)
    case (.timestampWithTimeZone, .timestampWithTimeZone): type
    case (.timestampWithTimeZone, .timestamp(let digits)): .timestampWithTimeZone(precision: digits)
    case (.timestampWithTimeZone, .date), (.timestampWithTimeZone, .unknown):
      .timestampWithTimeZone(precision: 3)
    case (.row, .row): type
    default: nil
    }
  }

  /// What a bare family is in a result, where no argument tells.
  var usual: DataType? {
    switch self {
    case .any, .row: nil
    case .decimal: .decimal(precision: TypeCoercion.mostDigits, scale: 0)
    case .varchar: .string
    case .char: .char(length: 1)
    case .time: .time(precision: 3)
    case .timestamp: .timestamp(precision: 3)
    case .timestampWithTimeZone: .timestampWithTimeZone(precision: 3)
    }
  }
}

/// A signature, parsed.
struct SignaturePattern: Sendable {
  let parameters: [TypePattern]
  /// The last parameter may repeat.
  let isVariadic: Bool
  let result: TypePattern

  /// The parameters for a number of arguments; nil when it takes another number.
  func parameters(for count: Int) -> [TypePattern]? {
    guard isVariadic, let last = parameters.last else {
      return parameters.count == count ? parameters : nil
    }
    guard count >= parameters.count else { return nil }
    return parameters + Array(repeating: last, count: count - parameters.count)
  }
}
