// SPDX-License-Identifier: Apache-2.0
import Columns
import Foundation
import Queries
import Report

/// Inputs of reports, and folders to write them to.
enum Fixture {
  /// The templates that ship, beside the sources.
  static let templates = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Templates").path

  static let schema = templates + "/report.rng"

  static func library() throws -> TemplateLibrary {
    try TemplateLibrary(folder: templates, shipped: templates)
  }

  /// A new empty folder, removed afterwards.
  static func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "trailbinder-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try body(folder)
  }

  static func read(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
  }

  /// All files under a folder, by their path in it.
  static func files(in folder: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder) {
      var isFolder: ObjCBool = false
      let full = folder + "/" + path
      if unsafe FileManager.default.fileExists(atPath: full, isDirectory: &isFolder),
        !isFolder.boolValue
      {
        files[path] = try Data(contentsOf: URL(filePath: full))
      }
    }
    return files
  }

  /// Writes a report into a folder and validates it.
  @discardableResult
  static func write(_ input: ReportInput, to folder: String) throws -> StagedReport {
    var staged = StagedReport(folder: folder, identifier: input.identifier)
    try SiteBuilder(input).build().write(to: &staged, templates: library())
    try PageValidator(schema: schema).validate(staged)
    return staged
  }

  static func result(_ columns: [(String, DataType)], _ rows: [[Value]]) -> QueryResult {
    QueryResult(
      columns: columns.map { ResultColumn(name: $0.0, type: $0.1, origin: nil) },
      rows: ResultRows(rows),
      statistics: QueryStatistics(scannedRowCount: 1000, matchedRowCount: rows.count)
    )
  }

  static func query(
    _ id: String,
    rows: [[Value]],
    columns: [(String, DataType)]? = nil,
    severity: ReportQuery.Severity = .medium,
    expectation: ReportQuery.Expectation = .anyRows,
    perEntity: [EntityKind] = [],
    links: [ReportQuery.Link] = []
  ) -> ReportQuery {
    let names =
      columns ?? (0..<(rows.first?.count ?? 1)).map { ("column\($0 + 1)", DataType.string) }
    return ReportQuery(
      id: id,
      title: "Title of \(id)",
      section: "Section",
      severity: severity,
      expectation: expectation,
      sql: "SELECT 1",
      perEntity: perEntity,
      links: links,
      outcome: .success(result(names, rows))
    )
  }

  static func input(
    _ queries: [ReportQuery],
    activity: [EntityActivity] = [],
    daily: [DailyActivity] = [],
    evidence: Evidence = Evidence(),
    limits: ReportLimits = ReportLimits()
  ) -> ReportInput {
    ReportInput(
      title: "CloudTrail audit",
      organization: "Example",
      toolVersion: "0.1.0",
      scope: ReportScope(days: DayRange(first: "2026-10-01", last: "2026-10-31")),
      coveredDays: DayRange(first: "2026-10-01", last: "2026-10-30"),
      identifier: "2026-10",
      queries: queries,
      entityActivity: activity,
      dailyActivity: daily,
      evidence: evidence,
      limits: limits,
      run: RunRecord(
        startMicroseconds: 1_793_491_200_000_000,
        durationMilliseconds: 1500,
        queries: queries.map {
          RunRecord.Query(
            id: $0.id,
            state: .succeeded,
            startMicroseconds: 1_793_491_200_000_000,
            durationMilliseconds: 900,
            rowCount: 2,
            scannedByteCount: 1_000_000
          )
        }
      )
    )
  }
}
