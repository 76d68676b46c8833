// SPDX-License-Identifier: Apache-2.0
import CloudTrail
import Queries

/// Any bytes as a script of SQL: declarations are carried out, questions are planned; or an error.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let sql = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  do throws(QueryError) {
    try carryOut(sql)
  } catch {
    precondition(error.code != .genericInternalError, "an error of our own: \(error.message)")
  }
  return 0
}

private func carryOut(_ sql: String) throws(QueryError) {
  // 2026-10-11 23:59:59.999 UTC
  let session = Session(nowMicroseconds: 1_791_763_199_999_000)
  var catalog = Catalog(tables: EventSchema.tables)
  for statement in try Parser.parseScript(sql) {
    if case .query(let query) = statement {
      _ = try Analyzer(catalog: catalog, session: session).compile(query).plan.explained()
    } else {
      _ = try catalog.apply(statement, text: sql) { query, catalog throws(QueryError) in
        _ = try Analyzer(catalog: catalog, session: session).compile(query)
      }
    }
  }
}
