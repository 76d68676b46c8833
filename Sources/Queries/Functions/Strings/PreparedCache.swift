// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Things made of an argument (patterns, paths), kept for the values that come again.
///
/// One worker owns a cache. It forgets everything when it is full: a column of patterns has a few
/// or very many.
final class PreparedCache<Prepared> {
  private static var capacity: Int { 64 }

  private let prepare: (Value) throws(QueryError) -> Prepared
  private var prepared: [Value: Prepared] = [:]

  init(_ prepare: @escaping (Value) throws(QueryError) -> Prepared) {
    self.prepare = prepare
  }

  func value(for argument: Value) throws(QueryError) -> Prepared {
    if let known = prepared[argument] { return known }
    let new = try prepare(argument)
    if prepared.count >= Self.capacity { prepared.removeAll() }
    prepared[argument] = new
    return new
  }
}
