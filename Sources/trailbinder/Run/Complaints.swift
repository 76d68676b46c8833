// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries

/// What is told about a run that went on although something was wrong.
enum Complaints {
  /// So many damaged files are named on the terminal; the report names them all.
  private static let namedIssues = 20

  static func about(
    _ questions: [CompiledQuestion],
    _ outcomes: [Result<QueryResult, QueryError>],
    _ evidence: Evidence
  ) -> [Diagnostic] {
    about(evidence)
      + zip(questions, outcomes).compactMap { question, outcome in
        guard case .failure(let error) = outcome else { return nil }
        let query = question.query
        return Diagnostic(
          QueryDiagnostic(error, file: query.file, sql: query.sql, firstLine: query.firstLine)
        )
      }
  }

  /// One warning for each of the first damaged files, and the number of the others.
  static func about(_ evidence: Evidence) -> [Diagnostic] {
    let issues = evidence.issues
    var diagnostics = issues.prefix(namedIssues).map { issue in
      Diagnostic(.warning, issue.reason, place: issue.path.string)
    }
    if issues.count > namedIssues {
      diagnostics.append(
        Diagnostic(.warning, "\(issues.count - namedIssues) more places of the input are damaged")
      )
    }
    return diagnostics
  }
}
