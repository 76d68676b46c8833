// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries

extension Attachments {
  /// Writes every attachment of a site.
  ///
  /// Answers of queries are written by `workers` threads.
  init(of site: Site, workers: Int, to report: inout StagedReport) throws(ReportError) {
    var queries: [Int: Attachment] = [:]
    for (index, answer) in site.answers.enumerated() {
      guard let result = answer.result else { continue }
      queries[index] = try Attachment(
        name: answer.slug,
        title: answer.query.title,
        result: result,
        cover: answer.cover,
        workers: workers,
        to: &report
      )
    }
    var entities: [EntityKind: Attachment] = [:]
    for kind in EntityKind.allCases {
      entities[kind] = try Self.entities(kind, of: site, to: &report)
    }
    let activity = try Self.activity(site.input.entityActivity, to: &report)
    let dailyActivity = try Self.dailyActivity(site.input.dailyActivity, to: &report)
    let files = try Self.files(site.input.evidence, to: &report)
    let issues = try Self.issues(site.input.evidence, to: &report)
    let integrity = try site.input.evidence.integrity.map { evidence throws(ReportError) in
      try Self.integrity(evidence, site.input.evidence, to: &report)
    }
    self.init(
      queries: queries,
      entities: entities,
      activity: activity,
      dailyActivity: dailyActivity,
      files: files,
      issues: issues,
      coverage: try Self.coverage(site.coverage.calendar, to: &report),
      integrity: integrity
    )
  }

  private static func integrity(
    _ integrity: IntegrityEvidence,
    _ evidence: Evidence,
    to report: inout StagedReport
  ) throws(ReportError) -> Attachment {
    let files = IntegrityFinding.files(of: evidence)
    return try Attachment(
      name: "integrity",
      title: "Digests and log files that are not proven",
      columns: ["kind", "verdict", "address_or_path", "reason", "count", "records", "left_out"],
      rowCount: integrity.digests.count + files.count,
      rows: (0..<(integrity.digests.count + files.count)).lazy.map { index -> [Text?] in
        guard index >= integrity.digests.count else {
          let digest = integrity.digests[index]
          return [
            "digest", Text(digest.verdict.rawValue),
            digest.address.isEmpty ? digest.path : digest.address, Text(digest.reason),
            Text(String(digest.count)), nil, nil,
          ]
        }
        let file = files[index - integrity.digests.count]
        return [
          "log file", Text(file.verdict.rawValue), file.path, nil, "1",
          file.recordCount.map { Text(String($0)) },
          file.untrustedCount.map { Text(String($0)) },
        ]
      },
      to: &report
    )
  }

  private static func coverage(
    _ calendar: CoverageCalendar,
    to report: inout StagedReport
  ) throws(ReportError) -> Attachment {
    let stretches = calendar.stretches
    return try Attachment(
      name: "coverage",
      title: "What each account and region has on which days",
      columns: [
        "account", "region", "first_day", "last_day", "days", "state", "files", "records",
        "proven_hours",
      ],
      rowCount: stretches.count,
      rows: stretches.lazy.map { stretch -> [Text?] in
        [
          Text(stretch.account), stretch.region.map { Text($0) },
          Text(CivilDate(epochDay: stretch.days.lowerBound).text),
          Text(CivilDate(epochDay: stretch.days.upperBound).text),
          Text(String(stretch.days.count)), Text(stretch.state.rawValue),
          Text(String(stretch.fileCount)), Text(String(stretch.recordCount)),
          Text(String(stretch.provenSeconds / 3600)),
        ]
      },
      to: &report
    )
  }

