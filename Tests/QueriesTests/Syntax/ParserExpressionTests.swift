// SPDX-License-Identifier: Apache-2.0
import Queries
import Testing

/// Expressions against the tree they must give, in full parentheses, by the grammar that Trino's
/// documentation describes.
@Suite struct ParserExpressionTests {
  @Test(arguments: [
    // Precedence.
    ("a + b * c", "(a + (b * c))"),
    ("a - b - c", "((a - b) - c)"),
    ("a / b % c * d", "(((a / b) % c) * d)"),
    ("a || b + c || d", "((a || (b + c)) || d)"),
    ("- a * b", "((- a) * b)"),
    ("- - a", "(- (- a))"),
    ("a - -1", "(a - (- 1))"),
    ("(a + b) * c", "((a + b) * c)"),
    ("a OR b AND NOT c OR d", "(a OR (b AND (NOT c)) OR d)"),
    ("NOT a = b AND c", "((NOT (a = b)) AND c)"),
    ("NOT NOT a", "(NOT (NOT a))"),
    ("a = b + 1 AND c <> 'x' || d", "((a = (b + 1)) AND (c <> ('x' || d)))"),
    ("(a OR b) AND c", "((a OR b) AND c)"),
    // Predicates.
    ("a != b", "(a <> b)"),
    ("a BETWEEN 1 AND 2 AND b", "((a BETWEEN 1 AND 2) AND b)"),
    ("a NOT BETWEEN 1 + 1 AND 2", "(a NOT BETWEEN (1 + 1) AND 2)"),
    ("a IN (1, 2)", "(a IN (1, 2))"),
    ("a NOT IN (SELECT b FROM t)", "(a NOT IN (SELECT b FROM t))"),
    ("a IN ((SELECT 1) UNION SELECT 2)", "(a IN ((SELECT 1) UNION SELECT 2))"),
    ("a IN ((SELECT 1), 2)", "(a IN ((SELECT 1), 2))"),
    ("a LIKE 'x!%' ESCAPE '!'", "(a LIKE 'x!%' ESCAPE '!')"),
    ("a NOT LIKE b || '%'", "(a NOT LIKE (b || '%'))"),
    ("a IS NULL OR b IS NOT NULL", "((a IS NULL) OR (b IS NOT NULL))"),
    ("a IS DISTINCT FROM b", "(a IS DISTINCT FROM b)"),
    ("a IS NOT DISTINCT FROM b", "(a IS NOT DISTINCT FROM b)"),
    ("a >= ALL (SELECT b FROM t)", "(a >= ALL (SELECT b FROM t))"),
    ("a = SOME (VALUES 1)", "(a = ANY (VALUES ROW(1)))"),
    ("EXISTS (SELECT 1)", "(EXISTS (SELECT 1))"),
    ("EXISTS ((SELECT 1))", "(EXISTS (SELECT 1))"),
    // Literals.
    ("''''", "''''"),
    ("'a''b'", "'a''b'"),
    ("1.", "1."),
    (".5", ".5"),
    ("1e3", "1e3"),
    ("1.5E-3", "1.5E-3"),
    ("X'65 6f'", "X'656F'"),
    ("x''", "X''"),
    ("U&'\\0041\\+01F600\\\\'", "'A\u{1F600}\\'"),
    ("U&'!0041' UESCAPE '!'", "'A'"),
    ("TIMESTAMP '2020-01-01'", "timestamp '2020-01-01'"),
    ("date '2020-01-01'", "date '2020-01-01'"),
    ("IPADDRESS '10.0.0.0'", "ipaddress '10.0.0.0'"),
    ("DOUBLE PRECISION '1'", "double precision '1'"),
    ("INTERVAL '7' DAY", "INTERVAL '7' day"),
    ("INTERVAL -'1-2' YEAR TO MONTH", "INTERVAL -'1-2' year TO month"),
    ("current_date", "current_date"),
    ("CURRENT_TIMESTAMP(3)", "current_timestamp(3)"),
    ("NULL", "NULL"),
    ("TRUE AND false", "(true AND false)"),
    // Names.
    (
      "userIdentity.sessionContext.sessionIssuer.arn",
      "userIdentity.sessionContext.sessionIssuer.arn"
    ),
    ("\"Weird \"\"name\"\"\"", "\"Weird \"\"name\"\"\""),
    ("\"$path\"", "\"$path\""),
    ("timestamp = '2023/03/28'", "(timestamp = '2023/03/28')"),
    ("\"timestamp\" = '2023/03/28'", "(\"timestamp\" = '2023/03/28')"),
    ("date > '2020' AND time IS NULL", "((date > '2020') AND (time IS NULL))"),
    ("year || month || day || hour", "(((year || month) || day) || hour)"),
    ("session.role.type", "session.role.type"),
    ("interval + 1", "(interval + 1)"),
    ("row.filter", "row.filter"),
    ("array[1]", "ARRAY[1]"),
    ("map['a'][1].b", "map['a'][1].b"),
    ("count + first + last", "((count + first) + last)"),
    // Parentheses.
    ("(1, 2)", "ROW(1, 2)"),
    ("ROW(1, 'a')", "ROW(1, 'a')"),
    ("((SELECT 1))", "(SELECT 1)"),
    ("((SELECT 1) + 2)", "((SELECT 1) + 2)"),
    ("((SELECT 1) UNION ALL (SELECT 2) LIMIT 1)", "((SELECT 1) UNION ALL (SELECT 2) LIMIT 1)"),
    ("(SELECT max(a) FROM t).b", "(SELECT max(a) FROM t).b"),
    // Conditional.
    ("CASE WHEN a THEN 1 WHEN b THEN 2 ELSE 3 END", "CASE WHEN a THEN 1 WHEN b THEN 2 ELSE 3 END"),
    ("CASE a WHEN 1 THEN 'x' END", "CASE a WHEN 1 THEN 'x' END"),
    // Conversion.
    ("CAST(a AS varchar)", "CAST(a AS varchar)"),
    ("TRY_CAST(a AS DECIMAL(10, 2))", "TRY_CAST(a AS decimal(10, 2))"),
    ("a AT TIME ZONE 'UTC'", "a AT TIME ZONE 'UTC'"),
    ("- a AT TIME ZONE 'UTC'", "(- a AT TIME ZONE 'UTC')"),
    ("at + 1", "(at + 1)"),
    // Parameters.
    ("a = ? AND b = :name", "((a = ?) AND (b = :name))"),
  ])
  func reads(sql: String, tree: String) throws {
    #expect(try Self.printed(sql) == tree)
    #expect(try Self.printed(tree) == tree, "the printed tree reads back as itself")
  }

