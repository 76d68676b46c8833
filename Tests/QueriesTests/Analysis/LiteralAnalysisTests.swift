// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

@Suite struct LiteralAnalysisTests {
  /// Type and value of the only column of a SELECT without FROM.
  private func literal(_ text: String) throws -> (type: String, value: String) {
    let query = try AnalysisFixture.analyze("SELECT \(text)")
    guard case .project(_, let expressions, _) = query.plan,
      case .literal(let value) = expressions[0].kind
    else { throw QueryError(.genericInternalError, "no literal") }
    let type = query.columns[0].type
    return (type.description, value.text(as: type)?.string ?? "NULL")
  }

  @Test(arguments: [
    ("NULL", "unknown", "NULL"), ("true", "boolean", "true"), ("7", "integer", "7"),
    ("2147483647", "integer", "2147483647"), ("2147483648", "bigint", "2147483648"),
    ("-2147483648", "integer", "-2147483648"),
    ("-9223372036854775808", "bigint", "-9223372036854775808"),
    ("1.50", "decimal(3,2)", "1.50"), ("007.50", "decimal(3,2)", "7.50"),
    (".5", "decimal(1,1)", "0.5"),
    ("5.", "decimal(1,0)", "5"), ("0.0", "decimal(1,1)", "0.0"), ("-1.0", "decimal(2,1)", "-1.0"),
    ("1e3", "double", "1000.0"), ("'abc'", "varchar(3)", "abc"), ("'é'", "varchar(1)", "é"),
    ("X'61 62'", "varbinary", "61 62"), ("DATE '2024-01-31'", "date", "2024-01-31"),
    ("TIMESTAMP '2024-01-31 10:00:00'", "timestamp(0)", "2024-01-31 10:00:00"),
    ("TIMESTAMP '2024-01-31 10:00:00.123456'", "timestamp(6)", "2024-01-31 10:00:00.123456"),
    (
      "TIMESTAMP '2024-01-31 10:00:00.000 UTC'", "timestamp(3) with time zone",
      "2024-01-31 10:00:00.000 UTC"
    ),
    (
      "TIMESTAMP '2024-01-31 10:00:00 +02:00'", "timestamp(0) with time zone",
      "2024-01-31 10:00:00 +02:00"
    ),
    ("TIME '10:11:12.5'", "time(1)", "10:11:12.5"), ("DECIMAL '12.30'", "decimal(4,2)", "12.30"),
    ("CHAR 'abc'", "char(3)", "abc"), ("BIGINT '12'", "bigint", "12"),
    ("DOUBLE '1.5'", "double", "1.5"),
    ("IPADDRESS '10.0.0.1'", "ipaddress", "10.0.0.1"),
    ("INTERVAL '7' DAY", "interval day to second", "7 00:00:00.000"),
    ("INTERVAL -'3' HOUR", "interval day to second", "-0 03:00:00.000"),
    ("INTERVAL '-3' HOUR", "interval day to second", "-0 03:00:00.000"),
    ("INTERVAL '2' WEEK", "interval day to second", "14 00:00:00.000"),
    ("INTERVAL '2 03:04:05.678' DAY TO SECOND", "interval day to second", "2 03:04:05.678"),
    ("INTERVAL '90:30' MINUTE TO SECOND", "interval day to second", "0 01:30:30.000"),
    ("INTERVAL '1.5' SECOND", "interval day to second", "0 00:00:01.500"),
    ("INTERVAL '1-6' YEAR TO MONTH", "interval year to month", "1-6"),
    ("INTERVAL '18' MONTH", "interval year to month", "1-6"),
    ("current_date", "date", "2024-03-31"),
    ("now()", "timestamp(3) with time zone", "2024-03-31 08:09:10.123 UTC"),
    ("current_timestamp", "timestamp(3) with time zone", "2024-03-31 08:09:10.123 UTC"),
    ("current_timestamp(6)", "timestamp(6) with time zone", "2024-03-31 08:09:10.123456 UTC"),
    ("localtimestamp", "timestamp(3)", "2024-03-31 08:09:10.123"),
    ("localtime", "time(3)", "08:09:10.123"),
    ("current_timezone()", "varchar(3)", "UTC"), ("typeof(1.5)", "varchar(12)", "decimal(2,1)"),
  ])
  func takesEveryKind(text: String, type: String, value: String) throws {
    let found = try literal(text)
    #expect(found.type == type)
    #expect(found.value == value)
  }

  @Test(arguments: [
    "SELECT ^99999999999999999999^", "SELECT ^DATE '2024-13-01'^", "SELECT ^TIMESTAMP 'yesterday'^",
    "SELECT ^IPADDRESS '10.0.0'^", "SELECT ^INTERVAL 'x' DAY^", "SELECT ^INTERVAL '1-2' DAY^",
    "SELECT ^INTERVAL '1 2' HOUR TO SECOND^", "SELECT ^1e999^",
    "SELECT ^INTERVAL '99999999999999999999' DAY^",
    "SELECT ^123456789012345678901234567890123456789.0^", "SELECT ^INTERVAL '9999999999' YEAR^",
    "SELECT ^INTERVAL '' DAY^", "SELECT ^DECIMAL 'x'^",
  ])
  func refusesWrongOnes(sql: String) {
    AnalysisFixture.expectError(sql, .invalidLiteral)
  }

  @Test func takesParameters() throws {
    let sql = "SELECT ?, :Account, eventname FROM logs WHERE year = ? LIMIT ?"
    let query = try AnalysisFixture.query(sql)
    let analyzer = Analyzer(
      catalog: AnalysisFixture.catalog,
      session: AnalysisFixture.session,
      parameters: [
        QueryParameter(.bigint(7), .integer), .text("2024"), QueryParameter(.bigint(3), .bigint),
      ],
      namedParameters: ["account": .text("123456789012")]
    )
    let plan = try analyzer.compile(query).plan.explained()
    #expect(
      plan == """
        Project: 7 AS _col0, '123456789012' AS _col1, eventname
        └─ Limit: 3
           └─ Filter: year = '2024'
              └─ Scan: logs (eventname, year)
        """
    )
  }

  @Test func computesConstants() throws {
    func constant(_ sql: String) throws -> QueryParameter {
      guard case .execute(_, let values, _) = try Parser.parse("EXECUTE p USING \(sql)") else {
        throw QueryError(.syntaxError, "no EXECUTE")
      }
      return try Analyzer(catalog: AnalysisFixture.catalog, session: AnalysisFixture.session)
        .constant(values[0])
    }
    #expect(try constant("1 + 2").value == .bigint(3))
    #expect(try constant("lower('A') || 'b'").value == .text("ab"))
    #expect(try constant("current_date - INTERVAL '1' DAY").type == .date)
    for sql in ["eventname", "(SELECT 1)", "random()"] {
      #expect(throws: QueryError.self) { try constant(sql) }
    }
  }

  @Test func refusesParametersWithoutAValue() {
    AnalysisFixture.expectError(
      "SELECT ^?^",
      .invalidParameterUsage,
      "incorrect number of parameters: expected at least 1 but found 0"
    )
    AnalysisFixture.expectError(
      "SELECT ^:account^",
      .invalidParameterUsage,
      "no value was given for the parameter ':account'"
    )
  }
}