  private static func entities(
    _ kind: EntityKind,
    of site: Site,
    to report: inout StagedReport
  ) throws(ReportError) -> Attachment {
    let all = site.entities.all(kind)
    return try Attachment(
      name: Attachment.entitiesName(kind),
      title: kind.plural,
      columns: [
        kind.rawValue, "events", "errors", "first_event_in_period", "last_event_in_period",
        "accounts", "queries", "page",
      ],
      rowCount: all.count,
      rows: all.indices.lazy.map { index -> [Text?] in
        let entity = all[index]
        let accounts = Set(entity.activity.compactMap { site.input.entityActivity[$0].account })
        return [
          entity.key.name, Text(String(entity.eventCount)), Text(String(entity.errorCount)),
          entity.firstEventTime, entity.lastEventTime,
          Text(accounts.sorted().map(\.string).joined(separator: " ")),
          Text(
            entity.appearances.map { site.answers[$0.query].query.id }.joined(separator: " ")
          ),
          entity.path.map { Text($0) },
        ]
      },
      to: &report
    )
  }

  private static func activity(
    _ rows: [EntityActivity],
    to report: inout StagedReport
  ) throws(ReportError) -> Attachment {
    try Attachment(
      name: "activity",
      title: "Events by user, event name, access key and account",
      columns: [
        "user", "event_name", "access_key", "account", "events", "errors",
        "first_event_in_period", "last_event_in_period",
      ],
      rowCount: rows.count,
      rows: rows.indices.lazy.map { index -> [Text?] in
        let row = rows[index]
        return [
          row.user, row.eventName, row.accessKey, row.account, Text(String(row.eventCount)),
          Text(String(row.errorCount)), row.firstEventTime, row.lastEventTime,
        ]
      },
      to: &report
    )
  }

  private static func dailyActivity(
    _ rows: [DailyActivity],
    to report: inout StagedReport
  ) throws(ReportError) -> Attachment {
    try Attachment(
      name: "daily-activity",
      title: "Events by day, account, region and kind",
      columns: ["day", "account", "region", "kind", "events", "errors"],
      rowCount: rows.count,
      rows: rows.indices.lazy.map { index -> [Text?] in
        let row = rows[index]
        return [
          row.day, row.account, row.region, Text(row.kind.rawValue),
          Text(String(row.eventCount)), Text(String(row.errorCount)),
        ]
      },
      to: &report
    )
  }

  private static func files(
    _ evidence: Evidence,
    to report: inout StagedReport
  ) throws(ReportError) -> Attachment {
    try Attachment(
      name: "files",
      title: "Files read",
      columns: [
        "root", "path", "account", "region", "day", "stored_bytes", "inflated_bytes", "records",
        "outside_scope", "duplicates", "late", "shared_event_ids", "issue", "reason", "verdict",
        "text_sha256", "left_out_by_verdict", "form", "other_records", "saved_from_damage",
        "refused", "messages_without_record",
      ],
      rowCount: evidence.files.count,
      rows: evidence.files.indices.lazy.map { index -> [Text?] in
        let file = evidence.files[index]
        return [
          evidence.roots.indices.contains(file.root) ? evidence.roots[file.root] : nil, file.path,
          file.account.map { Text($0) }, file.region.map { Text($0) }, file.day.map { Text($0) },
          Text(String(file.storedByteCount)), Text(String(file.inflatedByteCount)),
          Text(String(file.recordCount)), Text(String(file.outsideScopeCount)),
          Text(String(file.duplicateCount)), Text(String(file.lateCount)),
          Text(String(file.sharedCount)),
          (file.issue?.kind.rawValue).map { Text($0) }, (file.issue?.reason).map { Text($0) },
          (file.verdict?.rawValue).map { Text($0) }, file.textHash.map { Text($0) },
          Text(String(file.untrustedCount)), Text(file.form),
          Text(String(file.readCount - file.recordCount)), Text(String(file.salvagedCount)),
          Text(String(file.refusedCount)), Text(String(file.foreignCount)),
        ]
      },
      to: &report
    )
  }

  private static func issues(
    _ evidence: Evidence,
    to report: inout StagedReport
  ) throws(ReportError) -> Attachment {
    let issues = evidence.issues
    return try Attachment(
      name: "issues",
      title: "Problems with the input",
      columns: ["kind", "path", "reason"],
      rowCount: issues.count,
      rows: issues.indices.lazy.map { index -> [Text?] in
        [Text(issues[index].kind.rawValue), issues[index].path, Text(issues[index].reason)]
      },
      to: &report
    )
  }
}
