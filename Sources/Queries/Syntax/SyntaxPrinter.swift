// SPDX-License-Identifier: Apache-2.0

/// Prints a syntax tree as SQL, every operator of an expression in parentheses: the first stage of
/// EXPLAIN.
///
/// Except for what stands between the arguments of SQL/JSON functions and listagg, which is shown as
/// a comment, the text reads back as the same tree. Chains that lean on their left operand are
/// printed by a loop, so that their length does not matter.
package struct SyntaxPrinter {
  private(set) var text = ""

  package static func print(_ query: Query) -> String {
    var printer = SyntaxPrinter()
    printer.write(query)
    return printer.text
  }

  package static func print(_ expression: Expression) -> String {
    var printer = SyntaxPrinter()
    printer.write(expression)
    return printer.text
  }

  package static func print(_ type: TypeName) -> String {
    var printer = SyntaxPrinter()
    printer.write(type)
    return printer.text
  }

  mutating func write(_ part: String) { text += part }

  mutating func write(_ name: Identifier) {
    guard name.isQuoted else { return write(name.name) }
    write("\"")
    for character in name.name {
      write(character == "\"" ? "\"\"" : String(character))
    }
    write("\"")
  }

  mutating func write(string: String) {
    write("'")
    for scalar in string.unicodeScalars {
      text.unicodeScalars.append(scalar)
      if scalar == "'" { text.unicodeScalars.append(scalar) }
    }
    write("'")
  }

  mutating func write<Element>(
    list: [Element],
    separator: String = ", ",
    _ item: (inout SyntaxPrinter, Element) -> Void
  ) {
    for (index, element) in list.enumerated() {
      if index > 0 { write(separator) }
      item(&self, element)
    }
  }

  mutating func write(_ list: [Expression]) {
    write(list: list) { $0.write($1) }
  }

  mutating func write(_ names: [Identifier], separator: String = ", ") {
    write(list: names, separator: separator) { $0.write($1) }
  }

  // MARK: Queries

  mutating func write(_ query: Query) {
    if !query.with.isEmpty {
      write("WITH ")
      write(list: query.with) { printer, table in
        printer.write(table.name)
        printer.write(columns: table.columns)
        printer.write(" AS (")
        printer.write(table.query)
        printer.write(")")
      }
      write(" ")
    }
    write(query.body)
    write(query.orderBy, prefix: " ")
    if let offset = query.offset {
      write(" OFFSET ")
      write(offset)
    }
    guard let limit = query.limit else { return }
    write(query.withTies ? " FETCH FIRST " : " LIMIT ")
    write(limit)
    if query.withTies { write(" ROWS WITH TIES") }
  }

  private mutating func write(columns: [Identifier]?) {
    guard let columns else { return }
    write(" (")
    write(columns)
    write(")")
  }

  private mutating func write(_ body: QueryBody) {
    switch body {
    case .select(let select): write(select)
    case .values(let rows, _):
      write("VALUES ")
      write(list: rows) { printer, row in
        printer.write("ROW(")
        printer.write(row)
        printer.write(")")
      }
    case .table(let name, _):
      write("TABLE ")
      write(name, separator: ".")
    case .nested(let query):
      write("(")
      write(query)
      write(")")
    case .setOperation: write(setOperation: body)
    }
  }

  private mutating func write(setOperation body: QueryBody) {
    var first = body
    var rest: [(SetOperator, Bool, QueryBody)] = []
    while case .setOperation(let operation, let isAll, let left, let right, _) = first {
      rest.append((operation, isAll, right))
      first = left
    }
    // Parentheses would make nested queries of the operands; the grammar needs none.
    write(first)
    for (operation, isAll, right) in rest.reversed() {
      switch operation {
      case .union: write(" UNION ")
      case .intersect: write(" INTERSECT ")
      case .except: write(" EXCEPT ")
      }
      if isAll { write("ALL ") }
      write(right)
    }
  }

  private mutating func write(_ select: Select) {
    write(select.isDistinct ? "SELECT DISTINCT " : "SELECT ")
    write(list: select.items) { $0.write($1) }
    if !select.from.isEmpty {
      write(" FROM ")
      write(list: select.from) { $0.write($1) }
    }
    write(" WHERE ", select.where)
    if let groupBy = select.groupBy {
      write(groupBy.isDistinct ? " GROUP BY DISTINCT " : " GROUP BY ")
      write(list: groupBy.items) { $0.write($1) }
    }
    write(" HAVING ", select.having)
    guard !select.windows.isEmpty else { return }
    write(" WINDOW ")
    write(list: select.windows) { printer, window in
      printer.write(window.name)
      printer.write(" AS ")
      printer.write(window.window)
    }
  }

  private mutating func write(_ prefix: String, _ expression: Expression?) {
    guard let expression else { return }
    write(prefix)
    write(expression)
  }

  private mutating func write(_ item: SelectItem) {
    switch item {
    case .expression(let expression, let alias):
      write(expression)
      guard let alias else { return }
      write(" AS ")
      write(alias)
    case .all(let qualifier, let aliases, _):
      if let qualifier {
        write(qualifier)
        write(".")
      }
      write("*")
      guard !aliases.isEmpty else { return }
      write(" AS (")
      write(aliases)
      write(")")
    }
  }

  private mutating func write(_ item: GroupingItem) {
    switch item {
    case .expression(let expression): write(expression)
    case .groupingSets(let sets, _): write("GROUPING SETS ", sets)
    case .rollup(let sets, _): write("ROLLUP ", sets)
    case .cube(let sets, _): write("CUBE ", sets)
    }
  }

  private mutating func write(_ word: String, _ sets: [[Expression]]) {
    write(word)
    write("(")
    write(list: sets) { printer, set in
      printer.write("(")
      printer.write(set)
      printer.write(")")
    }
    write(")")
  }

  // MARK: Relations

  private mutating func write(_ relation: Relation) {
    switch relation {
    case .table(let name, _): write(name, separator: ".")
    case .subquery(let query, _): write("", query)
    case .lateral(let query, _): write("LATERAL ", query)
    case .unnest(let arrays, let withOrdinality, _):
      write("UNNEST(")
      write(arrays)
      write(withOrdinality ? ") WITH ORDINALITY" : ")")
    case .aliased(let inner, let name, let columns):
      write(inner)
      write(" AS ")
      write(name)
      write(columns: columns)
    case .join: write(join: relation)
    }
  }

  private mutating func write(_ prefix: String, _ query: Query) {
    write(prefix)
    write("(")
    write(query)
    write(")")
  }

  private mutating func write(join relation: Relation) {
    var first = relation
    var rest: [(JoinKind, Relation, JoinCondition)] = []
    while case .join(let kind, let left, let right, let condition, _) = first {
      rest.append((kind, right, condition))
      first = left
    }
    write(String(repeating: "(", count: rest.count))
    write(first)
    for (kind, right, condition) in rest.reversed() {
      if case .natural = condition { write(" NATURAL") }
      switch kind {
      case .inner: write(" JOIN ")
      case .left: write(" LEFT JOIN ")
      case .right: write(" RIGHT JOIN ")
      case .full: write(" FULL JOIN ")
      case .cross: write(" CROSS JOIN ")
      }
      write(right)
      write(condition)
      write(")")
    }
  }

  private mutating func write(_ condition: JoinCondition) {
    switch condition {
    case .on(let expression): write(" ON ", expression)
    case .using(let names):
      write(" USING")
      write(columns: names)
    case .natural, .none: break
    }
  }

  // MARK: Order and windows

  mutating func write(_ items: [SortItem], prefix: String) {
    guard !items.isEmpty else { return }
    write(prefix)
    write("ORDER BY ")
    write(list: items) { printer, item in
      printer.write(item.expression)
      if item.isDescending { printer.write(" DESC") }
      guard let nullsFirst = item.nullsFirst else { return }
      printer.write(nullsFirst ? " NULLS FIRST" : " NULLS LAST")
    }
  }

  mutating func write(_ window: WindowSpecification) {
    write("(")
    var separator = ""
    if let base = window.base {
      write(base)
      separator = " "
    }
    if !window.partitionBy.isEmpty {
      write(separator + "PARTITION BY ")
      write(window.partitionBy)
      separator = " "
    }
    write(window.orderBy, prefix: separator)
    if !window.orderBy.isEmpty { separator = " " }
    if let frame = window.frame {
      write(separator)
      write(frame)
    }
    write(")")
  }

  private mutating func write(_ frame: WindowFrame) {
    switch frame.unit {
    case .rows: write("ROWS BETWEEN ")
    case .range: write("RANGE BETWEEN ")
    case .groups: write("GROUPS BETWEEN ")
    }
    write(frame.start)
    write(" AND ")
    write(frame.end)
  }

  private mutating func write(_ bound: WindowFrame.Bound) {
    switch bound {
    case .unboundedPreceding: write("UNBOUNDED PRECEDING")
    case .unboundedFollowing: write("UNBOUNDED FOLLOWING")
    case .currentRow: write("CURRENT ROW")
    case .preceding(let distance):
      write(distance)
      write(" PRECEDING")
    case .following(let distance):
      write(distance)
      write(" FOLLOWING")
    }
  }
}
