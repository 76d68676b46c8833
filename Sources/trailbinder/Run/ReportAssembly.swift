// SPDX-License-Identifier: Apache-2.0
import CloudTrail
private import Columns
import Queries
import Report

/// Puts together what a report is made from.
enum ReportAssembly {
  static func input(
    _ configuration: Configuration,
    _ period: Period,
    _ questions: [CompiledQuestion],
    _ reading: Reading,
    _ expected: ExpectedLogs,
    scripts: [(name: String, sql: String)]
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
      queries: zip(questions, reading.outcomes).map { question, outcome in
        query(question, outcome, configuration.parameters(of: question.query.id))
      },
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
      provenance: Provenance(
        configurationSum: configuration.sum,
        declarations: scripts.map {
          Provenance.Declaration(file: Files.name(of: $0.name), sql: $0.sql)
        },
        locations: configuration.locations.map {
          Provenance.Location(address: $0.mapping.address, folder: $0.written)
        },
        scope: Provenance.Scope(
          accounts: configuration.scope.accounts,
          regions: configuration.scope.regions,
          from: configuration.scope.from?.description,
          to: configuration.scope.to?.description
        ),
        reading: Provenance.Reading(
          damaged: configuration.damaged.rawValue,
          duplicates: configuration.duplicates.rawValue,
          excluded: configuration.integrity?.excluded.map(\.rawValue).sorted() ?? [],
          limits: Dictionary(
            uniqueKeysWithValues: LimitKey.allCases.map {
              ($0.rawValue, configuration.limits[keyPath: $0.limit])
            }
          )
        ),
        now: Instant(microseconds: period.session.nowMicroseconds).description,
        secrets: configuration.secrets
      ),
      run: reading.record
    )
  }

  private static func query(
    _ question: CompiledQuestion,
    _ outcome: Result<QueryResult, QueryError>,
    _ parameters: [String: QueryParameter]
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
      parameters: parameters.sorted { $0.key < $1.key }.map {
        ReportQuery.Parameter(
          name: $0.key,
          type: $0.value.type.description,
          value: $0.value.value.text(as: $0.value.type)?.string ?? "null"
        )
      },
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
