// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries

/// A table of the report as two files: one for spreadsheets, one exactly as Athena writes it.
struct Attachment {
  /// For people: `Refused calls by user`.
  let title: String
  let rowCount: Int
  /// Guarded against formulas.
  let spreadsheet: ReportFile
  /// Byte for byte Athena's form.
  let raw: ReportFile
  /// Cells of the guarded form that got an apostrophe.
  let guardedCount: Int
  /// Secrets that are covered, in either form.
  let coveredCount: Int

  /// Names of attachments that no query can have.
  static let reservedNames =
    ["files", "issues", "integrity", "activity", "daily-activity", "coverage"]
    + EntityKind.allCases.map(entitiesName)

  /// The path of the form that is byte for byte Athena's.
  static func rawPath(_ name: String) -> String { "csv/\(name).raw.csv" }

  static func entitiesName(_ kind: EntityKind) -> String { "entities-\(kind.rawValue)" }

  /// Writes both files.
  ///
  /// - Parameters:
  ///   - name: `csv/NAME.csv` and `csv/NAME.raw.csv` are written.
  ///   - title: for people.
  ///   - columns: the names in the first line.
  ///   - rowCount: how many rows there are.
  ///   - rows: the cells of each row, nil being NULL; gone through twice.
  ///   - report: gets the files.
  /// - Throws: `ReportError` where a file cannot be written.
  init(
    name: String,
    title: String,
    columns: [String],
    rowCount: Int,
    rows: some Sequence<[Text?]>,
    to report: inout StagedReport
  ) throws(ReportError) {
    self.title = title
    self.rowCount = rowCount
    func write(_ form: inout some CSVForm, _ writer: inout FileWriter) throws(ReportError) {
      for row in rows {
        form.row(row, into: &writer.buffer)
        try writer.flush()
      }
    }
    var (athena, guarded) = (AthenaCSV(), SpreadsheetCSV())
    let header = columns.map { Text($0) }
    raw = try Self.file("\(name).raw", header, &athena, &report, write)
    spreadsheet = try Self.file(name, header, &guarded, &report, write)
    guardedCount = guarded.guardedCount
    coveredCount = 0
  }

  /// Writes both files of an answer.
  init(
    name: String,
    title: String,
    result: QueryResult,
    cover: CellCover,
    workers: Int,
    to report: inout StagedReport
  ) throws(ReportError) {
    self.title = title
    rowCount = result.rows.count
    var cover = cover
    func write(_ form: inout some CSVForm, _ writer: inout FileWriter) throws(ReportError) {
      try form.rows(of: result, &cover, to: &writer, workers: workers)
    }
    var (athena, guarded) = (AthenaCSV(), SpreadsheetCSV())
    let header = result.columns.map { Text($0.name) }
    raw = try Self.file("\(name).raw", header, &athena, &report, write)
    coveredCount = cover.count
    spreadsheet = try Self.file(name, header, &guarded, &report, write)
    guardedCount = guarded.guardedCount
  }

  private static func file<Form: CSVForm>(
    _ name: String,
    _ header: [Text],
    _ form: inout Form,
    _ report: inout StagedReport,
    _ body: (inout Form, inout FileWriter) throws(ReportError) -> Void
  ) throws(ReportError) -> ReportFile {
    try report.write("csv/\(name).csv") { writer throws(ReportError) in
      form.header(header, into: &writer.buffer)
      try body(&form, &writer)
    }
  }

  /// What templates know of an attachment.
  static let names: [String: TemplateShape] = [
    "title": .text, "rows": .text,
    "href": .text, "size": .text, "digest": .text, "guarded": .text,
    "rawHref": .text, "rawSize": .text, "rawDigest": .text, "covered": .optionalText,
  ]

  func view(from page: String) -> TemplateValue {
    .view([
      "title": .text(title),
      "rows": .text(Figures.counted(rowCount, "row")),
      "href": .text(SitePath.relative(from: page, to: spreadsheet.path)),
      "size": .text(Figures.bytes(spreadsheet.byteCount)),
      "digest": .text(spreadsheet.digest),
      "guarded": .text(Figures.counted(guardedCount, "cell")),
      "rawHref": .text(SitePath.relative(from: page, to: raw.path)),
      "rawSize": .text(Figures.bytes(raw.byteCount)),
      "rawDigest": .text(raw.digest),
      "covered": .optional(
        coveredCount == 0 ? nil : Figures.counted(coveredCount, "secret")
      ),
    ])
  }
}

/// All attachments of a report.
struct Attachments {
  /// One a query that did not fail, by the query's index.
  let queries: [Int: Attachment]
  let entities: [EntityKind: Attachment]
  let activity: Attachment
  let dailyActivity: Attachment
  let files: Attachment
  let issues: Attachment
  let coverage: Attachment
  /// Nil where no digests were checked.
  let integrity: Attachment?

  /// Secrets that are covered in the results of queries.
  var coveredCount: Int { queries.values.reduce(0) { $0 + $1.coveredCount } }
}
