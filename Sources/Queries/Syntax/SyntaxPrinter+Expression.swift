// SPDX-License-Identifier: Apache-2.0

extension SyntaxPrinter {
  mutating func write(_ expression: Expression) {
    switch expression.kind {
    case .null, .boolean, .integer, .decimal, .double, .string, .binary, .typedLiteral, .interval,
      .parameter, .namedParameter, .currentValue:
      writeLiteral(expression.kind)
    case .identifier(let name): write(name)
    case .dereference, .subscript_, .atTimeZone: writeSuffixes(expression)
    case .unary, .binaryOperation, .and, .or, .not: writeOperator(expression)
    case .comparison, .quantified, .isNull, .isDistinctFrom, .between, .inList, .inQuery, .exists,
      .like:
      write("(")
      writePredicate(expression.kind)
      write(")")
    case .caseWhen(let operand, let clauses, let otherwise):
      writeCase(operand, clauses, otherwise)
    case .cast(let value, let type, let isTry):
      write(isTry ? "TRY_CAST(" : "CAST(")
      write(value)
      write(" AS ")
      write(type)
      write(")")
    case .call(let call): write(call)
    case .lambda(let parameters, let body):
      write("(")
      write(parameters)
      write(") -> ")
      write(body)
    case .scalarSubquery(let query): write(parenthesised: query)
    case .row(let values):
      write("ROW(")
      write(values)
      write(")")
    case .array(let elements):
      write("ARRAY[")
      write(elements)
      write("]")
    case .extract(let field, let value):
      write("EXTRACT(")
      write(field)
      write(" FROM ")
      write(value)
      write(")")
    }
  }

  private mutating func write(parenthesised query: Query) {
    write("(")
    write(query)
    write(")")
  }

  // MARK: Literals

  private mutating func writeLiteral(_ kind: ExpressionKind) {
    switch kind {
    case .boolean(let value): write(value ? "true" : "false")
    case .integer(let digits), .decimal(let digits), .double(let digits): write(digits)
    case .string(let string): write(string: string)
    case .binary(let bytes):
      write("X'")
      for byte in bytes {
        if byte < 16 { write("0") }
        write(String(byte, radix: 16, uppercase: true))
      }
      write("'")
    case .typedLiteral(let type, let string):
      write(type)
      write(" ")
      write(string: string)
    case .interval(let interval):
      write(interval.isNegative ? "INTERVAL -" : "INTERVAL ")
      write(string: interval.text)
      write(" \(interval.start)")
      if let end = interval.end { write(" TO \(end)") }
    case .parameter: write("?")
    case .namedParameter(let name): write(":\(name)")
    case .currentValue(let name, let precision):
      write(name)
      if let precision { write("(\(precision))") }
    default: write("NULL")
    }
  }

  // MARK: Operators

  /// `a.b[1].c`, from the innermost operand outwards.
  private mutating func writeSuffixes(_ expression: Expression) {
    switch expression.kind {
    case .dereference(let base, let field):
      write(base)
      write(".")
      write(field)
    case .subscript_(let base, let index):
      write(base)
      write("[")
      write(index)
      write("]")
    case .atTimeZone(let value, let zone):
      write(value)
      write(" AT TIME ZONE ")
      write(zone)
    default: write(expression)
    }
  }

  private mutating func writeOperator(_ expression: Expression) {
    write("(")
    switch expression.kind {
    case .unary(let sign, let operand):
      write(sign == .minus ? "- " : "+ ")
      write(operand)
    case .not(let operand):
      write("NOT ")
      write(operand)
    case .and(let terms): write(list: terms, separator: " AND ") { $0.write($1) }
    case .or(let terms): write(list: terms, separator: " OR ") { $0.write($1) }
    default: writeChain(expression)
    }
    write(")")
  }

  private mutating func writeChain(_ expression: Expression) {
    var first = expression
    var rest: [(BinaryOperator, Expression)] = []
    while case .binaryOperation(let binary, let left, let right) = first.kind {
      rest.append((binary, right))
      first = left
    }
    write(String(repeating: "(", count: max(0, rest.count - 1)))
    write(first)
    for (index, (binary, right)) in rest.reversed().enumerated() {
      write(" \(binary.rawValue) ")
      write(right)
      if index < rest.count - 1 { write(")") }
    }
  }

