// SPDX-License-Identifier: Apache-2.0
package import Columns
import FoundationEssentials

/// `manifest.json` as it was published.
package struct PublishedManifest: Decodable, Sendable {
  package struct Scope: Decodable, Sendable {
    package let accounts: [String]?
    package let regions: [String]?
    package let from: String?
    package let to: String?
  }

  package struct Reading: Decodable, Sendable {
    package let damaged: String
    package let duplicates: String
    package let excluded: [String]
    package let limits: [String: Int]
  }

  package struct Declaration: Decodable, Sendable {
    package let file: String
    package let sha256: String
    package let sql: String
  }

  package struct Location: Decodable, Sendable {
    package let address: String
    package let folder: String
  }

  package struct Parameter: Decodable, Sendable {
    /// As SQL writes it.
    package let type: String
    package let value: String
  }

  package struct Query: Decodable, Sendable {
    package let id: String
    package let outcome: String
    package let rows: Int?
    /// Absent for a query that failed.
    package let csv: String?
    package let sha256: String
    package let sql: String
    package let parameters: [String: Parameter]
  }

  package struct Root: Decodable, Sendable {
    let path: String?
    let pathBase64: Data?

    package var text: Text { PublishedManifest.text(path, pathBase64) }
  }

  package struct Input: Decodable, Sendable {
    let path: String?
    let pathBase64: Data?
    package let root: Int
    package let sha256: String?

    package var text: Text { PublishedManifest.text(path, pathBase64) }
  }

  package struct Output: Decodable, Sendable {
    package let path: String
    package let sha256: String
  }

  package let format: Int
  package let generator: String
  package let version: String
  package let identifier: String
  package let scope: Scope
  package let reading: Reading
  package let now: String
  package let secrets: String
  package let declarations: [Declaration]
  package let locations: [Location]
  package let queries: [Query]
  package let roots: [Root]
  package let inputs: [Input]
  package let outputs: [Output]

  init(_ bytes: [UInt8]) throws(ReportError) {
    do {
      self = try JSONDecoder().decode(Self.self, from: Data(bytes))
    } catch {
      throw ReportError(
        .input,
        path: ManifestWriter.fileName,
        "is not JSON of the form that docs/manifest.schema.json describes"
      )
    }
    guard generator == ReportSummary.generatorName, format == ManifestWriter.format else {
      throw ReportError(
        .input,
        path: ManifestWriter.fileName,
        "has format \(format) of '\(generator)', expected format \(ManifestWriter.format) of "
          + "'\(ReportSummary.generatorName)'"
      )
    }
  }

  /// A path as bytes, which has one of two forms.
  private static func text(_ path: String?, _ bytes: Data?) -> Text {
    Text(bytes: path.map { Array($0.utf8) } ?? Array(bytes ?? Data()))
  }

  /// Where the manifest contradicts itself or the sums.
  func faults(against sums: [(path: String, sum: String)]) -> [String] {
    var faults: [String] = []
    for query in queries where ContentSum.hexadecimal(of: query.sql) != query.sha256 {
      faults.append("the SQL of query '\(query.id)' does not have the hash beside it")
    }
    for declaration in declarations
    where ContentSum.hexadecimal(of: declaration.sql) != declaration.sha256 {
      faults.append("the SQL of '\(declaration.file)' does not have the hash beside it")
    }
    let listed = Dictionary(sums.map { ($0.path, $0.sum) }) { first, _ in first }
    var told: Set<String> = [ManifestWriter.fileName]
    for output in outputs {
      if !told.insert(output.path).inserted {
        faults.append("names the file '\(output.path)' twice")
      } else if listed[output.path] != output.sha256 {
        faults.append("gives '\(output.path)' another hash than \(StagedReport.sumsName)")
      }
    }
    for (path, _) in sums where !told.contains(path) {
      faults.append("does not name the file '\(path)'")
    }
    for query in queries {
      if let csv = query.csv, !told.contains(csv) {
        faults.append("does not name the rows of query '\(query.id)'")
      }
    }
    return faults
  }
}
