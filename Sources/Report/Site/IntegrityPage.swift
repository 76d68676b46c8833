// SPDX-License-Identifier: Apache-2.0
import Columns

extension SiteWriter {
  static let integrityNames: [String: TemplateShape] = [
    "tiles": .list(Shapes.tile),
    "verdict": .text,
    "excluded": .optionalText,
    "chains": .optionalView(["table": .slot]),
    "gaps": .optionalView(["table": .slot, "summary": .text]),
    "digests": .optionalView(["table": .slot, "more": .optionalText]),
    "files": .optionalView(["table": .slot, "more": .optionalText]),
    "keys": .optionalView(["table": .slot]),
    "issues": .list(.view(["path": .text, "reason": .text])),
    "attachments": .list(.view(Attachment.names)),
  ]

  static let integrityPath = "integrity.html"

  /// Writes what the digests say of the logs; no page where none were checked.
  func writeIntegrity(to report: inout StagedReport) throws(ReportError) {
    guard let evidence = site.input.evidence.integrity, let totals = site.integrity else { return }
    let path = Self.integrityPath
    let findings = IntegrityFinding.files(of: site.input.evidence)
    var view = frame.view(
      path: path,
      pageTitle: "Integrity",
      place: .integrity,
      crumbs: [("Integrity", nil)]
    )
    view["tiles"] = .list(integrityTiles(totals))
    view["verdict"] = .text(totals.sentence)
    view["excluded"] = .optional(excludedText(evidence, totals))
    view["chains"] = evidence.chains.isEmpty ? .absent : .view(["table": .slot("chains")])
    view["gaps"] =
      evidence.chains.allSatisfy(\.gaps.isEmpty)
      ? .absent
      : .view([
        "table": .slot("gaps"),
        "summary": .text(
          "Added over the chains, no trusted digest accounts for "
            + "\(Figures.duration(milliseconds: Int64(totals.gapSeconds) * 1000)) of delivery."
        ),
      ])
    view["digests"] = list(evidence.digests.count, slot: "digests")
    view["files"] = list(findings.count, slot: "files")
    view["keys"] = evidence.keys.isEmpty ? .absent : .view(["table": .slot("keys")])
    view["issues"] = .list(
      evidence.issues.map { .view(["path": .text($0.path.string), "reason": .text($0.reason)]) }
    )
    view["attachments"] = .list(
      [attachments.integrity, attachments.files].compactMap { $0?.view(from: path) }
    )
    let slots: [String: Slot] = [
      "chains": { writer in writeChains(evidence.chains, to: &writer) },
      "gaps": { writer in writeGaps(evidence.chains, to: &writer) },
      "digests": { writer in writeDigests(evidence.digests, to: &writer) },
      "files": { writer in writeFindings(findings, to: &writer) },
      "keys": { writer in writeKeys(evidence.keys, to: &writer) },
    ]
    try write(.integrity, at: path, view, slots: slots, to: &report)
  }

  private func integrityTiles(_ totals: IntegrityTotals) -> [TemplateValue] {
    let failures = totals.failureCount
    let uncovered = totals.files[.notCovered] ?? 0
    return [
      Shapes.tile(
        "Records from verified files",
        totals.verifiedShare ?? "–",
        note: "\(Figures.grouped(totals.verifiedRecordCount)) of "
          + "\(Figures.counted(totals.usedRecordCount, "record")) used",
        alert: totals.verifiedRecordCount < totals.usedRecordCount
      ),
      Shapes.tile(
        "Log files verified",
        Figures.grouped(totals.files[.verified] ?? 0),
        note: "of \(Figures.grouped(totals.fileCount))"
      ),
      Shapes.tile(
        "Digests proven",
        Figures.grouped(totals.provenDigestCount),
        note: "of \(Figures.grouped(totals.digestCount))"
      ),
      Shapes.tile(
        "Changed, added or missing",
        Figures.grouped(failures),
        note: "digests and log files",
        alert: failures > 0
      ),
      Shapes.tile("Not covered", Figures.grouped(uncovered), note: "log files without proof"),
    ]
  }

  private func excludedText(_ evidence: IntegrityEvidence, _ totals: IntegrityTotals) -> String? {
    guard !evidence.excluded.isEmpty else { return nil }
    return "As configured, rows of files that are "
      + evidence.excluded.map(\.rawValue).joined(separator: " or ")
      + " are left out: \(Figures.counted(totals.untrustedRecordCount, "record")) of the scope."
  }

  private func list(_ count: Int, slot: String) -> TemplateValue {
    let shown = site.input.limits.rowsPerPage
    guard count > 0 else { return .absent }
    return .view([
      "table": .slot(slot),
      "more": .optional(
        count > shown
          ? "The first \(Figures.grouped(shown)) of \(Figures.grouped(count)) are shown; "
            + "the CSV files hold all of them."
          : nil
      ),
    ])
  }