  private mutating func writePredicate(_ kind: ExpressionKind) {
    switch kind {
    case .comparison(let comparison, let left, let right):
      write(left)
      write(" \(comparison.rawValue) ")
      write(right)
    case .quantified(let comparison, let isAll, let left, let query):
      write(left)
      write(" \(comparison.rawValue) \(isAll ? "ALL" : "ANY") ")
      write(parenthesised: query)
    case .isNull(let value, let isNegated):
      write(value)
      write(isNegated ? " IS NOT NULL" : " IS NULL")
    case .isDistinctFrom(let left, let right, let isNegated):
      write(left)
      write(isNegated ? " IS NOT DISTINCT FROM " : " IS DISTINCT FROM ")
      write(right)
    case .between(let value, let lower, let upper, let isNegated):
      write(value)
      write(isNegated ? " NOT BETWEEN " : " BETWEEN ")
      write(lower)
      write(" AND ")
      write(upper)
    case .exists(let query):
      write("EXISTS ")
      write(parenthesised: query)
    default: writeMembership(kind)
    }
  }

  private mutating func writeMembership(_ kind: ExpressionKind) {
    switch kind {
    case .inList(let value, let list, let isNegated):
      write(value)
      write(isNegated ? " NOT IN (" : " IN (")
      write(list)
      write(")")
    case .inQuery(let value, let query, let isNegated):
      write(value)
      write(isNegated ? " NOT IN " : " IN ")
      write(parenthesised: query)
    case .like(let value, let pattern, let escape, let isNegated):
      write(value)
      write(isNegated ? " NOT LIKE " : " LIKE ")
      write(pattern)
      guard let escape else { return }
      write(" ESCAPE ")
      write(escape)
    default: break
    }
  }

  private mutating func writeCase(
    _ operand: Expression?,
    _ clauses: [WhenClause],
    _ otherwise: Expression?
  ) {
    write("CASE")
    if let operand {
      write(" ")
      write(operand)
    }
    for clause in clauses {
      write(" WHEN ")
      write(clause.condition)
      write(" THEN ")
      write(clause.result)
    }
    if let otherwise {
      write(" ELSE ")
      write(otherwise)
    }
    write(" END")
  }

  // MARK: Calls and types

  private mutating func write(_ call: FunctionCall) {
    let isListagg = ["listagg", "$listagg"].contains(call.name.key)
    write(call.name)
    write(call.isStar ? "(*" : call.isDistinct ? "(DISTINCT " : "(")
    write(call.arguments)
    if !isListagg { write(call.orderBy, prefix: call.arguments.isEmpty ? "" : " ") }
    if !call.options.isEmpty {
      write(" /* ")
      write(list: call.options.sorted { $0.key < $1.key }) { printer, option in
        printer.write("\(option.key): ")
        printer.write(option.value)
      }
      write(" */")
    }
    write(")")
    if isListagg {
      write(" WITHIN GROUP (")
      write(call.orderBy, prefix: "")
      write(")")
    }
    if let filter = call.filter {
      write(" FILTER (WHERE ")
      write(filter)
      write(")")
    }
    if call.ignoresNulls { write(" IGNORE NULLS") }
    switch call.window {
    case .none: break
    case .named(let name):
      write(" OVER ")
      write(name)
    case .specification(let window):
      write(" OVER ")
      write(window)
    }
  }

  mutating func write(_ type: TypeName) {
    // `timestamp(3) with time zone` has its arguments before the last words.
    var name = type.name
    var suffix = ""
    if name.hasSuffix(" with time zone") {
      name = String(name.dropLast(" with time zone".count))
      suffix = " with time zone"
    }
    write(name)
    if !type.arguments.isEmpty {
      let isStruct = name == "struct"
      write(isStruct ? "<" : "(")
      write(list: type.arguments) { printer, argument in
        switch argument {
        case .type(let type): printer.write(type)
        case .number(let number): printer.write("\(number)")
        case .field(let name, let type):
          if let name {
            printer.write(name)
            printer.write(isStruct ? ":" : " ")
          }
          printer.write(type)
        }
      }
      write(isStruct ? ">" : ")")
    }
    write(suffix)
  }
}
