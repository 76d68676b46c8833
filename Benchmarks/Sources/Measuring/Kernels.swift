// SPDX-License-Identifier: Apache-2.0
private import CloudTrail
private import Columns
import Queries
private import Report

/// The steps of a run, each with all steps before it: what a step costs is the difference.
///
/// All read the same files by one thread. So a ratio says how many times a bare inflate a step and
/// those before it cost.
struct Kernels {
  private let tree: LogTree
  private let paths: [String]
  private let summary: (textByteCount: Int, recordCount: Int)
  private let session = Session(nowMicroseconds: 1_791_763_199_999_000)

  /// Takes so many files of a tree, of all sizes alike.
  init(folder: String, files limit: Int) async throws {
    let whole = LogTree(roots: [Text(folder)])
    let chosen = whole.files.sorted { $0.storedByteCount > $1.storedByteCount }
    let step = max(1, chosen.count / max(1, limit))
    let kept = stride(from: step / 2, to: chosen.count, by: step).map {
      whole.location(of: chosen[$0])
    }
    tree = LogTree(roots: kept)
    paths = kept.map(\.string)
    let scan = LogScan(tree, columns: [])
    let evidence = scan.evidence(from: try await Self.read(scan))
    summary = (
      evidence.files.reduce(0) { $0 + $1.inflatedByteCount },
      evidence.files.reduce(0) { $0 + $1.recordCount }
    )
  }

  /// SQL by what it exercises.
  private static let statements: [(name: String, sql: String)] = [
    ("count: count(*)", "SELECT count(*) FROM logs"),
    ("filter: one name", "SELECT eventtime FROM logs WHERE eventname = 'TerminateInstances'"),
    (
      "filter: LIKE over an identity",
      "SELECT eventtime FROM logs WHERE useridentity.arn LIKE '%john.smith%'"
    ),
    (
      "filter: JSON of every record",
      "SELECT count(*) FROM logs WHERE json_extract_scalar(requestparameters, '$.userName') = 'bob'"
    ),
    (
      "group: three columns",
      "SELECT eventsource, eventname, awsregion, count(*) FROM logs GROUP BY 1, 2, 3"
    ),
    (
      "group: access keys, distinct addresses",
      """
      SELECT useridentity.accesskeyid, count(*), count(DISTINCT sourceipaddress), max(eventtime)
      FROM logs GROUP BY 1
      """
    ),
    ("group: every event id", "SELECT count(DISTINCT eventid) FROM logs"),
    (
      "join: two sides of the logs",
      """
      SELECT a.eventname, b.first_event, count(*) FROM logs a JOIN (
        SELECT useridentity.arn AS arn, min(eventtime) AS first_event FROM logs GROUP BY 1
      ) b ON a.useridentity.arn = b.arn GROUP BY 1, 2
      """
    ),
    (
      "sort: every record",
      "SELECT eventtime, eventname, eventid FROM logs ORDER BY eventtime, eventid"
    ),
    (
      "top: newest hundred",
      "SELECT eventtime, eventname, eventid FROM logs ORDER BY eventtime DESC, eventid LIMIT 100"
    ),
  ]

  /// All steps, the bare inflate first; `pack` is compiled and asked together.
  func subjects(_ pack: QueryPack) throws -> [Subject] {
    let questions = try pack.queries.map { try compiled($0.sql) }
    var subjects = [
      subject("inflate") { [paths] in
        let worker = BareInflate()
        for path in paths { _ = try worker.run(path) }
      },
      subject("read: files alone") { [paths] in
        let worker = BareInflate()
        for path in paths { _ = try worker.run(path, inflates: false) }
      },
      subject("scan: records, no column") { [tree] in
        _ = try await Self.read(LogScan(tree, columns: []))
      },
      subject("encode: the columns of the pack") { [tree] in
        let columns = SharedScan(queries: questions).requiredColumns
        _ = try await Self.read(LogScan(tree, columns: columns))
      },
    ]
    for (name, sql) in Self.statements {
      let query = try compiled(sql)
      subjects.append(subject(name) { [tree] in try await Self.ask([query], over: tree) })
    }
    subjects.append(
      subject("pack: \(questions.count) queries") { [tree] in
        try await Self.ask(questions, over: tree)
      }
    )
    return subjects + [try compilation(pack), csv()]
  }

  private func subject(_ name: String, _ run: @escaping () async throws -> Void) -> Subject {
    Subject(
      name: name,
      byteCount: summary.textByteCount,
      rowCount: summary.recordCount,
      run: run
    )
  }

  private func compilation(_ pack: QueryPack) throws -> Subject {
    let texts = pack.queries.map(\.sql)
    return Subject(
      name: "compile: \(texts.count) queries to plans",
      byteCount: texts.reduce(0) { $0 + $1.utf8.count },
      rowCount: texts.count
    ) {
      _ = SharedScan(queries: try texts.map(compiled)).requiredColumns
    }
  }

  /// A hundred thousand rows of nine columns, as a query about events gives them.
  private func csv() -> Subject {
    let cells: [Text?] = [
      "2026-01-14T10:11:12Z", "arn:aws:sts::111122223333:assumed-role/AdminRole/alice@example.com",
      "AuthorizeSecurityGroupIngress", "ec2.amazonaws.com", nil, "eu-central-1", "203.0.113.77",
      #"{"groupId":"sg-0123456789abcdef0","ipPermissions":{"items":[{"ipProtocol":"tcp"}]}}"#,
      "6d9ca19d-2d1c-7483-7004-2cc8127d5e88",
    ].map { $0.map { Text($0) } }
    var line: [UInt8] = []
    AthenaCSV().row(cells, into: &line)
    let rows = 100_000
    return Subject(name: "csv: rows of nine columns", byteCount: rows * line.count, rowCount: rows)
    {
      var output: [UInt8] = []
      for _ in 0..<rows {
        AthenaCSV().row(cells, into: &output)
        if output.count > 1 << 16 { output.removeAll(keepingCapacity: true) }
      }
    }
  }

  private func compiled(_ sql: String) throws(QueryError) -> CompiledQuery {
    guard case .query(let query) = try Parser.parse(sql) else {
      throw QueryError(.notSupported, "expected a query")
    }
    return try Analyzer(catalog: Catalog(tables: EventSchema.tables), session: session)
      .compile(query)
  }

  /// Reads everything and asks nothing.
  private static func read(_ scan: LogScan) async throws -> [LogReader.Findings] {
    try await SharedScan(queries: []).run(over: scan, workers: 1).findings
  }

  private static func ask(_ queries: [CompiledQuery], over tree: LogTree) async throws {
    let scan = SharedScan(queries: queries)
    let logs = LogScan(tree, columns: scan.requiredColumns)
    let result = try await scan.run(over: logs, workers: 1)
    for outcome in result.outcomes { _ = try outcome.get() }
  }
}
