// SPDX-License-Identifier: Apache-2.0
import Queries
import Testing

/// Statements with pieces taken out, doubled, swapped and mixed: whatever comes, the parser answers
/// with a tree or an error that has its place in the text.
@Suite struct ParserFuzzTests {
  @Test(arguments: 1...8)
  func survivesBrokenStatements(seed: UInt64) {
    var random = SplitMix(state: seed)
    for _ in 0..<400 {
      let sql = Self.broken(&random)
      let byteCount = sql.utf8.count
      do throws(QueryError) {
        for statement in try Parser.parseScript(sql) {
          #expect(statement.range.start >= 0 && statement.range.end <= byteCount)
          if case .query(let query) = statement { _ = SyntaxPrinter.print(query) }
        }
      } catch {
        let range = error.range ?? SourceRange(-1, -1)
        #expect(range.start >= 0 && range.start <= range.end && range.end <= byteCount, "\(sql)")
        #expect(!error.message.isEmpty)
        _ = QueryDiagnostic(error, file: "x.sql", sql: sql).description
      }
    }
  }

  private static let statements = [
    "WITH a (b, c) AS (SELECT 1, 'x''y'), d AS (TABLE a) SELECT DISTINCT a.*, (b + c) * 2 AS e FROM a",
    "SELECT CASE x WHEN 1 THEN INTERVAL '1' DAY ELSE NULL END FROM t, UNNEST(r) WITH ORDINALITY u (v)",
    "SELECT count(*) FILTER (WHERE a IS NOT NULL) OVER (PARTITION BY b ORDER BY c DESC NULLS FIRST"
      + " ROWS BETWEEN 1 PRECEDING AND UNBOUNDED FOLLOWING) FROM (SELECT 1) q JOIN r USING (k)",
    "SELECT transform(a, x -> x[1].b || '…'), reduce(z, 0, (s, e) -> s + e, s -> s) WHERE a IN (1, 2)",
    "SELECT JSON_VALUE(j, '$.a' RETURNING bigint DEFAULT 0 ON EMPTY), LISTAGG(a, ',') WITHIN GROUP"
      + " (ORDER BY a) FROM t GROUP BY GROUPING SETS ((a, b), ()), ROLLUP (c) HAVING max(d) > ALL"
      + " (VALUES 1, 2)",
    "CREATE EXTERNAL TABLE `t` (a struct<b:array<map<string,int>>, c:string>, d decimal(3,1))"
      + " PARTITIONED BY (e string) ROW FORMAT SERDE 'x' STORED AS INPUTFORMAT 'y' OUTPUTFORMAT 'z'",
    "(SELECT 1 UNION ALL SELECT 2) INTERSECT (SELECT 3) ORDER BY 1 OFFSET 1 ROWS FETCH FIRST ROW ONLY",
    "SELECT TRIM(BOTH 'x' FROM y), SUBSTRING(z FROM 1 FOR 2), POSITION('a' IN b), NORMALIZE(c, NFKD),"
      + " EXTRACT(DAY FROM d), CAST(e AS row(f timestamp(3) with time zone)), U&'\\00e9', X'ff', ?, :n",
    "EXPLAIN (TYPE LOGICAL) SELECT a NOT LIKE 'b' ESCAPE 'c' AND NOT EXISTS (SELECT 1) AT TIME ZONE 'Z'",
    "-- comment\nSHOW COLUMNS IN t; /* another */ DESCRIBE t; MSCK REPAIR TABLE t; DROP VIEW IF EXISTS v",
  ]

  private static func broken(_ random: inout SplitMix) -> String {
    var pieces: [Substring] = []
    for _ in 0...random.next(below: 2) {
      pieces += statements[random.next(below: statements.count)].pieces
    }
    for _ in 0...random.next(below: 6) {
      let place = random.next(below: pieces.count)
      let other = random.next(below: pieces.count)
      switch random.next(below: 5) {
      case 0: pieces.remove(at: place)
      case 1: pieces.insert(pieces[other], at: place)
      case 2: pieces.swapAt(place, other)
      case 3: pieces[place] = pieces[place].dropLast()
      default: pieces = Array(pieces[...place])
      }
      if pieces.isEmpty { return "" }
    }
    return pieces.joined()
  }
}

extension String {
  /// Words, signs and the space between them.
  fileprivate var pieces: [Substring] {
    var pieces: [Substring] = []
    var rest = self[...]
    while !rest.isEmpty {
      let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      let piece = word.isEmpty ? rest.prefix(1) : word
      pieces.append(piece)
      rest = rest.dropFirst(piece.count)
    }
    return pieces
  }
}

/// A small random sequence that is the same everywhere.
private struct SplitMix {
  var state: UInt64

  mutating func next(below bound: Int) -> Int {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
  }
}
