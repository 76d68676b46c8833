// SPDX-License-Identifier: Apache-2.0
package import Columns
package import Queries

/// Everything one report is made from, as plain values.
///
/// Two equal inputs give the same pages and attachments byte for byte; only `run`, which goes to
/// the history and never into a report, may hold a clock's values.
package struct ReportInput: Sendable {
  /// The heading of every page: `CloudTrail audit`.
  package var title: String
  package var organization: String?
  /// The version of this program, without its name.
  package var toolVersion: String
  /// Names for account ids, shown beside them.
  package var accountNames: [String: String]
  package var scope: ReportScope
  /// The first and last day with events in the scope; nil when there were none.
  package var coveredDays: DayRange?
  /// The base of the folder's name, which the pages show: letters, digits, `.`, `_`, `-`.
  ///
  /// `2026-10`, `2026-10-05--2026-10-11`; for a report about everything, the first and last day
  /// with events.
  package var identifier: String
  package var queries: [ReportQuery]
  package var entityActivity: [EntityActivity]
  package var dailyActivity: [DailyActivity]
  package var evidence: Evidence
  /// Whether copies of records count.
  package var keepsDuplicates: Bool
  package var expected: ExpectedLogs
  /// In the order of their times.
  package var loggingChanges: [LoggingChange]
  package var limits: ReportLimits
  package var provenance: Provenance
  package var run: RunRecord

  package init(
    title: String,
    organization: String? = nil,
    toolVersion: String,
    accountNames: [String: String] = [:],
    scope: ReportScope = ReportScope(),
    coveredDays: DayRange? = nil,
    identifier: String,
    queries: [ReportQuery],
    entityActivity: [EntityActivity] = [],
    dailyActivity: [DailyActivity] = [],
    evidence: Evidence = Evidence(),
    keepsDuplicates: Bool = false,
    expected: ExpectedLogs = ExpectedLogs(),
    loggingChanges: [LoggingChange] = [],
    limits: ReportLimits = ReportLimits(),
    provenance: Provenance = Provenance(),
    run: RunRecord
  ) {
    self.title = title
    self.organization = organization
    self.toolVersion = toolVersion
    self.accountNames = accountNames
    self.scope = scope
    self.coveredDays = coveredDays
    self.identifier = identifier
    self.queries = queries
    self.entityActivity = entityActivity
    self.dailyActivity = dailyActivity
    self.evidence = evidence
    self.keepsDuplicates = keepsDuplicates
    self.expected = expected
    self.loggingChanges = loggingChanges
    self.limits = limits
    self.provenance = provenance
    self.run = run
  }
}

/// Two days, both included, as `YYYY-MM-DD` in UTC.
package struct DayRange: Hashable, Sendable {
  package var first: String
  package var last: String

  package init(first: String, last: String) {
    self.first = first
    self.last = last
  }
}

/// What the report was asked to be about.
package struct ReportScope: Hashable, Sendable {
  /// Account ids; empty for all.
  package var accounts: [String]
  /// Regions; empty for all.
  package var regions: [String]
  /// The days asked for; nil for all.
  package var days: DayRange?

  package init(accounts: [String] = [], regions: [String] = [], days: DayRange? = nil) {
    self.accounts = accounts
    self.regions = regions
    self.days = days
  }
}

/// One configured question with its answer.
package struct ReportQuery: Sendable {
  package enum Severity: String, Sendable, CaseIterable {
    case critical, high, medium, low, info
  }

  /// How many rows the author of the query expects.
  package enum Expectation: Hashable, Sendable {
    /// The query lists; no number of rows is wrong.
    case anyRows
    case noRows
    case atMost(Int)
  }

  /// A column of the result whose values name entities of one kind.
  package struct Link: Hashable, Sendable {
    /// Index into the result's columns.
    package var column: Int
    package var kind: EntityKind

    package init(column: Int, kind: EntityKind) {
      self.column = column
      self.kind = kind
    }
  }

  /// The value of a `:name`.
  package struct Parameter: Hashable, Sendable {
    package var name: String
    /// As SQL writes it: `varchar`, `integer`, `decimal(3,2)`, `boolean`.
    package var type: String
    package var value: String

    package init(name: String, type: String, value: String) {
      self.name = name
      self.type = type
      self.value = value
    }
  }

  /// The path of its file without the ending: `iam/policy-changes`.
  package var id: String
  package var title: String
  package var section: String
  package var severity: Severity
  /// Each with the version of its standard: `CIS-AWS-1.4 4.3`.
  package var controls: [String]
  package var expectation: Expectation
  /// What it asks and what to look for.
  package var description: String
  /// The text that ran.
  package var sql: String
  /// Of all parameters the values there were for it, by name.
  package var parameters: [Parameter]
  package var warnings: [QueryWarning]
  /// The kinds of entities whose pages repeat this result's rows.
  package var perEntity: [EntityKind]
  package var links: [Link]
  package var outcome: Result<QueryResult, QueryError>

  package init(
    id: String,
    title: String,
    section: String,
    severity: Severity = .info,
    controls: [String] = [],
    expectation: Expectation = .anyRows,
    description: String = "",
    sql: String,
    parameters: [Parameter] = [],
    warnings: [QueryWarning] = [],
    perEntity: [EntityKind] = [],
    links: [Link] = [],
    outcome: Result<QueryResult, QueryError>
  ) {
    self.id = id
    self.title = title
    self.section = section
    self.severity = severity
    self.controls = controls
    self.expectation = expectation
    self.description = description
    self.sql = sql
    self.parameters = parameters
    self.warnings = warnings
    self.perEntity = perEntity
    self.links = links
    self.outcome = outcome
  }
}