  private func writeChains(_ chains: [DigestChain], to writer: inout FileWriter) {
    let verdicts: [DigestInterval.Verdict] = [
      .verified, .linked, .tipUnsigned, .noKey, .bad, .missing,
    ]
    let table = DataTable(
      id: "chains-table",
      columns: [
        .init(title: "Account", width: .short), .init(title: "Region", width: .short),
        .init(title: "Trail"), .init(title: "From", width: .short),
        .init(title: "To", width: .short),
      ] + verdicts.map { .init(title: $0.rawValue, isNumeric: true) } + [
        .init(title: "Log files listed", isNumeric: true), .init(title: "Gaps", isNumeric: true),
      ]
    )
    table.begin(caption: "Digests by account, region and trail", into: &writer.buffer)
    for chain in chains {
      writer.buffer.raw("<tr><th scope=\"row\" class=\"nowrap\">")
      writer.buffer.isolated(Text(chain.account))
      writer.buffer.raw("</th>")
      table.cell(1, Text(chain.region), into: &writer.buffer)
      table.cell(
        2,
        Text(chain.trail + (chain.isBackfill ? " (backfill)" : "")),
        into: &writer.buffer
      )
      table.cell(3, markup: TimeText.utc(seconds: chain.start), into: &writer.buffer)
      table.cell(4, markup: TimeText.utc(seconds: chain.end), into: &writer.buffer)
      for (number, verdict) in verdicts.enumerated() {
        let count = chain.counts[verdict] ?? 0
        let figure = Figures.grouped(count)
        table.cell(
          5 + number,
          markup: count > 0 && verdict.isFailure ? "<strong>\(figure)</strong>" : figure,
          into: &writer.buffer
        )
      }
      table.cell(11, markup: Figures.grouped(chain.listedFileCount), into: &writer.buffer)
      table.cell(12, markup: Figures.grouped(chain.gaps.count), into: &writer.buffer)
      writer.buffer.raw("</tr>\n")
    }
    table.end(into: &writer.buffer)
  }

  private func writeGaps(_ chains: [DigestChain], to writer: inout FileWriter) {
    let table = DataTable(
      id: "gaps-table",
      columns: [
        .init(title: "Account", width: .short), .init(title: "Region", width: .short),
        .init(title: "Trail"), .init(title: "From", width: .short),
        .init(title: "To", width: .short),
        .init(title: "Length", width: .short), .init(title: "Why"),
      ]
    )
    table.begin(caption: "Times without proof", into: &writer.buffer)
    let gaps = chains.flatMap { chain in chain.gaps.map { (chain, $0) } }
    for (chain, gap) in gaps.prefix(site.input.limits.rowsPerPage) {
      writer.buffer.raw("<tr><th scope=\"row\" class=\"nowrap\">")
      writer.buffer.isolated(Text(chain.account))
      writer.buffer.raw("</th>")
      table.cell(1, Text(chain.region), into: &writer.buffer)
      table.cell(2, Text(chain.trail), into: &writer.buffer)
      table.cell(3, markup: TimeText.utc(seconds: gap.start), into: &writer.buffer)
      table.cell(4, markup: TimeText.utc(seconds: gap.end), into: &writer.buffer)
      table.cell(
        5,
        markup: Figures.duration(milliseconds: Int64(gap.end - gap.start) * 1000),
        into: &writer.buffer
      )
      table.cell(6, markup: gap.kind.words, into: &writer.buffer)
      writer.buffer.raw("</tr>\n")
    }
    table.end(into: &writer.buffer)
  }

  private func writeDigests(_ digests: [DigestFinding], to writer: inout FileWriter) {
    let table = DataTable(
      id: "digests-table",
      columns: [
        .init(title: "Digest"), .init(title: "Verdict", width: .short), .init(title: "Why"),
        .init(title: "Digests", isNumeric: true),
      ]
    )
    table.begin(caption: "Digests that are not proven", into: &writer.buffer)
    for digest in digests.prefix(site.input.limits.rowsPerPage) {
      writer.buffer.raw("<tr><th scope=\"row\">")
      if digest.address.isEmpty && digest.path.isEmpty {
        writer.buffer.raw("–")
      } else {
        writer.buffer.isolated(digest.address.isEmpty ? digest.path : digest.address)
      }
      writer.buffer.raw("</th>")
      table.cell(1, markup: digest.verdict.markup, into: &writer.buffer)
      table.cell(2, Text(digest.reason), into: &writer.buffer)
      table.cell(3, markup: Figures.grouped(digest.count), into: &writer.buffer)
      writer.buffer.raw("</tr>\n")
    }
    table.end(into: &writer.buffer)
  }

