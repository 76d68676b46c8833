// SPDX-License-Identifier: Apache-2.0
private import Columns
package import Queries

extension Publisher {
  /// Writes the CSV of every query that was answered, as Athena writes it and named as in a report,
  /// and puts the folder in the place of the one that an earlier run left.
  ///
  /// - Parameters:
  ///   - answers: by the queries' identities, in their order.
  ///   - secrets: what is done with secrets in them.
  ///   - workers: how many threads write a large one.
  /// - Returns: the path of the folder.
  /// - Throws: `ReportError` where a file cannot be written; earlier answers are then as they were.
  package func write(
    answers: [(id: String, outcome: Result<QueryResult, QueryError>)],
    secrets: Provenance.Secrets,
    workers: Int = 1
  ) throws(ReportError) -> String {
    let folder = "\(output)/\(Self.answersName)"
    let staged = "\(output)/\(ReportName.stagingPrefix)\(Self.answersName)"
    try FileSystem.makeFolder(staged)
    do throws(ReportError) {
      let slugs = QueryAnswer.slugs(for: answers.map(\.id))
      for (answer, slug) in zip(answers, slugs) {
        guard case .success(let result) = answer.outcome else { continue }
        try Self.write(result, secrets, to: "\(staged)/\(slug).raw.csv", workers)
      }
      if FileSystem.exists(folder) { try FileSystem.remove(folder) }
      try FileSystem.rename(staged, to: folder)
    } catch {
      try? FileSystem.remove(staged)
      throw error
    }
    return folder
  }

  private static func write(
    _ result: QueryResult,
    _ secrets: Provenance.Secrets,
    to path: String,
    _ workers: Int
  ) throws(ReportError) {
    try ReportError.checkCancellation(at: path)
    var form = AthenaCSV()
    var writer = try FileWriter(path: path, isHashed: false)
    form.header(result.columns.map { Text($0.name) }, into: &writer.buffer)
    var cover = CellCover(result.columns, secrets)
    try form.rows(of: result, &cover, to: &writer, workers: workers)
    _ = try writer.finish()
  }

  private static let answersName = "answers"
}
