// SPDX-License-Identifier: Apache-2.0
import Columns

/// The sections of the sources page that account for records and for time.
extension SiteWriter {
  /// What became of the records that were read.
  var balanceView: [String: TemplateValue] {
    let balance = site.balance
    let used = balance.used
    var facts = [
      Shapes.fact("Read", Figures.grouped(balance.read)),
      Shapes.fact("Outside the scope", Figures.grouped(balance.outsideScope)),
    ]
    if balance.untrusted > 0 {
      facts.append(
        Shapes.fact("Left out by their file's verdict", Figures.grouped(balance.untrusted))
      )
    }
    facts.append(
      Shapes.fact(
        balance.keepsDuplicates ? "Copies of others, kept" : "Copies of others, left out",
        Figures.grouped(balance.duplicates)
      )
    )
    facts.append(Shapes.fact("Used", Figures.grouped(used)))
    facts.append(
      Shapes.fact(
        "Of those delivered after their day",
        Figures.grouped(balance.late)
          + (Figures.share(balance.late, of: used).map { " (\($0))" } ?? "")
      )
    )
    facts.append(
      Shapes.fact(
        "Of those with a sharedEventID",
        "\(Figures.grouped(balance.shared)): another account may have its own record of the event"
      )
    )
    if balance.salvaged > 0 {
      facts.append(
        Shapes.fact(
          "Of those read, saved from damaged files",
          "\(Figures.grouped(balance.salvaged)): what stood behind the damage is lost"
        )
      )
    }
    if balance.refused > 0 {
      facts.append(
        Shapes.fact(
          "Besides, refused",
          "\(Figures.grouped(balance.refused)): beyond a limit, or not JSON"
        )
      )
    }
    if balance.foreign > 0 {
      facts.append(
        Shapes.fact(
          "Besides, messages without a record",
          Figures.grouped(balance.foreign)
        )
      )
    }
    return ["records": .list(facts), "equation": .text(balance.equation)]
  }

  var coverageSections: [String: TemplateValue] {
    let judgement = site.coverage.judgement
    return [
      "grades": .list(
        judgement.kinds.map { kind in
          .view([
            "kind": .text(kind.kind.label), "grade": .text(kind.grade.rawValue),
            "className": .text(kind.grade.className), "reasons": .texts(kind.reasons),
          ])
        }
      ),
      "signs": .texts(CoverageJudgement.signs), "caveats": .texts(judgement.caveats),
      "calendar": calendarView,
      "changes": changesView,
    ]
  }

  private static let mostAccounts = 500

  private var calendarView: TemplateValue {
    let accounts = site.coverage.calendar.accounts.count
    guard accounts > 0 else { return .absent }
    let missing = site.coverage.missingDayCount
    return .view([
      "table": .slot("calendar"),
      "unit": .text(site.coverage.timeline?.unit.rawValue ?? "day"),
      "summary": .text(
        site.coverage.calendar.period == nil
          ? "There is no period, or one of more than twenty years: days cannot be compared."
          : missing == 0
            ? "Every account and region has files for every day of the period."
            : "\(Figures.counted(missing, "day")) without files, added over accounts and regions. "
              + "CloudTrail writes no file for a time without events, so that a silent day may be "
              + "just that; it may also be files that are missing."
      ),
      "beyond": .optional(
        accounts > Self.mostAccounts
          ? "The first \(Self.mostAccounts) of \(Figures.grouped(accounts)) accounts are shown; "
            + "the CSV files hold all of them."
          : nil
      ),
    ])
  }

  func writeAccounts(from path: String, to writer: inout FileWriter) throws(ReportError) {
    let calendar = site.coverage.calendar
    let accounts = calendar.accounts
    let linked = Set(accounts.prefix(Self.mostAccountPages).map(\.id))
    try CoverageGrid(calendar: calendar, names: accountNames).write(
      accounts: accounts.prefix(Self.mostAccounts),
      timeline: site.coverage.timeline,
      link: { account in
        linked.contains(account)
          ? SitePath.relative(from: path, to: Self.coveragePath(account)) : nil
      },
      into: &writer
    )
  }

  private var changesView: TemplateValue {
    let count = site.input.loggingChanges.count
    let shown = site.input.limits.rowsPerPage
    guard count > 0 else { return .absent }
    return .view([
      "table": .slot("changes"),
      "more": .optional(
        count > shown
          ? "The first \(Figures.grouped(shown)) of \(Figures.grouped(count)) are shown." : nil
      ),
    ])
  }

  func writeChanges(to writer: inout FileWriter) {
    let table = DataTable(
      id: "changes-table",
      columns: [
        .init(title: "Time", width: .short), .init(title: "Call", width: .short),
        .init(title: "Trail"), .init(title: "By"), .init(title: "Account", width: .short),
        .init(title: "Region", width: .short), .init(title: "Error"),
        .init(title: "Event", isOptional: true),
      ]
    )
    table.begin(caption: "Calls that change what is logged", into: &writer.buffer)
    for change in site.input.loggingChanges.prefix(site.input.limits.rowsPerPage) {
      writer.buffer.raw("<tr><th scope=\"row\" class=\"nowrap\">")
      writer.buffer.isolated(Text(change.time))
      writer.buffer.raw("</th>")
      let cells = [
        change.name, change.trail, change.user, change.account, change.region, change.errorCode,
        change.eventID,
      ]
      for (column, cell) in cells.enumerated() {
        if let cell {
          table.cell(column + 1, Text(cell), into: &writer.buffer)
        } else {
          table.cell(column + 1, markup: "–", into: &writer.buffer)
        }
      }
      writer.buffer.raw("</tr>\n")
    }
    table.end(into: &writer.buffer)
  }
}

extension CoverageGrade {
  /// For style sheets.
  var className: String {
    switch self {
    case .complete: "complete"
    case .consistent: "consistent"
    case .gaps: "gaps"
    case .none: "none"
    }
  }
}
