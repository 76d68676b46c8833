// SPDX-License-Identifier: Apache-2.0
import Columns
private import Crypto
package import Queries

/// The answer of a query as its raw CSV has it, without a report around it.
package enum RawAnswer {
  /// The SHA-256 that `SHA256SUMS` names for the file of a result.
  package static func sum(
    of result: QueryResult,
    _ secrets: Provenance.Secrets
  ) throws(QueryError) -> String {
    let form = AthenaCSV()
    var cover = CellCover(result.columns, secrets)
    var hash = SHA256()
    var buffer: [UInt8] = []
    form.header(result.columns.map { Text($0.name) }, into: &buffer)
    try result.forEachRow { cells throws(QueryError) in
      form.row(&cells, &cover, into: &buffer)
      if buffer.count > 1 << 16 {
        hash.update(data: buffer)
        buffer.removeAll(keepingCapacity: true)
      }
    } failure: {
      $0
    }
    hash.update(data: buffer)
    return Slug.hexadecimal(hash.finalize())
  }
}
