// SPDX-License-Identifier: Apache-2.0

/// Why a query cannot be run, or could not be finished.
package struct QueryError: Error, Equatable, Sendable {
  /// Athena's (Trino's) error names.
  package enum Code: String, Sendable {
    case syntaxError = "SYNTAX_ERROR"
    case columnNotFound = "COLUMN_NOT_FOUND"
    case ambiguousName = "AMBIGUOUS_NAME"
    case tableNotFound = "TABLE_NOT_FOUND"
    case schemaNotFound = "SCHEMA_NOT_FOUND"
    case functionNotFound = "FUNCTION_NOT_FOUND"
    case typeNotFound = "TYPE_NOT_FOUND"
    case typeMismatch = "TYPE_MISMATCH"
    case mismatchedColumnAliases = "MISMATCHED_COLUMN_ALIASES"
    case expressionNotAggregate = "EXPRESSION_NOT_AGGREGATE"
    case expressionNotInDistinct = "EXPRESSION_NOT_IN_DISTINCT"
    case expressionNotScalar = "EXPRESSION_NOT_SCALAR"
    case nestedAggregation = "NESTED_AGGREGATION"
    case nestedWindow = "NESTED_WINDOW"
    case duplicateColumnName = "DUPLICATE_COLUMN_NAME"
    case duplicateNamedQuery = "DUPLICATE_NAMED_QUERY"
    case invalidArguments = "INVALID_ARGUMENTS"
    case invalidLiteral = "INVALID_LITERAL"
    case invalidParameterUsage = "INVALID_PARAMETER_USAGE"
    case invalidLimitClause = "INVALID_LIMIT_CLAUSE"
    case invalidWindowFrame = "INVALID_WINDOW_FRAME"
    case invalidColumnReference = "INVALID_COLUMN_REFERENCE"
    case notSupported = "NOT_SUPPORTED"
    case permissionDenied = "PERMISSION_DENIED"
    // While running:
    case divisionByZero = "DIVISION_BY_ZERO"
    case invalidCastArgument = "INVALID_CAST_ARGUMENT"
    case invalidFunctionArgument = "INVALID_FUNCTION_ARGUMENT"
    case numericValueOutOfRange = "NUMERIC_VALUE_OUT_OF_RANGE"
    case subqueryMultipleRows = "SUBQUERY_MULTIPLE_ROWS"
    case exceededFunctionMemoryLimit = "EXCEEDED_FUNCTION_MEMORY_LIMIT"
    case genericInsufficientResources = "GENERIC_INSUFFICIENT_RESOURCES"
    case genericInternalError = "GENERIC_INTERNAL_ERROR"

    /// `TRY` gives NULL for these.
    package var isCaughtByTry: Bool {
      switch self {
      case .divisionByZero, .invalidCastArgument, .invalidFunctionArgument, .numericValueOutOfRange:
        true
      default: false
      }
    }
  }

  package var code: Code
  /// Lower case, without a full stop: what was found, what was expected.
  package var message: String
  /// The nearest right name or the cure, as a sentence part: `did you mean 'eventtime'?`.
  package var hint: String?
  /// Where in the SQL; absent for trouble with a value at run time that has no place.
  package var range: SourceRange?

  package init(_ code: Code, _ message: String, hint: String? = nil, at range: SourceRange? = nil) {
    self.code = code
    self.message = message
    self.hint = hint
    self.range = range
  }
}

/// Something worth saying about a query that does not stop it.
package struct QueryWarning: Equatable, Sendable {
  package var message: String
  package var range: SourceRange

  package init(_ message: String, at range: SourceRange) {
    self.message = message
    self.range = range
  }
}
