// SPDX-License-Identifier: Apache-2.0
package import Columns

/// JSON text as values of the JSON type hold it.
package enum JSONText {
  /// Checks a text and gives it in canonical form, as `json_parse` and `JSON '…'` do.
  ///
  /// White space is dropped, members are sorted by name, of equal names the last stays, numbers
  /// keep their digits.
  ///
  /// - Throws: `INVALID_FUNCTION_ARGUMENT` for a text that is not JSON.
  package static func parse(_ text: Text) throws(QueryError) -> Text {
    do throws(JSONFailure) {
      return try JSONNode(text).canonical.text
    } catch {
      throw QueryError(
        .invalidFunctionArgument,
        "cannot convert value to JSON: \(text.quotedExcerpt)",
        hint: error.hint
      )
    }
  }
}

extension JSONFailure {
  /// What was wrong, as a sentence part.
  var hint: String {
    switch self {
    case .syntax(let offset): "the text is not JSON at byte \(offset + 1)"
    case .unexpected(let reason): reason
    }
  }
}
