// SPDX-License-Identifier: Apache-2.0
import Queries
import Testing

@Suite struct ParserStatementTests {
  @Test func readsATableWithEveryClause() throws {
    let sql = """
      CREATE EXTERNAL TABLE IF NOT EXISTS `db`.`cloud-trail` (
        `date` string COMMENT 'a''s day', -- a comment
        "type" varchar(10),
        m map<string, array<struct<`a`: int COMMENT 'x', b:decimal(10,2)>>>)
      COMMENT 'logs'
      PARTITIONED BY (region string, `timestamp` string)
      CLUSTERED BY (region) INTO 4 BUCKETS
      ROW FORMAT DELIMITED FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\'
        COLLECTION ITEMS TERMINATED BY ',' MAP KEYS TERMINATED BY ':'
        LINES TERMINATED BY '\\n' NULL DEFINED AS ''
      WITH SERDEPROPERTIES ("a" = "b", 'c'='d')
      STORED AS parquet
      LOCATION 's3://x/'
      TBLPROPERTIES ('projection.enabled'='true')
      """
    guard case .createTable(let table) = try Parser.parse(sql) else {
      Issue.record("not a table")
      return
    }
    #expect(table.name.map(\.name) == ["db", "cloud-trail"])
    #expect(table.ifNotExists)
    #expect(table.columns.map(\.name.name) == ["date", "type", "m"])
    #expect(table.columns[0].comment == "a's day")
    #expect(
      SyntaxPrinter.print(table.columns[2].type)
        == "map(string, array(struct<\"a\":int, b:decimal(10, 2)>))"
    )
    #expect(table.partitionedBy.map(\.name.key) == ["region", "timestamp"])
    #expect(
      table.delimiters.map(\.key) == [
        "fields terminated by", "escaped by", "collection items terminated by",
        "map keys terminated by", "lines terminated by", "null defined as",
      ]
    )
    #expect(table.serdeProperties.map(\.value) == ["b", "d"])
    #expect(table.format == "PARQUET")
    #expect(table.properties.map(\.key) == ["projection.enabled"])
    #expect(table.range == SourceRange(0, sql.utf8.count))
  }

  @Test(arguments: [
    ("CREATE DATABASE IF NOT EXISTS cloudtrail", "createDatabase"),
    ("create schema a LOCATION 's3://x'", "createDatabase"),
    ("CREATE OR REPLACE VIEW v AS SELECT 1", "createView"),
    ("CREATE VIEW v AS WITH a AS (SELECT 1) SELECT * FROM a;", "createView"),
    ("DROP TABLE IF EXISTS `a`", "drop"),
    ("DROP VIEW a.b", "drop"),
    ("DROP DATABASE a CASCADE", "drop"),
    ("SHOW TABLES", "show"),
    ("SHOW TABLES IN db 'x*'", "show"),
    ("SHOW DATABASES LIKE 'x*'", "show"),
    ("SHOW COLUMNS FROM t IN db", "show"),
    ("SHOW CREATE TABLE db.t", "show"),
    ("SHOW PARTITIONS t", "show"),
    ("SHOW TBLPROPERTIES t('a')", "show"),
    ("SHOW FUNCTIONS", "show"),
    ("DESCRIBE EXTENDED db.t", "describe"),
    ("DESC t", "describe"),
    ("DESCRIBE INPUT s", "describe"),
    (
      "ALTER TABLE t ADD IF NOT EXISTS PARTITION (year='2023', `date`=1) LOCATION 's3://x'"
        + " PARTITION (year='2024')", "addPartitions"
    ),
    ("MSCK REPAIR TABLE t", "repairTable"),
    ("PREPARE s FROM SELECT * FROM t WHERE a = ?", "prepare"),
    ("EXECUTE s USING 1, 'x'", "execute"),
    ("DEALLOCATE PREPARE s", "deallocate"),
    ("EXPLAIN (TYPE LOGICAL, FORMAT TEXT) SELECT 1", "explain"),
    ("EXPLAIN ANALYZE VERBOSE SELECT 1", "explain"),
    ("EXPLAIN (SELECT 1)", "explain"),
    ("WITH a AS (SELECT 1) TABLE a", "query"),
  ])
  func reads(sql: String, kind: String) throws {
    let statement = try Parser.parse(sql)
    #expect(String(describing: statement).hasPrefix(kind + "("))
    #expect(statement.range.start == 0)
    #expect(statement.range.end == sql.utf8.count - (sql.hasSuffix(";") ? 1 : 0))
  }

  @Test(arguments: [
    "INSERT INTO t SELECT 1", "UPDATE t SET a = 1", "DELETE FROM t", "MERGE INTO t USING u",
    "UNLOAD (SELECT 1) TO 's3://x'", "CREATE TABLE t AS SELECT 1", "CREATE TABLE t (a int)",
    "TRUNCATE TABLE t", "OPTIMIZE t", "VACUUM t", "GRANT SELECT ON t TO x", "USE db",
    "SET SESSION a = 1", "CALL f()", "ALTER TABLE t DROP PARTITION (a = 1)",
    "CREATE EXTERNAL TABLE t AS SELECT 1", "EXPLAIN INSERT INTO t SELECT 1",
  ])
  func refusesWhatWrites(sql: String) {
    let error = #expect(throws: QueryError.self) { try Parser.parse(sql) }
    #expect(error?.code == .notSupported)
    #expect(error?.hint == "the tool only reads")
  }

  @Test(arguments: [
    ("WITH RECURSIVE a (n) AS (SELECT 1) SELECT * FROM a", "WITH RECURSIVE is not supported"),
    ("SELECT * FROM t TABLESAMPLE BERNOULLI (10)", "TABLESAMPLE is not supported"),
    ("SELECT * FROM t x TABLESAMPLE SYSTEM (10)", "TABLESAMPLE is not supported"),
    (
      "SELECT * FROM t MATCH_RECOGNIZE (PATTERN (A+ $) DEFINE A AS true)",
      "MATCH_RECOGNIZE is not supported"
    ),
    ("SELECT * FROM TABLE(f(1))", "table functions are not supported"),
    ("SELECT * FROM JSON_TABLE(a, '$' COLUMNS (b int))", "JSON_TABLE is not supported"),
    (
      "SELECT * FROM t FOR TIMESTAMP AS OF now()",
      "a table as of another time is not supported"
    ),
    ("SELECT db.f(1)", "functions of a schema are not supported"),
  ])
  func refusesByName(sql: String, message: String) {
    let error = #expect(throws: QueryError.self) { try Parser.parse(sql) }
    #expect(error?.code == .notSupported)
    #expect(error?.message == message)
  }

  @Test func readsScripts() throws {
    let script = "SELECT ?; ;\n-- two\nSELECT ?, ?;\n"
    let statements = try Parser.parseScript(script)
    #expect(statements.count == 2)
    #expect(statements.map { $0.range } == [SourceRange(0, 8), SourceRange(19, 30)])
    #expect(try Parser.parseScript(" -- nothing\n").isEmpty)
    #expect(throws: QueryError.self) { try Parser.parseScript("SELECT 1 SELECT 2") }
  }

  @Test func keepsTheOptionsOfExplain() throws {
    guard case .explain(let explain) = try Parser.parse("EXPLAIN (TYPE VALIDATE) SELECT 1") else {
      Issue.record("not EXPLAIN")
      return
    }
    #expect(explain.options == ["type": "validate"])
    #expect(!explain.isAnalyze)
  }
}
