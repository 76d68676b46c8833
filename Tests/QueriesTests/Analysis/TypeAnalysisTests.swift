// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

/// The types of expressions, as Trino's documentation of types, conversion and operators gives them.
@Suite struct TypeAnalysisTests {
  @Test(arguments: [
    ("tiny + small", "smallint"), ("int + big", "bigint"), ("int * dec", "decimal(20,2)"),
    ("dec * dec", "decimal(20,4)"), ("big * 100.0", "decimal(23,1)"), ("real4 + int", "real"),
    ("double8 / 2", "double"), ("dec + double8", "double"), ("int / 2", "integer"),
    ("-int", "integer"), ("int % 3", "integer"), ("-1.50", "decimal(3,2)"),
    ("1 + NULL", "integer"),
  ])
  func widensNumbers(expression: String, type: String) throws {
    #expect(try AnalysisFixture.type(expression) == type)
  }

  @Test(arguments: [
    ("coalesce(short, text)", "varchar"), ("coalesce(int, big)", "bigint"),
    ("coalesce(dec, int)", "decimal(12,2)"), ("coalesce(NULL, day)", "date"),
    ("CASE WHEN flag THEN 1 ELSE 2.5 END", "decimal(11,1)"), ("if(flag, NULL, day)", "date"),
    ("if(flag, stamp, day)", "timestamp(3)"),
    ("if(flag, stamp, instant)", "timestamp(3) with time zone"),
    ("nullif(int, big)", "integer"), ("nullif(text, 'a')", "varchar"),
    ("ARRAY[1, 2.5]", "array(decimal(11,1))"),
    ("ARRAY[]", "array(unknown)"), ("ARRAY['a', 'bcd']", "array(varchar(3))"),
    ("coalesce(names, ARRAY['a'])", "array(varchar)"), ("ROW(1, 'a')", "row(integer, varchar(1))"),
    ("ROW(1, 'a')[2]", "varchar(1)"), ("names[1]", "varchar"), ("counts['a']", "bigint"),
    ("code || 'x'", "varchar"),
    ("names || names", "array(varchar)"), ("names || 'x'", "array(varchar)"),
    ("'x' || names", "array(varchar)"), ("filter(names, n -> n LIKE 'a%')", "array(varchar)"),
    ("transform(names, n -> length(n) + big)", "array(bigint)"),
    ("reduce(ARRAY[1, 2], 0, (s, x) -> s + x, s -> CAST(s AS varchar))", "varchar"),
    ("greatest(1, 2.5, big)", "decimal(20,1)"), ("element_at(counts, 'a')", "bigint"),
    ("contains(names, 'x')", "boolean"), ("MAP(ARRAY['a'], ARRAY[1])", "map(varchar(1), integer)"),
    ("map_filter(counts, (k, v) -> v > 1 AND k = text)", "map(varchar, bigint)"),
    ("try(int)", "integer"),
  ])
  func findsCommonTypes(expression: String, type: String) throws {
    #expect(try AnalysisFixture.type(expression) == type)
  }

  @Test(arguments: [
    "day < stamp", "stamp = instant", "day = instant", "code = text", "int = dec", "real4 > big",
    "NULL = 1", "text IS DISTINCT FROM NULL", "'a' < short", "address = IPADDRESS '10.0.0.1'",
    "data = data", "counts = counts", "ROW(1, 2) = ROW(3, 4)", "names = ARRAY['a']",
    "int IN (1, 2.5, NULL)", "text IN ('a', NULL)", "day BETWEEN stamp AND NULL",
    "(1, 'x') IN ((1, 'y'), (2, 'z'))", "text LIKE NULL", "code LIKE 'a%'", "NOT NULL",
    "NULL AND flag",
  ])
  func comparesWhatHasACommonType(expression: String) throws {
    #expect(try AnalysisFixture.type(expression) == "boolean")
  }