  private func writeFindings(_ findings: [IntegrityFinding], to writer: inout FileWriter) {
    let table = DataTable(
      id: "unverified-table",
      columns: [
        .init(title: "Log file"), .init(title: "Verdict", width: .short),
        .init(title: "Records", isNumeric: true), .init(title: "Left out", isNumeric: true),
      ]
    )
    table.begin(caption: "Log files that are not verified", into: &writer.buffer)
    for finding in findings.prefix(site.input.limits.rowsPerPage) {
      writer.buffer.raw("<tr><th scope=\"row\">")
      writer.buffer.isolated(finding.path)
      writer.buffer.raw("</th>")
      table.cell(
        1,
        markup: finding.verdict.isFailure
          ? "<strong>\(finding.verdict.rawValue)</strong>" : finding.verdict.rawValue,
        into: &writer.buffer
      )
      for (column, count) in [(2, finding.recordCount), (3, finding.untrustedCount)] {
        table.cell(column, markup: count.map { Figures.grouped($0) } ?? "–", into: &writer.buffer)
      }
      writer.buffer.raw("</tr>\n")
    }
    table.end(into: &writer.buffer)
  }

  private func writeKeys(_ keys: [PublicKeyEvidence], to writer: inout FileWriter) {
    let table = DataTable(
      id: "keys-table",
      columns: [
        .init(title: "Fingerprint (MD5)", width: .short), .init(title: "SHA-256"),
        .init(title: "In use from", width: .short), .init(title: "In use to", width: .short),
        .init(title: "File"), .init(title: "Digests checked", isNumeric: true),
      ]
    )
    table.begin(caption: "Public keys, as they were given", into: &writer.buffer)
    for key in keys {
      writer.buffer.raw(
        "<tr><th scope=\"row\" class=\"nowrap\"><code>\(key.fingerprint)</code></th>"
      )
      table.cell(1, markup: "<code>\(key.sha256)</code>", into: &writer.buffer)
      for (column, time) in [(2, key.validFrom), (3, key.validTo)] {
        table.cell(
          column,
          markup: time.map(TimeText.utc(seconds:)) ?? "–",
          into: &writer.buffer
        )
      }
      table.cell(4, key.file, into: &writer.buffer)
      table.cell(5, markup: Figures.grouped(key.digestCount), into: &writer.buffer)
      writer.buffer.raw("</tr>\n")
    }
    table.end(into: &writer.buffer)
  }
}

/// A log file that is not verified.
struct IntegrityFinding {
  /// With its root, or as a digest names it.
  let path: Text
  let verdict: FileVerdict
  /// Nil for a file that is not there.
  var recordCount: Int?
  var untrustedCount: Int?

  /// What was changed, added or taken away first; then what is not proven.
  static func files(of evidence: Evidence) -> [IntegrityFinding] {
    let read = evidence.files.compactMap { file -> IntegrityFinding? in
      guard let verdict = file.verdict, verdict != .verified else { return nil }
      return IntegrityFinding(
        path: file.path,
        verdict: verdict,
        recordCount: file.recordCount,
        untrustedCount: file.untrustedCount
      )
    }
    let missing = (evidence.integrity?.missingFiles ?? []).map {
      IntegrityFinding(path: $0.address, verdict: .missing)
    }
    return read.filter(\.verdict.isFailure) + missing + read.filter { !$0.verdict.isFailure }
  }
}

extension IntegrityTotals {
  /// What came of it all.
  var sentence: String {
    let failures = failureCount
    if digestCount == 0 { return "There are no digests among the logs, so nothing is proven." }
    if failures > 0 {
      return "\(Figures.counted(failures, "digest or log file", "digests or log files")) "
        + "\(failures == 1 ? "was" : "were") changed, added or taken away after delivery."
    }
    let isProven =
      provenDigestCount == digestCount && files[.verified] ?? 0 == fileCount && gapSeconds == 0
    return isProven
      ? "Every digest and every log file is what CloudTrail delivered, and none is missing."
      : "Nothing was found to be changed or missing, but not everything is proven."
  }
}

extension DigestInterval.Verdict {
  fileprivate var markup: String { isFailure ? "<strong>\(rawValue)</strong>" : rawValue }
}

extension DigestGap.Kind {
  /// Why there is no proof.
  var words: String {
    switch self {
    case .off: "No digests were written: validation or the trail was switched off"
    case .missing: "Digests are missing"
    case .untrusted: "The digest is not proven"
    case .head: "There is no digest before the first one"
    case .tail: "There is no digest behind the last one"
    }
  }
}
