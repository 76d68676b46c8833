// SPDX-License-Identifier: Apache-2.0
import CloudTrail
import Queries
import Report

/// Puts together what a report is made from.
enum ReportAssembly {
  static func input(
    _ configuration: Configuration,
    _ period: Period,
    _ questions: [CompiledQuestion],
    _ reading: Reading,
    _ expected: ExpectedLogs
  ) -> ReportInput {
    let covered = ActivityQueries.coveredDays(reading.dailyActivity)
    return ReportInput(
      title: configuration.title,
      organization: configuration.organization,
      toolVersion: Version.current,
      accountNames: configuration.accountNames,
      scope: ReportScope(
        accounts: configuration.scope.accounts ?? [],
        regions: configuration.scope.regions ?? [],
        days: period.days(covered: covered)
      ),
      coveredDays: covered.map {
        DayRange(first: $0.first.description, last: $0.last.description)
      },
      identifier: period.identifier(covered: covered),
      queries: zip(questions, reading.outcomes).map(query),
      entityActivity: reading.entityActivity,
      dailyActivity: reading.dailyActivity,
      evidence: reading.evidence,
      keepsDuplicates: configuration.duplicates == .keep,
      expected: expected,
      loggingChanges: reading.loggingChanges,
      limits: ReportLimits(
        rowsPerPage: configuration.pageSize,
        entityPages: configuration.entityPages
      ),
      run: reading.record
    )
  }

  private static func query(
    _ question: CompiledQuestion,
    _ outcome: Result<QueryResult, QueryError>
  ) -> ReportQuery {
    let metadata = question.query.metadata
    return ReportQuery(
      id: question.query.id,
      title: metadata.title,
      section: question.query.section,
      severity: ReportQuery.Severity(metadata.severity),
      controls: metadata.controls.flatMap { control in
        control.numbers.map { "\(control.standard) \($0)" }
      },
      expectation: ReportQuery.Expectation(metadata.expectation),
      description: metadata.description,
      sql: question.query.sql,
      warnings: question.compiled.warnings,
      perEntity: metadata.per,
      links: question.links,
      outcome: outcome
    )
  }
}

extension ReportQuery.Severity {
  fileprivate init(_ severity: QuerySeverity) {
    switch severity {
    case .critical: self = .critical
    case .high: self = .high
    case .medium: self = .medium
    case .low: self = .low
    case .info: self = .info
    }
  }
}

extension ReportQuery.Expectation {
  fileprivate init(_ expectation: QueryExpectation) {
    switch expectation {
    case .anyRows: self = .anyRows
    case .noRows: self = .noRows
    case .atMost(let count): self = .atMost(count)
    }
  }
}