/// Events of one user, event name, access key and account together.
package struct EntityActivity: Sendable, Equatable {
  /// By the rule of `EntityKey`: a user's name, `Role/session`, `root` and so on.
  package var user: Text?
  package var eventName: Text?
  package var accessKey: Text?
  package var account: Text?
  package var eventCount: Int
  package var errorCount: Int
  /// As in the log: `2026-10-05T00:00:11Z`.
  package var firstEventTime: Text?
  package var lastEventTime: Text?

  package init(
    user: Text?,
    eventName: Text?,
    accessKey: Text?,
    account: Text?,
    eventCount: Int,
    errorCount: Int,
    firstEventTime: Text?,
    lastEventTime: Text?
  ) {
    self.user = user
    self.eventName = eventName
    self.accessKey = accessKey
    self.account = account
    self.eventCount = eventCount
    self.errorCount = errorCount
    self.firstEventTime = firstEventTime
    self.lastEventTime = lastEventTime
  }
}

/// Events of one account, region, day and kind.
package struct DailyActivity: Sendable, Equatable {
  package var account: Text?
  package var region: Text?
  /// `YYYY-MM-DD`, by the time of the event in UTC.
  package var day: Text?
  package var kind: EventKind
  package var eventCount: Int
  package var errorCount: Int

  package init(
    account: Text?,
    region: Text?,
    day: Text?,
    kind: EventKind = .management,
    eventCount: Int,
    errorCount: Int
  ) {
    self.account = account
    self.region = region
    self.day = day
    self.kind = kind
    self.eventCount = eventCount
    self.errorCount = errorCount
  }
}

/// How much of a result goes into pages; attachments always hold all of it.
package struct ReportLimits: Hashable, Sendable {
  package var rowsPerPage: Int
  package var pagesPerQuery: Int
  /// Pages of entities, by kind; a kind that is not named has `defaultEntityPages`.
  package var entityPages: [EntityKind: Int]

  package static let defaultEntityPages = 2000

  package init(
    rowsPerPage: Int = 500,
    pagesPerQuery: Int = 20,
    entityPages: [EntityKind: Int] = [:]
  ) {
    self.rowsPerPage = rowsPerPage
    self.pagesPerQuery = pagesPerQuery
    self.entityPages = entityPages
  }

  /// How many entities of a kind have a page.
  package func pages(of kind: EntityKind) -> Int {
    max(0, entityPages[kind] ?? Self.defaultEntityPages)
  }
}

/// When a run began and how long its parts took: one line of the history.
package struct RunRecord: Sendable, Equatable {
  package enum State: String, Sendable, CaseIterable {
    case succeeded = "SUCCEEDED"
    case failed = "FAILED"
    case cancelled = "CANCELLED"
  }

  package struct Query: Sendable, Equatable {
    package var id: String
    package var state: State
    /// Microseconds since 1970-01-01 00:00:00 UTC.
    package var startMicroseconds: Int64
    package var durationMilliseconds: Int64
    package var rowCount: Int
    /// Inflated bytes of the files this query read.
    package var scannedByteCount: Int

    package init(
      id: String,
      state: State,
      startMicroseconds: Int64,
      durationMilliseconds: Int64,
      rowCount: Int,
      scannedByteCount: Int
    ) {
      self.id = id
      self.state = state
      self.startMicroseconds = startMicroseconds
      self.durationMilliseconds = durationMilliseconds
      self.rowCount = rowCount
      self.scannedByteCount = scannedByteCount
    }
  }

  package var startMicroseconds: Int64
  /// Up to the end of the last query: pages are written afterwards.
  package var durationMilliseconds: Int64
  /// The machine that it ran on.
  package var host: String
  package var queries: [Query]

  package init(
    startMicroseconds: Int64,
    durationMilliseconds: Int64,
    host: String = "",
    queries: [Query]
  ) {
    self.startMicroseconds = startMicroseconds
    self.durationMilliseconds = durationMilliseconds
    self.host = host
    self.queries = queries
  }
}
