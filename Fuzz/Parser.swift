// SPDX-License-Identifier: Apache-2.0
import Queries

/// Any bytes as SQL text: statements, or an error whose place lies within the text.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let sql = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  do throws(QueryError) {
    _ = try Parser.parseScript(sql)
  } catch {
    precondition((error.range?.end ?? 0) <= sql.utf8.count, "an error behind the text")
    precondition(!error.message.isEmpty, "an error without a message")
  }
  return 0
}