  @Test(arguments: [
    ("count(*)", "count(*)"),
    ("count(DISTINCT a)", "count(DISTINCT a)"),
    ("now()", "now()"),
    ("if(a, 1, 2)", "if(a, 1, 2)"),
    ("TRY(a / b)", "TRY((a / b))"),
    ("\"count\"(a)", "\"count\"(a)"),
    (
      "array_agg(DISTINCT a ORDER BY b DESC NULLS FIRST)",
      "array_agg(DISTINCT a ORDER BY b DESC NULLS FIRST)"
    ),
    ("count(*) FILTER (WHERE a > 1)", "count(*) FILTER (WHERE (a > 1))"),
    ("filter(a, x -> x > 1)", "filter(a, (x) -> (x > 1))"),
    ("reduce(a, 0, (s, x) -> s + x, s -> s)", "reduce(a, 0, (s, x) -> (s + x), (s) -> s)"),
    ("f(() -> 1)", "f(() -> 1)"),
    ("EXTRACT(YEAR FROM a)", "EXTRACT(YEAR FROM a)"),
    ("SUBSTRING(a FROM 2 FOR 3)", "SUBSTRING(a, 2, 3)"),
    ("substring(a, 2)", "substring(a, 2)"),
    ("TRIM(a)", "TRIM(a)"),
    ("TRIM(LEADING 'x' FROM a)", "ltrim(a, 'x')"),
    ("TRIM(TRAILING FROM a)", "rtrim(a)"),
    ("TRIM(BOTH 'x' FROM a)", "trim(a, 'x')"),
    ("trim('x' FROM a)", "trim(a, 'x')"),
    ("trim(both)", "trim(both)"),
    ("POSITION('x' IN a)", "strpos(a, 'x')"),
    ("NORMALIZE(a)", "normalize(a, 'NFC')"),
    ("normalize(a, nfkd)", "normalize(a, 'NFKD')"),
    ("grouping(a, b)", "grouping(a, b)"),
    ("LISTAGG(a, ',') WITHIN GROUP (ORDER BY b)", "LISTAGG(a, ',') WITHIN GROUP (ORDER BY b)"),
    (
      "LISTAGG(a, ',' ON OVERFLOW TRUNCATE '…' WITH COUNT) WITHIN GROUP (ORDER BY b)",
      "$listagg(a, ',', '…', true) WITHIN GROUP (ORDER BY b)"
    ),
    (
      "lag(a) IGNORE NULLS OVER (PARTITION BY b ORDER BY c)",
      "lag(a) IGNORE NULLS OVER (PARTITION BY b ORDER BY c)"
    ),
    ("lag(a IGNORE NULLS) OVER w", "lag(a) IGNORE NULLS OVER w"),
    ("first_value(a) RESPECT NULLS OVER (w ORDER BY c)", "first_value(a) OVER (w ORDER BY c)"),
    (
      "sum(a) OVER (ROWS UNBOUNDED PRECEDING)",
      "sum(a) OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)"
    ),
    (
      "sum(a) OVER (ORDER BY b RANGE BETWEEN INTERVAL '1' DAY PRECEDING AND 2 FOLLOWING)",
      "sum(a) OVER (ORDER BY b RANGE BETWEEN INTERVAL '1' day PRECEDING AND 2 FOLLOWING)"
    ),
    ("sum(a) OVER ()", "sum(a) OVER ()"),
    (
      "JSON_VALUE(a, 'lax $.b' RETURNING bigint DEFAULT 0 ON EMPTY ERROR ON ERROR)",
      "JSON_VALUE(a, 'lax $.b' /* default on empty: 0, on empty: 'default', on error: 'error',"
        + " returning: CAST(NULL AS bigint) */)"
    ),
    (
      "JSON_QUERY(a, '$' WITH CONDITIONAL ARRAY WRAPPER OMIT QUOTES EMPTY ARRAY ON EMPTY)",
      "JSON_QUERY(a, '$' /* on empty: 'empty array', quotes: 'omit', wrapper: 'conditional' */)"
    ),
    (
      "JSON_EXISTS(a, '$.b ? (@ > $x)' PASSING c AS \"x\" FALSE ON ERROR)",
      "JSON_EXISTS(a, '$.b ? (@ > $x)' /* on error: 'false', passing x: c */)"
    ),
    (
      "JSON_OBJECT(KEY 'a' VALUE 1, 'b' : 2 ABSENT ON NULL)",
      "JSON_OBJECT('a', 1, 'b', 2 /* on null: 'absent' */)"
    ),
    ("JSON_ARRAY(1, 2 NULL ON NULL)", "JSON_ARRAY(1, 2 /* on null: 'null' */)"),
    ("json_object()", "json_object()"),
  ])
  func readsCalls(sql: String, tree: String) throws {
    #expect(try Self.printed(sql) == tree)
  }

