// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries

/// One query of the report with what follows from its answer: names of files, pages, outcome.
struct QueryAnswer {
  let query: ReportQuery
  /// The name of its files, without a folder and an ending.
  let slug: String
  let finding: Finding
  /// What the rows are; nil for a query that failed.
  let result: QueryResult?
  /// The rows, cut into pages; what is beyond them is in the attachments only.
  let pages: Pages
  /// The kind of entity each column names, in the order of the columns.
  let linkedKinds: [EntityKind?]
  /// Covers the secrets in its cells.
  let cover: CellCover

  init(
    _ query: ReportQuery,
    slug: String,
    limits: ReportLimits,
    secrets: Provenance.Secrets
  ) {
    self.query = query
    self.slug = slug
    cover = CellCover((try? query.outcome.get())?.columns ?? [], secrets)
    switch query.outcome {
    case .success(let result):
      self.result = result
      finding = Finding(rowCount: result.rows.count, expectation: query.expectation)
      pages = Pages(rowCount: result.rows.count, limits: limits)
      var kinds: [EntityKind?] = Array(repeating: nil, count: result.columns.count)
      for link in query.links where kinds.indices.contains(link.column) {
        kinds[link.column] = link.kind
      }
      linkedKinds = kinds
    case .failure:
      result = nil
      finding = .failed
      pages = Pages(rowCount: 0, limits: limits)
      linkedKinds = []
    }
  }

  var rowCount: Int { result?.rows.count ?? 0 }

  /// The path of a page, counted from 1.
  func path(page: Int = 1) -> String {
    page == 1 ? "queries/\(slug).html" : "queries/\(slug)-\(page).html"
  }

  /// Where a row, counted from 0, can be looked at; nil beyond the pages.
  func place(ofRow row: Int) -> String? {
    guard row < pages.shownCount else { return nil }
    return "\(path(page: row / pages.rowsPerPage + 1))#r\(row + 1)"
  }

  /// The texts of the cells of rows with ascending numbers as they may be shown; nil is NULL.
  func cells(ofRows rows: some Sequence<Int>) -> [[Text?]] {
    guard let result else { return [] }
    var cover = cover
    return result.rows.rows(rows).map { row in
      result.cells(of: row).enumerated().map { column, text -> Text? in
        guard let text else { return nil }
        var shown = text
        cover.show(text.bytes.span, column: column) { shown = Text(copying: $0) }
        return shown
      }
    }
  }

  /// The entities a row names, without repetition, in the order of the columns.
  func entities(in row: [Value]) -> [EntityKey] {
    var keys: [EntityKey] = []
    for (column, kind) in linkedKinds.enumerated() {
      guard let kind, let type = result?.columns[column].type,
        let cell = row[column].text(as: type),
        let key = EntityKey(kind, cell: cell), !keys.contains(key)
      else { continue }
      keys.append(key)
    }
    return keys
  }

  /// The names of the files of queries: readable, and different for different queries.
  ///
  /// Where two identities would give one name, or one that something else of the report has, a part
  /// of the identity's digest is added.
  static func slugs(for identities: [String]) -> [String] {
    let plain = identities.map { Slug.readable(Text($0), limit: 80) }
    let counts = Dictionary(
      (plain + Attachment.reservedNames).map { ($0, 1) },
      uniquingKeysWith: +
    )
    return zip(identities, plain).map { identity, slug in
      let parts = slug.split(separator: "-")
      let isLikePage =
        parts.count > 1 && parts.last.map { $0.allSatisfy(\.isNumber) } == true
        && counts[parts.dropLast().joined(separator: "-")] != nil
      return counts[slug] == 1 && !isLikePage
        ? slug : "\(slug)-\(Slug.digest(Text(identity), count: 12))"
    }
  }
}

extension QueryResult {
  /// The texts of a row's cells; nil is NULL.
  func cells(of row: [Value]) -> [Text?] {
    zip(row, columns).map { $0.text(as: $1.type) }
  }
}
