// SPDX-License-Identifier: Apache-2.0

/// What was expected where a text stopped being JSON.
struct ScanFailure: Error, Equatable {
  enum Expectation: String {
    case key = "a key in quotes"
    case colon = "':'"
    case value = "a value"
    case separator = "',' or the closing bracket"
    case record = "a record, an object in braces"
    case stringEnd = "the end of a string"
    case nestedEnd = "a closing bracket"
  }

  let offset: Int
  let expected: Expectation

  /// Where the string or bracket was opened that the text ends in.
  var unended: String? {
    switch expected {
    case .stringEnd: " that begins at byte \(offset)"
    case .nestedEnd: " for the one at byte \(offset)"
    case .key, .colon, .value, .separator, .record: nil
    }
  }
}
