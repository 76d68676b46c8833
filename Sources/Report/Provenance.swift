// SPDX-License-Identifier: Apache-2.0

/// How a report was made, so that it can be made again: what the manifest tells besides the values
/// of the report.
package struct Provenance: Equatable, Sendable {
  /// A file that declares tables.
  package struct Declaration: Equatable, Sendable {
    /// Its name without a folder.
    package var file: String
    package var sql: String

    package init(file: String, sql: String) {
      self.file = file
      self.sql = sql
    }
  }

  /// The folder that stands for an `s3://` address, as it was written.
  package struct Location: Equatable, Sendable {
    package var address: String
    package var folder: String

    package init(address: String, folder: String) {
      self.address = address
      self.folder = folder
    }
  }

  /// What was asked for; nil is not restricted.
  package struct Scope: Equatable, Sendable {
    package var accounts: [String]?
    package var regions: [String]?
    /// `YYYY-MM-DD`.
    package var from: String?
    package var to: String?

    package init(
      accounts: [String]? = nil,
      regions: [String]? = nil,
      from: String? = nil,
      to: String? = nil
    ) {
      self.accounts = accounts
      self.regions = regions
      self.from = from
      self.to = to
    }
  }

  /// How the logs were read, as far as that decides what an answer is.
  package struct Reading: Equatable, Sendable {
    /// What became of whole records in damaged files.
    package var damaged: String
    /// What became of copies of records.
    package var duplicates: String
    /// What the digests said of files whose rows were left out.
    package var excluded: [String]
    /// Sizes beyond which input was refused, by the names of the configuration.
    package var limits: [String: Int]

    package init(
      damaged: String = "",
      duplicates: String = "",
      excluded: [String] = [],
      limits: [String: Int] = [:]
    ) {
      self.damaged = damaged
      self.duplicates = duplicates
      self.excluded = excluded
      self.limits = limits
    }
  }

  /// What is done with secrets in records.
  package enum Secrets: String, CaseIterable, Sendable {
    case mask, show
  }

  /// SHA-256 of the configuration file, in hexadecimal digits.
  package var configurationSum: String
  package var declarations: [Declaration]
  package var locations: [Location]
  package var scope: Scope
  package var reading: Reading
  /// What `now()` said: `2026-10-31T23:59:59.999Z`.
  package var now: String
  package var secrets: Secrets

  package init(
    configurationSum: String = "",
    declarations: [Declaration] = [],
    locations: [Location] = [],
    scope: Scope = Scope(),
    reading: Reading = Reading(),
    now: String = "",
    secrets: Secrets = .mask
  ) {
    self.configurationSum = configurationSum
    self.declarations = declarations
    self.locations = locations
    self.scope = scope
    self.reading = reading
    self.now = now
    self.secrets = secrets
  }
}
