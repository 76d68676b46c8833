// SPDX-License-Identifier: Apache-2.0
import CloudTrail
import Columns
import Foundation
import Queries
import Testing

/// Runs every golden file over the logs of Samples/.
///
/// The expected rows were made by DuckDB (`scripts/golden-answers.py`) or stand in Athena's
/// documentation, which the record's comment names. `UPDATE_GOLDEN=1` writes the plans anew.
@Suite struct GoldenTests {
  @Test(arguments: try GoldenFile.all())
  func answersAsExpected(file: GoldenFile) async throws {
    try await check(file, MemoryBudget())
  }

  /// What queries hold goes to the disk and comes back.
  @Test(arguments: try GoldenFile.all())
  func answersAsExpectedWithLittleMemory(file: GoldenFile) async throws {
    try await check(file, MemoryBudget(limit: 1 << 14))
  }

  private func check(_ file: GoldenFile, _ budget: MemoryBudget) async throws {
    var plans: [Int: [String]] = [:]
    for record in file.records {
      let place = "\(file.path):\(record.line)"
      switch record.kind {
      case .query:
        guard let rows = await rows(of: record.sql, place, budget) else { continue }
        let expected = record.expected
        #expect(
          record.isSorted ? rows.sorted() == expected.sorted() : rows == expected,
          "\(place)\n\(record.sql)\ngot:\n\(rows.joined(separator: "\n"))"
        )
      case .error:
        let error = await #expect(throws: QueryError.self, "\(place)") {
          _ = try await answer(record.sql, budget)
        }
        guard let error else { continue }
        let whole = "\(error.code.rawValue): \(error.message), \(error.hint ?? "")"
        for line in record.expected {
          #expect(whole.contains(line), "\(place): \(whole)")
        }
        if let expected = record.place {
          #expect(error.range.map { $0.start..<$0.end } == expected, "\(place): \(whole)")
        }
      case .plan:
        let plan = try compiled(record.sql).plan.explained()
        let lines = plan.split(separator: "\n").map(String.init)
        if GoldenFile.isUpdating {
          plans[record.line] = lines
        } else {
          #expect(lines == record.expected, "\(place)\n\(plan)")
        }
      }
    }
    try file.rewrite(plans)
  }

  private func compiled(_ sql: String) throws -> CompiledQuery {
    let session = Session(nowMicroseconds: 1_791_763_199_999_000)  // 2026-10-11 23:59:59.999 UTC
    guard case .query(let query) = try Parser.parse(sql) else {
      throw QueryError(.notSupported, "a golden record holds a query")
    }
    return try Analyzer(catalog: Catalog(tables: EventSchema.tables), session: session)
      .compile(query)
  }

  private func answer(_ sql: String, _ budget: MemoryBudget) async throws -> QueryResult {
    let scan = SharedScan(queries: [try compiled(sql)], budget: budget)
    let samples = GoldenFile.folder.appending(path: "../../../Samples").standardized.path
    let tree = LogTree(roots: [Text(samples)])
    let logs = LogScan(tree, columns: scan.requiredColumns)
    return try await scan.run(over: logs, workers: 2).outcomes[0].get()
  }

  private func rows(
    of sql: String,
    _ place: String,
    _ budget: MemoryBudget
  ) async -> [String]? {
    do {
      let result = try await answer(sql, budget)
      return result.rows.map { row in
        zip(row, result.columns).map { value, column in
          guard let text = value.text(as: column.type) else { return "NULL" }
          return text.isEmpty ? "(empty)" : text.string
        }.joined(separator: "\t")
      }
    } catch {
      Issue.record("\(place): \(error)\n\(sql)")
      return nil
    }
  }
}
