// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

@Suite struct FunctionAnalysisTests {
  @Test func everySignatureFollowsTheGrammar() {
    #expect(FunctionCatalogue.malformedSignatures == [])
    #expect(FunctionCatalogue.scalars.count > 50)
    #expect(FunctionCatalogue.aggregates.count > 10)
  }

  @Test(arguments: [
    ("lower(text)", "lower(text)"), ("LOWER(short)", "lower(short)"),
    ("substr(text, 1, int)", "substring(text, 1, CAST(int AS bigint))"),
    ("concat(text, 'a', short)", "concat(text, 'a', short)"),
    ("text || 'a' || 'b' || short", "concat(text, 'a', 'b', short)"),
    ("json_extract_scalar(text, '$.a')", "json_extract_scalar(text, '$.a')"),
    ("json_extract_scalar(data, '$.a')", "json_extract_scalar(data, '$.a')"),
    ("text || NULL", "concat(text, NULL)"), ("NULL || 'a'", "concat(NULL, 'a')"),
    ("split_part(text, '/', 2)", "split_part(text, '/', 2)"),
    ("year(day)", "year(day)"), ("year(stamp)", "year(stamp)"),
    ("date_diff('day', day, stamp)", "date_diff('day', CAST(day AS timestamp(3)), stamp)"),
    ("position('a' IN text)", "strpos(text, 'a')"),
    (
      "json_value(text, 'lax $.a' RETURNING bigint NULL ON ERROR)",
      "TRY_CAST(json_value(text, 'lax $.a', 'null on error') AS bigint)"
    ),
  ])
  func choosesTheOverloadWithTheFewestCoercions(call: String, bound: String) throws {
    let plan = try AnalysisFixture.analyze("SELECT \(call) AS x FROM types").plan.explained()
    #expect(plan.hasPrefix("Project: \(bound) AS x\n"))
  }

  @Test(arguments: [
    ("max(int)", "integer"), ("sum(int)", "bigint"), ("avg(big)", "double"), ("count(*)", "bigint"),
    ("sum(dec)", "decimal(38,2)"), ("array_agg(text)", "array(varchar)"),
    ("max_by(text, stamp)", "varchar"),
    ("count_if(flag)", "bigint"), ("approx_distinct(text)", "bigint"), ("arbitrary(day)", "date"),
    ("max_by(text, stamp, 3)", "array(varchar)"),
  ])
  func typesAggregates(call: String, type: String) throws {
    #expect(try AnalysisFixture.type(call) == type)
  }

  @Test func saysWhichFunctionWasMeant() {
    let cases: [(String, String, String?)] = [
      (
        "SELECT ^lowwer^(eventname) FROM logs", "function 'lowwer' not registered",
        "did you mean 'lower'?"
      ),
      ("SELECT ^len^(eventname) FROM logs", "function 'len' not registered", "use length(a)"),
      (
        "SELECT ^get_json_object^(requestparameters, '$.a') FROM logs",
        "function 'get_json_object' not registered", "use json_extract_scalar(text, '$.key')"
      ),
      (
        "SELECT ^collect_set^(eventname) FROM logs", "function 'collect_set' not registered",
        "use array_agg(DISTINCT x)"
      ),
      (
        "SELECT ^lower(1)^",
        "unexpected parameters (integer) for function lower. Expected: lower(varchar)",
        nil
      ),
      (
        "SELECT ^sum(eventname)^ FROM logs",
        "unexpected parameters (varchar) for function sum. Expected: sum(bigint), sum(double), "
          + "sum(real), sum(decimal), sum(interval day to second), sum(interval year to month)", nil
      ),
      (
        "SELECT ^count(DISTINCT eventname, eventtime)^ FROM logs", "count takes one argument",
        "count(DISTINCT ROW(a, b)) counts pairs"
      ),
    ]
    for (sql, message, hint) in cases {
      AnalysisFixture.expectError(sql, .functionNotFound, message, hint: hint)
    }
  }

  @Test func curesWrongArguments() {
    let cases = [
      (
        "SELECT ^element_at(requestparameters, 'bucketName')^ FROM logs",
        "where a column holds JSON as text, use json_extract_scalar(…, '$.bucketName')"
      ),
      (
        "SELECT ^date_diff('day', eventtime, now())^ FROM logs",
        "from_iso8601_timestamp(…) makes a timestamp of varchar"
      ),
      (
        "SELECT ^lower(json_extract(requestparameters, '$.a'))^ FROM logs",
        "json_format(…) or json_extract_scalar(…) gives text"
      ),
      (
        "SELECT ^cardinality(requestparameters)^ FROM logs",
        "split(…, ',') or CAST(json_parse(…) AS array(varchar)) makes an array"
      ),
      ("SELECT ^abs(eventtime)^ FROM logs", "CAST(… AS bigint) makes a number of varchar"),
      ("SELECT ^upper(1)^", "CAST(… AS varchar) makes text"),
    ]
    for (sql, hint) in cases {
      AnalysisFixture.expectError(sql, .functionNotFound, hint: hint)
    }
  }

  @Test func refusesWrongUse() {
    AnalysisFixture.expectError(
      "SELECT ^concat('a')^",
      .invalidArguments,
      "there must be two or more concatenation arguments"
    )
    AnalysisFixture.expectError("SELECT ^coalesce(1)^", .invalidArguments)
    AnalysisFixture.expectError("SELECT ^lower(DISTINCT eventname)^ FROM logs", .typeMismatch)
    AnalysisFixture.expectError("SELECT ^x -> 1^", .typeMismatch)
    AnalysisFixture.expectError("SELECT lower(^eventnam^) FROM logs", .columnNotFound)
  }

  @Test func findsWrongConstantsBeforeTheRun() throws {
    AnalysisFixture.expectError(
      "SELECT json_extract_scalar(requestparameters, ^'$.x-amz'^) FROM logs",
      .invalidFunctionArgument
    )
    AnalysisFixture.expectError(
      "SELECT regexp_like(eventname, ^'('^) FROM logs",
      .invalidFunctionArgument
    )
    // TRY answers for it.
    _ = try AnalysisFixture.analyze("SELECT try(regexp_like(eventname, '(')) FROM logs")
  }
}