  @Test(arguments: [
    ("CAST(data AS map(varchar, array(json)))", "map(varchar, array(json))"),
    ("TRY_CAST(text AS decimal(10, 2))", "decimal(10,2)"),
    ("CAST(text AS decimal)", "decimal(38,0)"),
    ("CAST(int AS int)", "integer"), ("CAST(NULL AS double precision)", "double"),
    ("CAST(text AS timestamp)", "timestamp(3)"), ("CAST(text AS char)", "char(1)"),
    ("CAST(text AS timestamp(6) with time zone)", "timestamp(6) with time zone"),
    ("CAST(data AS row(a varchar, b bigint)).b", "bigint"),
    ("CAST(text AS varchar(5))", "varchar(5)"),
    ("CAST(day AS varchar)", "varchar"), ("CAST(names AS json)", "json"),
  ])
  func castsToNamedTypes(expression: String, type: String) throws {
    #expect(try AnalysisFixture.type(expression) == type)
  }

  @Test(arguments: [
    ("day + interval '1' day", "date"), ("day - day", "interval day to second"),
    ("stamp + interval '1' month", "timestamp(3)"), ("instant - stamp", "interval day to second"),
    ("span * 2", "interval day to second"),
    ("instant AT TIME ZONE 'Europe/Berlin'", "timestamp(3) with time zone"),
    ("stamp AT TIME ZONE 'UTC'", "timestamp(3) with time zone"),
    ("extract(dow FROM day)", "bigint"),
    ("date_trunc('hour', instant)", "timestamp(3) with time zone"),
    ("date_trunc('day', day)", "date"),
    ("date_diff('day', day, stamp)", "bigint"),
    ("date_add('day', -7, now())", "timestamp(3) with time zone"),
  ])
  func computesWithTime(expression: String, type: String) throws {
    #expect(try AnalysisFixture.type(expression) == type)
  }

