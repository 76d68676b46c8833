// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// What is inside a value whose type the analysis has settled.
///
/// A value of another type is our own mistake; it is reported as an internal error, not a trap.
extension Value {
  var asInteger: Int64 {
    get throws(QueryError) {
      guard case .bigint(let number) = self else { throw mismatch("an integer") }
      return number
    }
  }

  var asDouble: Double {
    get throws(QueryError) {
      switch self {
      case .double(let number): return number
      case .real(let number): return Double(number)
      default: throw mismatch("a double")
      }
    }
  }

  var asReal: Float {
    get throws(QueryError) {
      guard case .real(let number) = self else { throw mismatch("a real") }
      return number
    }
  }

  var asDecimal: Int128 {
    get throws(QueryError) {
      guard case .decimal(let number) = self else { throw mismatch("a decimal") }
      return number
    }
  }

  var asBoolean: Bool {
    get throws(QueryError) {
      guard case .boolean(let truth) = self else { throw mismatch("a boolean") }
      return truth
    }
  }

  var asText: Text {
    get throws(QueryError) {
      switch self {
      case .varchar(let text), .json(let text): return text
      default: throw mismatch("a varchar")
      }
    }
  }

  var asBytes: [UInt8] {
    get throws(QueryError) {
      switch self {
      case .varbinary(let bytes), .ipaddress(let bytes), .uuid(let bytes): return bytes
      default: throw mismatch("a varbinary")
      }
    }
  }

  var asArray: [Value] {
    get throws(QueryError) {
      guard case .array(let values) = self else { throw mismatch("an array") }
      return values
    }
  }

  var asMap: [MapEntry] {
    get throws(QueryError) {
      guard case .map(let entries) = self else { throw mismatch("a map") }
      return entries
    }
  }

  var asRow: [Value] {
    get throws(QueryError) {
      guard case .row(let fields) = self else { throw mismatch("a row") }
      return fields
    }
  }

  func mismatch(_ expected: String) -> QueryError {
    QueryError(.genericInternalError, "a value is not \(expected), as its type says")
  }
}
