// SPDX-License-Identifier: Apache-2.0
import Queries
import Testing

/// What is said of SQL that cannot be read; `^` marks the place, twice for a stretch.
@Suite struct ParserErrorTests {
  @Test(arguments: [
    // Misspelt words.
    ("^SELCT^ a FROM t", "did you mean SELECT?"),
    ("SELECT a ^FORM^ t", "did you mean FROM?"),
    ("SELECT a FROM t ^WHRE^ a = 1", "did you mean WHERE?"),
    ("SELECT a FROM t WHERE a = 1 ^ODER^ BY a", "did you mean ORDER?"),
    ("SELECT a FROM t WHERE a = 1 ^GRUOP^ BY a", "did you mean GROUP?"),
    ("SELECT a FROM t WHERE a ^LIEK^ 'x'", "did you mean LIKE?"),
    ("SELECT a FROM t ^LIMT^ 10", "did you mean LIMIT?"),
    ("SELECT CASE WHEN a ^THNE^ 1 END", "did you mean THEN?"),
    ("SHOW ^TABELS^", "did you mean TABLES?"),
    // Known slips.
    ("SELECT a, ^FROM^ t", "the comma before it is one too many"),
    ("SELECT f(a, ^)^", "the comma before it is one too many"),
    ("SELECT a FROM t WHERE a =^=^ 1", "equality is a single '='"),
    ("SELECT a^:^:varchar", "conversion is CAST(value AS type)"),
    ("SELECT a AS ^'b'^", "an alias is a name: write it between double quotes"),
    ("SELECT ^`a`^ FROM t", "names stand between double quotes in queries"),
    ("SELECT a FROM ^`t`^", "names stand between double quotes in queries"),
    ("SELECT a FROM ^'t'^", "names stand between double quotes"),
    ("SELECT a FROM t LIMIT 5 ^OFFSET^ 5", "OFFSET stands before LIMIT"),
    ("SELECT a FROM t LIMIT 5^,^ 5", "rows are passed over by OFFSET, before LIMIT"),
    ("SELECT a FROM t LIMIT ^'5'^", "it is a whole number"),
    (
      "SELECT a FROM t GROUP BY a ^WHERE^ b",
      "the order is SELECT, FROM, WHERE, GROUP BY, HAVING, WINDOW, ORDER BY, OFFSET, LIMIT"
    ),
    ("SELECT a FROM t WHERE a ^ILIKE^ 'x'", "use lower(text) LIKE 'pattern'"),
    ("SELECT a FROM t WHERE a ^RLIKE^ 'x'", "use regexp_like(text, 'pattern')"),
    ("SELECT a FROM t WHERE a ^&^& b", "the conjunction is AND"),
    ("SELECT a FROM t WHERE ^!^a", "the negation is NOT, inequality is <>"),
    ("SELECT INTERVAL '7 days' ^FROM^ t", "the unit stands behind the quotes: INTERVAL '7' DAY"),
    ("SELECT INTERVAL '7' ^DAYS^", "the unit is DAY"),
    ("SELECT a FROM t JOIN u ^WHERE^ a", "a join without a condition is CROSS JOIN"),
    (
      "SELECT ^end^ FROM t",
      "it is a reserved word; a column of that name stands between double quotes"
    ),
    ("SELECT ^left^(a, 2)", "use substr(text, 1, n)"),
    ("SELECT current_date^(^)", "CURRENT_DATE stands without them"),
    ("SELECT a IS ^TRUE^", "a condition is tested by itself or by IS NOT DISTINCT FROM true"),
    ("SELECT a IN ^b^", "IN takes a list or a subquery in parentheses"),
    (
      "SELECT a = ^ANY (b)^",
      "an array's elements are tested by contains(array, element) or any_match"
    ),
    ("SELECT * FROM t; ^SELECT^ 1", "a second statement begins here"),
    // Characters.
    ("SELECT ^'^abc", "expected ' at its end"),
    ("SELECT ^\"^abc", "expected \" at its end"),
    ("SELECT a ^/*^ abc", "expected '*/'"),
    (
      "SELECT a WHERE a = ^\u{2018}^x\u{2019}",
      "a typographic quote; strings stand between ' and '"
    ),
    ("SELECT^\u{a0}^a", "an invisible space; replace it with a plain one"),
    ("SELECT ^$^path", "a name with '$' in it stands between double quotes"),
    ("SELECT ^é^t", "a name outside ASCII stands between double quotes"),
    ("SELECT ^1abc^", "write it between double quotes"),
    ("SELECT ^#^ a", "comments begin with --"),
  ])
  func namesTheCure(marked: String, hint: String) {
    let (sql, range) = Self.unmarked(marked)
    let error = #expect(throws: QueryError.self) { try Parser.parse(sql) }
    #expect(error?.hint == hint)
    #expect(error?.range == range)
    #expect(error?.code == .syntaxError)
  }

