// SPDX-License-Identifier: Apache-2.0
package import CloudTrail
package import Columns
package import Queries
package import Report

/// What one report is made from and how, as `docs/configuration.md` describes it.
///
/// Every path is ready to be opened: relative ones were resolved against the folder of the file.
package struct Configuration: Equatable, Sendable {
  /// The configuration file, as the user named it.
  package var file: String
  package var title: String
  package var organization: String?
  package var logs: [LogRoot]
  package var scope: Scope
  /// Whether copies of records are left out.
  package var duplicates: DuplicatePolicy
  /// What ought to be logged.
  package var expected: ExpectedSources
  /// Names for people, by account id.
  package var accountNames: [String: String]
  /// Files of DDL to carry out before any query is read.
  package var tables: [ConfiguredPath]
  /// What folders stand for the `s3://` addresses of declared tables.
  package var locations: [ConfiguredLocation]
  /// Folders of query files, or single ones.
  package var packs: [ConfiguredPath]
  /// Queries that stand in the configuration itself.
  package var queries: [AuditQuery]
  /// The values of `:name`, by name in lower case.
  package var parameters: [String: QueryParameter]
  /// Those of single queries, by the query's name; they go before the common ones.
  package var queryParameters: [String: [String: QueryParameter]]
  /// How many pages a kind of entities has at most, where that is set; the rest is in a CSV.
  package var entityPages: [EntityKind: Int]
  /// How the logs are held against CloudTrail's digests; nil where they are not.
  package var integrity: IntegrityOptions?
  package var templates: String
  package var output: String
  /// Rows of a table on one page.
  package var pageSize: Int
  /// Threads that read; nil for one a core.
  package var workers: Int?
  /// Sizes beyond which input is refused.
  package var limits: ScanLimits
  /// What becomes of whole records in damaged files.
  package var damaged: DamagedFiles
  /// Bytes that the rows the queries hold may take in memory.
  package var memoryLimit: Int
  /// What is done with secrets in records.
  package var secrets: Provenance.Secrets
  /// What signs a report; nil for nothing.
  package var signing: Signing?
  /// What `now()` says, in microseconds since 1970-01-01; nil for the end of the period.
  package var nowMicroseconds: Int64?
  /// SHA-256 of the configuration file.
  package var sum: String

  package static let defaultPageSize = 500

  /// The values of `:name` in one query.
  func parameters(of query: String) -> [String: QueryParameter] {
    parameters.merging(queryParameters[query] ?? [:]) { $1 }
  }
}

/// Where it is told what ought to be logged; nil and empty where it is not.
package struct ExpectedSources: Equatable, Sendable {
  /// Account ids as they are, or the files that list them.
  package var accounts: [String]?
  package var accountFiles: [String] = []
  package var regions: [String]?
  package var trailFiles: [String] = []
  package var selectorFiles: [String] = []
}

/// A path of the configuration, with the place it is written at.
package struct ConfiguredPath: Equatable, Sendable {
  /// Ready to be opened.
  package var path: String
  package var position: JSONPosition
}

/// A folder that stands for an `s3://` address.
package struct ConfiguredLocation: Equatable, Sendable {
  package var mapping: TableLocations.Mapping
  /// The folder as the user wrote it.
  package var written: String
}

/// The program and the private key that sign a report.
package struct Signing: Equatable, Sendable {
  package enum Tool: String, CaseIterable, Sendable {
    case ssh, openssl
  }

  package var tool: Tool
  /// Ready to be opened.
  package var key: String
}

/// A folder with logs.
package struct LogRoot: Equatable, Sendable {
  /// Ready to be opened.
  package var path: String
  /// As the user wrote it: what pages show, the same wherever the run was started.
  package var written: String
}

/// How logs are held against digests.
package struct IntegrityOptions: Equatable, Sendable {
  /// Files of public keys.
  package var publicKeys: [WrittenPath]
  /// Signatures that were fetched: files, or folders of them.
  package var signatures: [WrittenPath]
  /// Verdicts whose files' rows are left out.
  package var excluded: Set<FileVerdict>
}

/// A file or folder that pages name.
package struct WrittenPath: Equatable, Sendable {
  /// Ready to be opened.
  package var path: String
  /// As the user wrote it.
  package var written: String
}