  @Test(arguments: [
    ("varchar(10)", "varchar(10)"),
    ("timestamp(3) with time zone", "timestamp(3) with time zone"),
    ("TIMESTAMP WITH TIME ZONE", "timestamp with time zone"),
    ("time without time zone", "time"),
    ("double precision", "double precision"),
    ("interval day to second", "interval day to second"),
    ("array(row(arn varchar, n bigint))", "array(row(arn varchar, n bigint))"),
    ("ARRAY<map<varchar, bigint>>", "array(map(varchar, bigint))"),
    ("bigint array", "array(bigint)"),
    (
      "row(bigint, double precision, timestamp with time zone, x time)",
      "row(bigint, double precision, timestamp with time zone, x time)"
    ),
    (
      "row(bigint array, a array(bigint), timestamp timestamp)",
      "row(array(bigint), a array(bigint), timestamp timestamp)"
    ),
    ("struct<a:string,b:array<struct<c:int>>>", "struct<a:string, b:array(struct<c:int>)>"),
  ])
  func readsTypes(sql: String, type: String) throws {
    #expect(try Self.printed("CAST(x AS \(sql))") == "CAST(x AS \(type))")
  }

  @Test func numbersParametersInTheOrderOfTheText() throws {
    guard case .call(let call) = try Self.expression("f(?, ?, ?)").kind else {
      Issue.record("no call")
      return
    }
    let numbers = call.arguments.map { argument -> Int? in
      if case .parameter(let number) = argument.kind { number } else { nil }
    }
    #expect(numbers == [0, 1, 2])
  }

  @Test func keepsChainsFlat() throws {
    guard case .and(let terms) = try Self.expression("a AND b AND c AND d").kind else {
      Issue.record("no AND")
      return
    }
    #expect(terms.count == 4)
  }

  @Test func rangesCoverTheText() throws {
    let sql = "f(a, 'ü') + (b)"
    let whole = try Self.expression(sql)
    #expect(whole.range == SourceRange(7, 7 + sql.utf8.count))
  }

  static func expression(_ sql: String) throws -> Expression {
    guard case .query(let query) = try Parser.parse("SELECT \(sql)"),
      case .select(let select) = query.body,
      case .expression(let expression, nil) = select.items[0],
      select.items.count == 1
    else {
      throw QueryError(.syntaxError, "not one expression: \(sql)")
    }
    return expression
  }

  static func printed(_ sql: String) throws -> String {
    SyntaxPrinter.print(try expression(sql))
  }
}