  @Test(arguments: [
    ("SELECT a FROM t WHERE a = b ^=^ c", "unexpected '=', expected the end of the statement"),
    ("SELECT (a ^b^)", "unexpected 'b', expected ')'"),
    ("SELECT f(a ^b^)", "unexpected 'b', expected ',' or ')'"),
    ("SELECT a FROM t WHERE", "unexpected the end of the statement, expected an expression"),
    ("SELECT CAST(a ^varchar^)", "unexpected 'varchar', expected AS"),
    ("SELECT a FROM t FETCH FIRST 1 ^x^", "unexpected 'x', expected ROW or ROWS"),
    ("", "there is no statement, expected SELECT"),
    (" -- only a comment", "there is no statement, expected SELECT"),
    ("^x^", "unexpected 'x', expected SELECT, WITH or another statement"),
    ("CREATE EXTERNAL TABLE t (a ^)^", "unexpected ')', expected a type"),
    ("SELECT ^X'6'^", "X'…' holds pairs of hexadecimal digits"),
    ("SELECT ^U&'\\00'^", "the string has an incomplete or impossible escape"),
    ("SELECT ^U&'\\D800'^", "the string has an incomplete or impossible escape"),
    (
      "SELECT CAST(a AS decimal(^99999999999999999999^))",
      "the number 99999999999999999999 is too large for a type"
    ),
  ])
  func saysWhatWasExpected(marked: String, message: String) {
    let (sql, range) = Self.unmarked(marked)
    let error = #expect(throws: QueryError.self) { try Parser.parse(sql) }
    #expect(error?.message == message)
    if marked.contains("^") { #expect(error?.range == range) }
  }

  @Test(arguments: [
    "alter", "and", "as", "between", "by", "case", "cast", "constraint", "create", "cross", "cube",
    "current_path", "deallocate", "delete", "describe", "distinct", "drop", "else", "end",
    "escape", "except", "execute", "exists", "extract", "for", "from", "full", "group", "grouping",
    "having", "in", "inner", "insert", "intersect", "into", "is", "join", "left", "like", "natural",
    "normalize", "not", "on", "or", "order", "outer", "prepare", "recursive", "right", "rollup",
    "select", "table", "then", "uescape", "union", "unnest", "using", "values", "when", "where",
    "with",
  ])
  func keepsAthenasReservedWords(word: String) throws {
    #expect(throws: QueryError.self) { try Parser.parse("SELECT 1 AS \(word) FROM t") }
    _ = try Parser.parse("SELECT 1 AS \"\(word)\" FROM t")
  }

  @Test(arguments: [
    "all", "any", "array", "asc", "at", "both", "columns", "comment", "count", "current",
    "database", "date", "day", "default", "desc", "double", "empty", "error", "explain", "fetch",
    "filter", "first", "following", "format", "groups", "hour", "identity", "if", "ignore", "input",
    "interval", "json", "key", "last", "lateral", "limit", "location", "map", "minute", "month",
    "next", "nulls", "object", "offset", "only", "over", "partition", "position", "precision",
    "public", "range", "region", "replace", "role", "row", "rows", "schema", "second", "session",
    "set", "sets", "show", "some", "start", "stored", "substring", "tablesample", "time",
    "timestamp", "trim", "truncate", "try_cast", "type", "use", "user", "value", "view", "week",
    "window", "year", "zone",
  ])
  func takesOtherWordsAsNames(word: String) throws {
    let sql =
      "SELECT \(word), x.\(word), 1 AS \(word), 2 \(word) FROM \(word) AS \(word)"
      + " WHERE \(word) = 'x' AND x > \(word) GROUP BY \(word), 1 ORDER BY \(word), 1 DESC"
    _ = try Parser.parse(sql)
  }

  private static func unmarked(_ marked: String) -> (sql: String, range: SourceRange) {
    let parts = marked.split(separator: "^", omittingEmptySubsequences: false)
    let start = parts[0].utf8.count
    let end = parts.count > 1 ? start + parts[1].utf8.count : start
    return (parts.joined(), SourceRange(start, end))
  }
}
