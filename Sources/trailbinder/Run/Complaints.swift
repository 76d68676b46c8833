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
    about(evidence) + about(evidence.integrity, evidence)
      + zip(questions, outcomes).compactMap { question, outcome in
        guard case .failure(let error) = outcome else { return nil }
        let query = question.query
        return Diagnostic(
          QueryDiagnostic(error, file: query.file, sql: query.sql, firstLine: query.firstLine)
        )
      }
  }

  /// That digests or log files were changed, added or taken away; doubts stand in the report alone.
  private static func about(
    _ integrity: IntegrityEvidence?,
    _ evidence: Evidence
  ) -> [Diagnostic] {
    guard let integrity else { return [] }
    var counts: [String: Int] = [:]
    for verdict in evidence.files.compactMap(\.verdict) where verdict.isFailure {
      counts["log files are \(verdict.rawValue)", default: 0] += 1
    }
    if !integrity.missingFiles.isEmpty {
      counts["log files are MISSING"] = integrity.missingFiles.count
    }
    for finding in integrity.digests where finding.verdict.isFailure {
      counts["digests are \(finding.verdict.rawValue)", default: 0] += finding.count
    }
    let issues = integrity.issues.map {
      Diagnostic(.warning, $0.reason, place: $0.path.string)
    }
    return issues
      + counts.sorted { $0.key < $1.key }.map { what, count in
        Diagnostic(.warning, "\(what): \(count); the page on integrity names them")
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
