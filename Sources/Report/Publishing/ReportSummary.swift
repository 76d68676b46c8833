// SPDX-License-Identifier: Apache-2.0
private import FoundationEssentials

/// What one report says of itself to programs: `report.json`, from which the list of all reports
/// is made.
struct ReportSummary: Codable, Equatable {
  struct Query: Codable, Equatable {
    var id: String
    var title: String
    var section: String
    var severity: String
    var outcome: String
    /// Absent for a query that failed.
    var rows: Int?
    /// Those of `rows` that stand on pages; the others are in the CSV only.
    var rowsOnPages: Int?
    /// One a scan of the logs.
    var scans: [ScanSummary]?
  }

  /// Raised when a field changes its meaning.
  var format = 1
  var generator = ReportSummary.generatorName
  var version: String
  var identifier: String
  var title: String
  var organization: String?
  /// The days asked for, else those with events.
  var firstDay: String?
  var lastDay: String?
  var eventCount: Int
  var fileCount: Int
  var recordCount: Int
  var issueCount: Int
  var missingDayCount: Int
  /// Secrets in records that pages and CSV files do not show; absent where they show them.
  var coveredSecretCount: Int?
  /// Absent in reports of older versions, as is `coverage`.
  var input: AccountSummary?
  var coverage: CoverageSummary?
  var queries: [Query]

  static let fileName = "report.json"
  static let generatorName = "trailbinder"

  init(of site: Site, coveredSecretCount: Int? = nil) {
    version = site.input.toolVersion
    identifier = site.input.identifier
    title = site.input.title
    organization = site.input.organization
    firstDay = site.coverage.period?.first
    lastDay = site.coverage.period?.last
    eventCount = site.coverage.eventCount
    fileCount = site.totals.fileCount
    recordCount = site.totals.recordCount
    issueCount = site.totals.issueCount
    missingDayCount = site.coverage.missingDayCount
    self.coveredSecretCount = coveredSecretCount
    input = AccountSummary(of: site)
    coverage = CoverageSummary(of: site.coverage)
    queries = site.answers.map { answer in
      Query(
        id: answer.query.id,
        title: answer.query.title,
        section: answer.query.section,
        severity: answer.query.severity.rawValue,
        outcome: answer.finding.className,
        rows: answer.result == nil ? nil : answer.rowCount,
        rowsOnPages: answer.result == nil ? nil : answer.pages.shownCount,
        scans: answer.result == nil
          ? nil : ScanBalance.all(of: answer, site.balance).map(ScanSummary.init)
      )
    }
  }

  /// Reads the summary of a published report; nil where there is none of ours.
  init?(folder: String) {
    guard let bytes = try? FileSystem.read("\(folder)/\(Self.fileName)"),
      let summary = try? JSONDecoder().decode(Self.self, from: Data(bytes)),
      summary.generator == Self.generatorName
    else { return nil }
    self = summary
  }

  /// The same bytes for the same report.
  func json() throws(ReportError) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    do {
      return Array(try encoder.encode(self)) + [0x0A]
    } catch {
      throw ReportError(.output, path: Self.fileName, "the summary cannot be written as JSON")
    }
  }

  /// How many queries found more rows than expected, by severity.
  func attentionCount(severity: ReportQuery.Severity) -> Int {
    queries.count {
      $0.severity == severity.rawValue && Self.urgentOutcomes.contains($0.outcome)
    }
  }

  var failedCount: Int { queries.count { $0.outcome == Finding.failed.className } }

  private static let urgentOutcomes = Set(
    Finding.allCases.filter { $0.needsAttention && $0 != .failed }.map(\.className)
  )
}
