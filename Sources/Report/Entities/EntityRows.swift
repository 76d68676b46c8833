// SPDX-License-Identifier: Apache-2.0

/// The result rows that stand on one entity's pages, cut into pages across queries.
struct EntityRows {
  /// A stretch of one query's rows on one page.
  struct Slice {
    let query: Int
    let rows: ArraySlice<Int>
    /// The place of the first among the query's rows for this entity, counted from 0.
    let first: Int
    let total: Int
  }

  private let appearances: [Entity.Appearance]
  private let pages: Pages

  init(_ entity: Entity, site: Site) {
    appearances = entity.appearances.filter { !$0.rows.isEmpty }
    pages = Pages(
      rowCount: appearances.reduce(0) { $0 + $1.rows.count },
      limits: site.input.limits
    )
  }

  /// All rows that name the entity.
  var count: Int { pages.rowCount }

  /// At least one.
  var pageCount: Int { pages.count }

  func rangeText(onPage page: Int) -> String? {
    pages.rangeText(onPage: page).map { "\($0), over all queries" }
  }

  var beyondText: String? { pages.beyondText }

  func slices(onPage page: Int) -> [Slice] {
    let wanted = pages.range(onPage: page)
    var slices: [Slice] = []
    var start = 0
    for appearance in appearances {
      let own = start..<start + appearance.rows.count
      let shared = own.clamped(to: wanted)
      if !shared.isEmpty {
        let first = shared.lowerBound - start
        slices.append(
          Slice(
            query: appearance.query,
            rows: appearance.rows[first..<shared.upperBound - start],
            first: first,
            total: appearance.rows.count
          )
        )
      }
      start = own.upperBound
    }
    return slices
  }
}
