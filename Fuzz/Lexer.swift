// SPDX-License-Identifier: Apache-2.0
import Queries

/// Any bytes as SQL text: tokens that follow one another within the text.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let sql = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  var end = 0
  for token in Lexer.tokens(of: sql) {
    precondition(token.range.start >= end, "a token begins inside the one before it")
    precondition(token.range.end >= token.range.start, "a token ends before it begins")
    end = token.range.end
  }
  precondition(end <= sql.utf8.count, "a token ends behind the text")
  return 0
}
