// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries

/// One report, thought through: which pages there are, and what leads where.
package struct Site: Sendable {
  let input: ReportInput
  let answers: [QueryAnswer]
  let entities: EntityDirectory
  let coverage: Coverage
  let totals: EvidenceTotals
  /// Nil where no digests were checked.
  let integrity: IntegrityTotals?
  let balance: RecordBalance

  package var identifier: String { input.identifier }

  /// What was read and what it covers, in lines for a terminal.
  package var accountLines: [String] {
    let damaged = input.evidence.files.count { $0.issue != nil }
    let kinds = coverage.judgement.kinds.map {
      "\($0.kind.label.lowercased()) \($0.grade.rawValue)"
    }
    return [
      "\(Figures.counted(totals.fileCount, "file")) read (\(Figures.grouped(damaged)) damaged), "
        + "\(Figures.grouped(totals.skippedFileCount)) skipped",
      "records: \(balance.equation); \(Figures.grouped(balance.late)) of them late",
      "coverage: \(kinds.joined(separator: ", "))",
    ]
      + (coverage.judgement.kinds.first { $0.grade == .gaps }?.reasons ?? []).map { "  \($0)" }
      + (coverage.judgement.globalCaveat.map { [$0] } ?? [])
  }

  /// Writes all files of the report, attachments first: pages tell their sizes and digests.
  ///
  /// - Parameters:
  ///   - report: an empty one.
  ///   - templates: what pages are made by.
  ///   - workers: how many threads make the pages of entities and large attachments.
  /// - Throws: `ReportError` where a file cannot be written.
  package func write(
    to report: inout StagedReport,
    templates: TemplateLibrary,
    workers: Int = 1
  ) throws(ReportError) {
    try writeAssets(templates.assets, to: &report)
    let attachments = try Attachments(of: self, workers: workers, to: &report)
    let writer = SiteWriter(site: self, attachments: attachments, templates: templates)
    try writer.writeIndex(to: &report)
    try writer.writeQueries(to: &report)
    for kind in EntityKind.allCases {
      try writer.writeEntityList(kind, to: &report)
      try writer.writeEntities(kind, workers: workers, to: &report)
    }
    try writer.writeSources(to: &report)
    try writer.writeIntegrity(to: &report)
    try writer.writeCoverage(to: &report)
    let summary = try ReportSummary(
      of: self,
      coveredSecretCount: input.provenance.secrets == .mask ? attachments.coveredCount : nil
    ).json()
    try report.write(ReportSummary.fileName) { file throws(ReportError) in
      file.buffer += summary
    }
    // By path: which thread wrote a page first is chance.
    let outputs = report.files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    let manifest = ManifestWriter(site: self, outputs: outputs)
    try report.write(ManifestWriter.fileName) { file throws(ReportError) in
      try manifest.write(to: &file)
    }
  }

  private func writeAssets(
    _ assets: [String: [UInt8]],
    to report: inout StagedReport
  ) throws(ReportError) {
    for (name, bytes) in assets.sorted(by: { $0.key < $1.key }) {
      try report.write("assets/\(name)") { file throws(ReportError) in
        file.buffer += bytes
      }
    }
    try report.write("assets/\(PrintFrame.fileName)") { file throws(ReportError) in
      file.buffer += PrintFrame(input: input).css
    }
  }
}

/// Makes a site of the values of a report.
package struct SiteBuilder {
  private let input: ReportInput

  package init(_ input: ReportInput) {
    self.input = input
  }

  /// Names every file, finds the entities, and lays the events out over time.
  package func build() throws(ReportError) -> Site {
    guard ReportName.isUsable(input.identifier) else {
      throw ReportError(
        .input,
        path: input.identifier,
        "a report's identifier is made of letters, digits, '.', '_' and '-' and begins with a "
          + "letter or digit"
      )
    }
    let slugs = QueryAnswer.slugs(for: input.queries.map(\.id))
    let answers = zip(input.queries, slugs).map { query, slug in
      QueryAnswer(
        query,
        slug: slug,
        limits: input.limits,
        secrets: input.provenance.secrets
      )
    }
    return Site(
      input: input,
      answers: answers,
      entities: EntityDirectory(input: input, answers: answers),
      coverage: Coverage(input: input),
      totals: EvidenceTotals(input.evidence),
      integrity: IntegrityTotals(input.evidence, keepsDuplicates: input.keepsDuplicates),
      balance: RecordBalance(input.evidence.files, keepsDuplicates: input.keepsDuplicates)
    )
  }
}
