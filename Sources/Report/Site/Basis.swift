// SPDX-License-Identifier: Apache-2.0
import Columns

/// What a report rests on, in sentences, in the order a reader doubts it.
struct Basis {
  let site: Site

  var facts: [TemplateValue] {
    let caveats = site.coverage.judgement.globalCaveat.map {
      [Shapes.fact("Limits", $0, href: "sources.html#coverage", alert: true)]
    }
    return [
      Shapes.fact(
        "Report",
        "\(site.input.identifier), made by Trailbinder \(site.input.toolVersion)"
      ),
      Shapes.fact("Period", period), Shapes.fact("Scope", scope), read, notRead, damaged, records,
      coverage, integrity,
    ] + (caveats ?? [])
  }

  private var integrity: TemplateValue {
    guard let totals = site.integrity else {
      return Shapes.fact(
        "Integrity",
        "Not verified: CloudTrail's digest files were not checked by this report"
      )
    }
    let share =
      totals.verifiedShare.map { "; \($0) of the records used come from verified files" } ?? ""
    return Shapes.fact(
      "Integrity",
      totals.sentence.dropLast() + share,
      href: SiteWriter.integrityPath,
      alert: totals.failureCount > 0
    )
  }

  private var period: String {
    let covered =
      site.input.coveredDays.map {
        $0.first == $0.last ? "events on \($0.first)" : "events from \($0.first) to \($0.last)"
      } ?? "no events"
    guard let days = site.input.scope.days else { return "All there is: \(covered) (UTC)" }
    return "\(days.first) to \(days.last) asked for; \(covered) (UTC)"
  }

  private var scope: String {
    func part(_ chosen: [String], _ noun: String, seen: Int) -> String {
      chosen.isEmpty
        ? "all \(noun)s (\(Figures.grouped(seen)) seen)"
        : "\(Figures.counted(chosen.count, noun)): \(chosen.joined(separator: ", "))"
    }
    let accounts = site.coverage.accounts.filter { $0.name != nil }.count
    let regions = site.coverage.regions.filter { $0.name != nil }.count
    let text =
      part(site.input.scope.accounts, "account", seen: accounts) + "; "
      + part(site.input.scope.regions, "region", seen: regions)
    return text.prefix(1).uppercased() + text.dropFirst()
  }

  private var read: TemplateValue {
    let totals = site.totals
    return Shapes.fact(
      "Read",
      "\(Figures.counted(totals.fileCount, "file")), \(Figures.bytes(totals.inflatedByteCount)) "
        + "unpacked",
      href: "sources.html"
    )
  }

  private var notRead: TemplateValue {
    let totals = site.totals
    guard totals.skippedFileCount > 0 else {
      return Shapes.fact("Not read", "No files were passed over")
    }
    return Shapes.fact(
      "Not read",
      "\(Figures.counted(totals.skippedFileCount, "file")) of "
        + Figures.counted(totals.skippedKindCount, "kind"),
      href: "sources.html#skipped"
    )
  }

  private var damaged: TemplateValue {
    let count = site.totals.issueCount
    guard count > 0 else { return Shapes.fact("Damaged", "Every file was read to its end") }
    return Shapes.fact(
      "Damaged",
      "\(Figures.counted(count, "problem")) with the input: what was not read is not here",
      href: "sources.html#issues",
      alert: true
    )
  }

  private var records: TemplateValue {
    let late = site.balance.late
    return Shapes.fact(
      "Records",
      site.balance.equation
        + (late > 0 ? "; \(Figures.grouped(late)) of them delivered after their day" : ""),
      href: "sources.html#records"
    )
  }

  private var coverage: TemplateValue {
    let kinds = site.coverage.judgement.kinds
    let reason = kinds.first { $0.grade == .gaps }?.reasons.first
    return Shapes.fact(
      "Coverage",
      kinds.map { "\($0.kind.label) \($0.grade.rawValue)" }.joined(separator: ", ")
        + (reason.map { ": \($0)" } ?? ""),
      href: "sources.html#coverage",
      alert: kinds.contains { $0.grade == .gaps }
    )
  }
}
