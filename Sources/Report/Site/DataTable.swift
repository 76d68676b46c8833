// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries

/// Writes the tables of rows: the byte writer behind every long table of a report.
struct DataTable {
  struct Column {
    var title: String
    /// Numbers to the right.
    var isNumeric = false
    /// Short values stay on one line, long ones get room.
    var width = Width.normal
    /// Left out on narrow screens.
    var isOptional = false
    var isSortable = true

    enum Width {
      case short, normal, long
    }

    var classes: String {
      var names: [String] = []
      if isNumeric { names.append("num") }
      switch width {
      case .short: names.append("nowrap")
      case .normal: if !isNumeric { names.append("mid") }
      case .long: names.append("long")
      }
      if isOptional { names.append("opt") }
      return names.isEmpty ? "" : " class=\"\(names.joined(separator: " "))\""
    }
  }

  /// The id of the table; others in the page begin with it.
  let id: String
  let columns: [Column]

  /// Appends everything up to the first row; the caption is markup.
  func begin(caption: String, into page: inout [UInt8]) {
    page.raw("<div class=\"scroll\" role=\"region\" aria-labelledby=\"\(id)-cap\" tabindex=\"0\">")
    page.raw("<table class=\"data")
    page.raw(columns.count > 5 ? " wide\"" : "\"")
    page.raw(" id=\"\(id)\"><caption id=\"\(id)-cap\">\(caption)</caption><thead><tr>")
    for column in columns {
      page.raw("<th scope=\"col\"\(column.classes)")
      page.raw(column.isSortable ? ">" : " data-sort=\"none\">")
      page.text(column.title)
      page.raw("</th>")
    }
    page.raw("</tr></thead><tbody>\n")
  }

  func end(into page: inout [UInt8]) {
    page.raw("</tbody></table></div>\n")
  }

  /// Appends a cell that holds markup of ours.
  func cell(_ column: Int, markup: String, into page: inout [UInt8]) {
    page.raw("<td\(columns[column].classes)>\(markup)</td>")
  }

  /// Appends a cell of foreign text; nil is NULL.
  func cell(_ column: Int, _ text: Text?, link: String? = nil, into page: inout [UInt8]) {
    page.raw("<td\(columns[column].classes)>")
    guard let text else {
      page.raw("<span class=\"null\">null</span></td>")
      return
    }
    if let link {
      page.raw("<a href=\"\(link)\">")
    }
    Self.value(text, isNumeric: columns[column].isNumeric, into: &page)
    page.raw(link == nil ? "</td>" : "</a></td>")
  }

  /// Longer values are cut in pages, and say so: one record's parameters may be 100 kB.
  static let longestValue = 2000

  private static func value(_ text: Text, isNumeric: Bool, into page: inout [UInt8]) {
    if isNumeric {
      return page.text(text)
    }
    guard text.bytes.count > longestValue else { return page.isolated(text) }
    var end = longestValue
    while end > 0 && text.bytes[end] & 0xC0 == 0x80 {
      end -= 1
    }
    page.isolated(Text(bytes: Array(text.bytes[..<end])))
    page.raw(" <span class=\"cut\">… cut here; all ")
    page.raw("\(Figures.grouped(text.bytes.count)) bytes are in the CSV</span>")
  }
}

extension DataTable {
  /// The table for rows of a result, given their cells, with widths that fit the values.
  init(id: String, answer: QueryAnswer, rows: [[Text?]]) {
    var columns = [Column(title: "#", isNumeric: true)]
    for (index, column) in (answer.result?.columns ?? []).enumerated() {
      let isNumeric = column.type.isNumeric
      let longest = rows.lazy.map { $0[index]?.bytes.count ?? 4 }.max()
      let width: Column.Width =
        switch longest ?? 0 {
        case ...26: .short
        case 27...90: .normal
        default: .long
        }
      columns.append(
        Column(title: column.name, isNumeric: isNumeric, width: isNumeric ? .normal : width)
      )
    }
    self.init(id: id, columns: columns)
  }

  /// Appends one row of a result, given its cells.
  ///
  /// The row has an id of its own only where one is given; its number, counted from 1, leads to
  /// `numberLink`, and a cell that names an entity to what `entityLink` says.
  func row(
    _ row: Int,
    _ cells: [Text?],
    of answer: QueryAnswer,
    rowID: String?,
    numberLink: String?,
    entityLink: (EntityKey) -> String?,
    into page: inout [UInt8]
  ) {
    page.raw(rowID.map { "<tr id=\"\($0)\">" } ?? "<tr>")
    let number = String(row + 1)
    page.raw("<th scope=\"row\" class=\"num\">")
    page.raw(numberLink.map { "<a href=\"\($0)\">\(number)</a></th>" } ?? "\(number)</th>")
    for column in answer.linkedKinds.indices {
      let text = cells[column]
      let key = answer.linkedKinds[column].flatMap { kind in
        text.flatMap { EntityKey(kind, cell: $0) }
      }
      cell(column + 1, text, link: key.flatMap(entityLink), into: &page)
    }
    page.raw("</tr>\n")
  }
}

extension DataType {
  /// Whether values are numbers, shown to the right.
  fileprivate var isNumeric: Bool {
    switch self {
    case .tinyint, .smallint, .integer, .bigint, .real, .double, .decimal: true
    case .unknown, .boolean, .varchar, .char, .varbinary, .date, .time, .timestamp,
      .timestampWithTimeZone, .intervalDayToSecond, .intervalYearToMonth, .array, .map, .row,
      .json, .ipaddress, .uuid, .function:
      false
    }
  }
}