  @Test func writesCoercionsAsCasts() throws {
    let plan = try AnalysisFixture.analyze("SELECT int + big, short = text FROM types").plan
    #expect(
      plan.explained().hasPrefix(
        "Project: CAST(int AS bigint) + big AS _col0, CAST(short AS varchar) = text AS _col1"
      )
    )
  }

  @Test func convertsLiteralsAtOnce() throws {
    let plan = try AnalysisFixture.analyze(
      "SELECT big = 1, double8 > 2, dec < 3, text = 'a' FROM types"
    ).plan
    #expect(
      plan.explained().hasPrefix(
        "Project: big = 1 AS _col0, double8 > 2.0 AS _col1, CAST(dec AS decimal(12,2)) < 3.00 AS _col2, text = 'a' AS _col3"
      )
    )
  }

  @Test func refusesWhatAthenaRefuses() {
    let cases: [(String, QueryError.Code, String)] = [
      ("SELECT ^text = int^ FROM types", .typeMismatch, "cannot apply operator: varchar = integer"),
      ("SELECT ^data < data^ FROM types", .typeMismatch, "cannot apply operator: json < json"),
      ("SELECT ^flag > 1^ FROM types", .typeMismatch, "cannot apply operator: boolean > integer"),
      (
        "SELECT ^stamp IS DISTINCT FROM 'a'^ FROM types", .typeMismatch,
        "cannot apply operator: timestamp(3) IS DISTINCT FROM varchar(1)"
      ),
      ("SELECT ^text + 1^ FROM types", .typeMismatch, "cannot apply operator: varchar + integer"),
      ("SELECT ^text || 1^ FROM types", .typeMismatch, "cannot apply operator: varchar || integer"),
      ("SELECT ^-text^ FROM types", .typeMismatch, "cannot apply operator: - varchar"),
      (
        "SELECT NOT ^int^ FROM types", .typeMismatch,
        "value of logical NOT expression must evaluate to a boolean (actual: integer)"
      ),
      (
        "SELECT 1 FROM types WHERE ^int^", .typeMismatch,
        "WHERE clause must evaluate to a boolean: actual type integer"
      ),
      (
        "SELECT flag AND ^text^ FROM types", .typeMismatch,
        "logical expression term must evaluate to a boolean (actual: varchar)"
      ),
      (
        "SELECT ^int^ LIKE 'a' FROM types", .typeMismatch,
        "left side of LIKE expression must evaluate to a varchar (actual: integer)"
      ),
      (
        "SELECT text LIKE ^1^ FROM types", .typeMismatch,
        "pattern for LIKE expression must evaluate to a varchar (actual: integer)"
      ),
      (
        "SELECT coalesce(text, ^int^) FROM types", .typeMismatch,
        "all COALESCE operands must be of the same type or coercible to a common type, "
          + "found varchar, integer"
      ),
      (
        "SELECT CASE WHEN flag THEN 'a' ELSE ^1^ END FROM types", .typeMismatch,
        "all CASE results must be of the same type or coercible to a common type, "
          + "found varchar(1), integer"
      ),
      (
        "SELECT int IN (1, ^'a'^) FROM types", .typeMismatch,
        "IN value and list items must be the same type: integer, varchar(1)"
      ),
      (
        "SELECT ^text BETWEEN 1 AND 2^ FROM types", .typeMismatch,
        "cannot check if varchar is BETWEEN integer and integer"
      ),
      (
        "SELECT ^CAST(names AS varchar)^ FROM types", .typeMismatch,
        "cannot cast array(varchar) to varchar"
      ),
      ("SELECT CAST(text AS ^string^) FROM types", .typeNotFound, "unknown type: string"),
      (
        "SELECT CAST(text AS ^decimal(40, 2)^) FROM types", .typeNotFound,
        "type decimal is given wrong arguments, expected decimal(precision, scale) with at most 38 digits"
      ),
      (
        "SELECT 1 FROM types ORDER BY ^counts^", .typeMismatch,
        "type map(varchar, bigint) is not orderable, and therefore cannot be used in ORDER BY"
      ),
    ]
    for (sql, code, message) in cases { AnalysisFixture.expectError(sql, code, message) }
  }

  @Test func curesTypeErrorsOfLogQueries() {
    let cases: [(String, String)] = [
      (
        "SELECT 1 FROM logs WHERE ^eventtime > now() - interval '1' day^",
        "eventtime is varchar: wrap it in from_iso8601_timestamp(eventtime), or compare it with text "
          + "such as '2024-01-31T00:00:00Z'"
      ),
      (
        "SELECT 1 FROM logs WHERE ^current_date <= eventtime^",
        "eventtime is varchar: wrap it in from_iso8601_timestamp(eventtime), or compare it with text "
          + "such as '2024-01-31T00:00:00Z'"
      ),
      ("SELECT 1 FROM logs WHERE ^day = 10^", "day is varchar: write '10'"),
      ("SELECT 1 FROM logs WHERE ^day BETWEEN 10 AND 18^", "day is varchar: write '10'"),
      ("SELECT 1 FROM logs WHERE year IN ('2023', ^2024^)", "year is varchar: write '2024'"),
      ("SELECT 1 FROM logs WHERE ^readonly = false^", "readonly is varchar: write 'false'"),
      (
        "SELECT ^eventtime - interval '1' day^ FROM logs",
        "from_iso8601_timestamp(…) makes a timestamp of varchar"
      ),
      ("SELECT ^now() - 7^ FROM logs", "a number of days is written INTERVAL '7' DAY"),
      (
        "SELECT ^stamp > '2024-01-01 00:00:00'^ FROM types", "write TIMESTAMP '2024-01-01 00:00:00'"
      ),
      ("SELECT ^flag = 'true'^ FROM types", "write true without quotes"),
      ("SELECT ^int = '5'^ FROM types", "write 5 without quotes"),
      (
        "SELECT ^json_extract(requestparameters, '$.a') = 'x'^ FROM logs",
        "json_extract_scalar gives text where json_extract gives json"
      ),
    ]
    for (sql, hint) in cases { AnalysisFixture.expectError(sql, .typeMismatch, hint: hint) }
  }
}
