// SPDX-License-Identifier: Apache-2.0

/// What the number of a query's rows means against what its author expected.
///
/// Severity says how much a finding would matter; this says whether there is one. The two are
/// never shown in one column.
enum Finding: String, CaseIterable {
  /// The query could not be finished: nothing is known.
  case failed
  /// Rows where none were expected; nobody has judged them yet.
  case open
  /// More rows than the limit.
  case exceeded
  /// Rows, but not more than expected.
  case withinLimit
  /// Rows of a query that only lists.
  case listed
  case noRows

  init(rowCount: Int, expectation: ReportQuery.Expectation) {
    switch expectation {
    case _ where rowCount == 0: self = .noRows
    case .anyRows: self = .listed
    case .noRows: self = .open
    case .atMost(let limit): self = rowCount <= limit ? .withinLimit : .exceeded
    }
  }

  /// Whether somebody must look.
  var needsAttention: Bool {
    switch self {
    case .failed, .open, .exceeded: true
    case .withinLimit, .listed, .noRows: false
    }
  }

  /// The word shown.
  var label: String {
    switch self {
    case .failed: "FAILED"
    case .open: "Open"
    case .exceeded: "Exceeded"
    case .withinLimit: "Within limit"
    case .listed: "Listed"
    case .noRows: "No rows"
    }
  }

  /// Its place when the most urgent come first.
  var rank: Int {
    switch self {
    case .failed: 0
    case .exceeded: 1
    case .open: 2
    case .withinLimit: 3
    case .listed: 4
    case .noRows: 5
    }
  }

  /// One sentence for the query's page.
  func explanation(rowCount: Int) -> String {
    switch self {
    case .failed: "The query failed. Its question has no answer in this report."
    case .open:
      "\(Figures.counted(rowCount, "row")) where none were expected, not yet judged by anybody."
    case .exceeded: "\(Figures.counted(rowCount, "row")), more than the limit."
    case .withinLimit: "\(Figures.counted(rowCount, "row")), not more than the limit."
    case .listed: "\(Figures.counted(rowCount, "row")); the query lists, no number is expected."
    case .noRows: "The query ran and found no rows. That is a result, too."
    }
  }
}

extension ReportQuery.Severity {
  var label: String {
    switch self {
    case .critical: "Critical"
    case .high: "High"
    case .medium: "Medium"
    case .low: "Low"
    case .info: "Info"
    }
  }

  /// 0 for the most severe.
  var rank: Int {
    switch self {
    case .critical: 0
    case .high: 1
    case .medium: 2
    case .low: 3
    case .info: 4
    }
  }
}

extension ReportQuery.Expectation {
  var label: String {
    switch self {
    case .anyRows: "Any number"
    case .noRows: "No rows"
    case .atMost(let limit): "At most \(Figures.counted(limit, "row"))"
    }
  }
}
