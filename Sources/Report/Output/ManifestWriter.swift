// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries

/// Writes `manifest.json`: what a report was made from, and every file it is made of.
///
/// It is written after all other files but `SHA256SUMS`, which covers it. A line each for a query, an
/// input and an output, written as they come: memory stays flat. `docs/manifest.schema.json` says what
/// the names mean.
struct ManifestWriter {
  let site: Site
  /// The files of the report so far.
  let outputs: [ReportFile]

  static let fileName = "manifest.json"
  /// Raised when a name changes its meaning.
  static let format = 1

  private var provenance: Provenance { site.input.provenance }

  func write(to file: inout FileWriter) throws(ReportError) {
    var manifest = JSONObject(separator: ",\n")
    file.buffer.raw("{\n")
    addHead(&manifest, &file.buffer)
    try manifest.add("declarations", provenance.declarations, to: &file) {
      declaration,
      object,
      buffer in
      object.add("file", declaration.file, to: &buffer)
      object.add("sha256", ContentSum.hexadecimal(of: declaration.sql), to: &buffer)
      object.add("sql", declaration.sql, to: &buffer)
    }
    try manifest.add("locations", provenance.locations, to: &file) { location, object, buffer in
      object.add("address", location.address, to: &buffer)
      object.add("folder", location.folder, to: &buffer)
    }
    try manifest.add("queries", site.answers, to: &file) { answer, object, buffer in
      add(answer, &object, &buffer)
    }
    try addInput(&manifest, &file)
    try manifest.add("outputs", outputs, to: &file) { output, object, buffer in
      object.add("path", output.path, to: &buffer)
      object.add("bytes", output.byteCount, to: &buffer)
      object.add("sha256", output.digest, to: &buffer)
    }
    file.buffer.raw("\n}\n")
  }

  private func addHead(_ manifest: inout JSONObject, _ buffer: inout [UInt8]) {
    manifest.add("format", Self.format, to: &buffer)
    manifest.add("generator", ReportSummary.generatorName, to: &buffer)
    manifest.add("version", site.input.toolVersion, to: &buffer)
    manifest.add("identifier", site.input.identifier, to: &buffer)
    manifest.add("configuration", to: &buffer) { object, buffer in
      object.add("sha256", provenance.configurationSum, to: &buffer)
    }
    manifest.add("scope", to: &buffer) { object, buffer in
      let scope = provenance.scope
      if let accounts = scope.accounts { object.add("accounts", accounts, to: &buffer) }
      if let regions = scope.regions { object.add("regions", regions, to: &buffer) }
      if let from = scope.from { object.add("from", from, to: &buffer) }
      if let to = scope.to { object.add("to", to, to: &buffer) }
    }
    manifest.add("reading", to: &buffer) { object, buffer in
      object.add("damaged", provenance.reading.damaged, to: &buffer)
      object.add("duplicates", provenance.reading.duplicates, to: &buffer)
      object.add("excluded", provenance.reading.excluded, to: &buffer)
      object.add("limits", to: &buffer) { object, buffer in
        for (name, limit) in provenance.reading.limits.sorted(by: { $0.key < $1.key }) {
          object.add(name, limit, to: &buffer)
        }
      }
    }
    manifest.add("now", provenance.now, to: &buffer)
    manifest.add("secrets", provenance.secrets.rawValue, to: &buffer)
  }

  private func add(
    _ answer: QueryAnswer,
    _ object: inout JSONObject,
    _ buffer: inout [UInt8]
  ) {
    let query = answer.query
    object.add("id", query.id, to: &buffer)
    object.add("outcome", answer.finding.className, to: &buffer)
    if answer.result != nil {
      object.add("rows", answer.rowCount, to: &buffer)
      object.add("csv", Attachment.rawPath(answer.slug), to: &buffer)
    }
    object.add("sha256", ContentSum.hexadecimal(of: query.sql), to: &buffer)
    object.add("sql", query.sql, to: &buffer)
    object.add("parameters", to: &buffer) { object, buffer in
      for parameter in query.parameters {
        let isSecret =
          provenance.secrets == .mask && SecretMask.isSecretName(Array(parameter.name.utf8)[...])
        object.add(parameter.name, to: &buffer) { object, buffer in
          object.add("type", parameter.type, to: &buffer)
          object.add("value", isSecret ? SecretMask.cover : parameter.value, to: &buffer)
        }
      }
    }
  }

  private func addInput(
    _ manifest: inout JSONObject,
    _ file: inout FileWriter
  ) throws(ReportError) {
    let evidence = site.input.evidence
    try manifest.add("roots", evidence.roots, to: &file) { root, object, buffer in
      object.add(path: root, to: &buffer)
    }
    try manifest.add("inputs", evidence.files, to: &file) { input, object, buffer in
      object.add(path: input.path, to: &buffer)
      object.add("root", input.root, to: &buffer)
      object.add("bytes", input.storedByteCount, to: &buffer)
      if let sum = input.storedSum { object.add("sha256", sum.hexadecimal, to: &buffer) }
      object.add("inflatedBytes", input.inflatedByteCount, to: &buffer)
      if let sum = input.textHash { object.add("inflatedSHA256", sum, to: &buffer) }
      object.add("records", input.recordCount, to: &buffer)
      object.add("verdict", input.issue?.kind.rawValue ?? "read", to: &buffer)
      if let verdict = input.verdict { object.add("digest", verdict.rawValue, to: &buffer) }
    }
    try manifest.add("notListed", evidence.unlisted, to: &file) { issue, object, buffer in
      object.add(path: issue.path, to: &buffer)
      object.add("verdict", issue.kind.rawValue, to: &buffer)
    }
    try manifest.add("notRead", evidence.skipped, to: &file) { skipped, object, buffer in
      object.add("kind", skipped.kind, to: &buffer)
      object.add("files", skipped.fileCount, to: &buffer)
      object.add("bytes", skipped.byteCount, to: &buffer)
    }
  }
}
