// SPDX-License-Identifier: Apache-2.0
import CloudTrail
import Columns
import Queries
import Report

/// The queries of a published report, asked again over its logs.
struct SecondReading {
  private(set) var discrepancies: [Discrepancy] = []
  /// What could not be asked again, and why.
  private(set) var doubts: [String] = []
  private(set) var sameCount = 0
  private(set) var inputCount = 0

  /// Reads the logs once and compares every file of them and every answer.
  ///
  /// - Parameters:
  ///   - manifest: says what was asked, of which files, and when.
  ///   - sums: of the report's files, by path.
  ///   - logs: the folders now, in the order of those of the manifest.
  ///   - workers: threads that read; nil for one a core.
  ///   - progress: shows how far it is.
  /// - Returns: what was compared, and what differs.
  /// - Throws: where the manifest cannot be carried out, or the run was interrupted.
  static func run(
    _ manifest: PublishedManifest,
    sums: [String: String],
    logs: [String],
    workers: Int?,
    _ progress: Progress
  ) async throws(Failure) -> SecondReading {
    guard logs.count == manifest.roots.count else {
      let roots = manifest.roots.map { "'\($0.text.string)'" }.joined(separator: ", ")
      throw Failure(
        .misused,
        "--logs: the report was made from \(Amount.counted(manifest.roots.count, "folder")), "
          + "\(roots); expected as many, in this order"
      )
    }
    guard let now = Instant(manifest.now),
      let secrets = Provenance.Secrets(rawValue: manifest.secrets)
    else { throw Failure(.failed, "the manifest tells no time for now(), or no rule for secrets") }
    var reading = SecondReading()
    let declarations = try Declarations(
      manifest.declarations.map { (name: $0.file, sql: $0.sql) },
      locations: Self.locations(manifest, logs: logs)
    )
    var limits = ScanLimits()
    for (name, limit) in manifest.reading.limits {
      if let key = LimitKey(rawValue: name) { limits[keyPath: key.limit] = limit }
    }
    if !manifest.reading.excluded.isEmpty {
      reading.doubts.append(
        "the report left out the rows of files that are "
          + manifest.reading.excluded.joined(separator: " or ")
          + "; its digests are not checked here, so that those rows count now"
      )
    }
    let asked = reading.compile(manifest, declarations.catalog, now)
    let tree = LogTree(
      roots: logs.map { Text($0) },
      shown: manifest.roots.map(\.text),
      scope: try Self.scope(manifest.scope),
      fileLimit: limits.fileCount
    )
    let pass = try await SharedPass.run(
      asked.map(\.compiled),
      over: tree,
      hashesFiles: true,
      duplicates: DuplicatePolicy(rawValue: manifest.reading.duplicates) ?? .remove,
      workers: workers,
      limits: limits,
      damaged: DamagedFiles(rawValue: manifest.reading.damaged) ?? .salvage,
      progress
    )
    reading.compareInputs(manifest, pass.evidence)
    for (query, outcome) in zip(asked, pass.outcomes) {
      reading.compare(query.query, outcome, sums, secrets)
    }
    return reading
  }

  private mutating func compile(
    _ manifest: PublishedManifest,
    _ catalog: Catalog,
    _ now: Instant
  ) -> [(query: PublishedManifest.Query, compiled: CompiledQuery)] {
    var asked: [(query: PublishedManifest.Query, compiled: CompiledQuery)] = []
    for query in manifest.queries {
      guard query.csv != nil else {
        doubts.append("query '\(query.id)' had failed, so that there is no answer to compare")
        continue
      }
      var parameters: [String: QueryParameter] = [:]
      var covered: String?
      for (name, parameter) in query.parameters {
        if parameter.value == SecretMask.cover { covered = name }
        parameters[name] = parameter.queryParameter
      }
      do throws(QueryError) {
        let compiled = try Questions.compile(
          query.sql,
          Session(nowMicroseconds: now.microseconds),
          catalog,
          parameters
        )
        if let covered, query.sql.lowercased().contains(":\(covered)") {
          doubts.append("query '\(query.id)' needs the parameter '\(covered)', which is covered")
        } else {
          asked.append((query, compiled))
        }
      } catch {
        doubts.append("query '\(query.id)' cannot be compiled by this version: \(error.message)")
      }
    }
    return asked
  }

  private mutating func compare(
    _ query: PublishedManifest.Query,
    _ outcome: Result<QueryResult, QueryError>,
    _ sums: [String: String],
    _ secrets: Provenance.Secrets
  ) {
    guard let csv = query.csv else { return }
    do throws(QueryError) {
      let result = try outcome.get()
      if try RawAnswer.sum(of: result, secrets) == sums[csv] {
        sameCount += 1
      } else {
        discrepancies.append(
          Discrepancy(
            .answer,
            csv,
            "query '\(query.id)' now has another answer, of "
              + "\(Amount.counted(result.rows.count, "row"))"
              + (query.rows.map { " where there were \($0)" } ?? "")
          )
        )
      }
    } catch {
      discrepancies.append(
        Discrepancy(.answer, csv, "query '\(query.id)' now fails: \(error.message)")
      )
    }
  }

  /// Every file that was read then, and every one that is read now.
  private mutating func compareInputs(_ manifest: PublishedManifest, _ evidence: Evidence) {
    func name(_ root: Int, _ path: Text) -> String {
      (manifest.roots.indices.contains(root) ? manifest.roots[root].text.string + "/" : "")
        + path.string
    }
    var then: [InputName: String?] = [:]
    for input in manifest.inputs {
      then[InputName(root: input.root, path: input.text)] = input.sha256
    }
    for file in evidence.files {
      let key = InputName(root: file.root, path: file.path)
      guard let sum = then.removeValue(forKey: key) else {
        discrepancies.append(
          Discrepancy(.input, name(file.root, file.path), "was not there when the report was made")
        )
        continue
      }
      if sum == file.storedSum?.hexadecimal {
        inputCount += 1
      } else {
        discrepancies.append(
          Discrepancy(
            .input,
            name(file.root, file.path),
            "has SHA-256 \(file.storedSum?.hexadecimal ?? "none"), expected \(sum ?? "none")"
          )
        )
      }
    }
    for input in manifest.inputs
    where then[InputName(root: input.root, path: input.text)] != nil {
      discrepancies.append(Discrepancy(.input, name(input.root, input.text), "is not there now"))
    }
  }

  private static func scope(_ scope: PublishedManifest.Scope) throws(Failure) -> Scope {
    let days = try [scope.from, scope.to].map { text throws(Failure) -> Day? in
      guard let text else { return nil }
      guard let day = Day(text) else {
        throw Failure(.failed, "the manifest's scope: expected YYYY-MM-DD, found '\(text)'")
      }
      return day
    }
    return Scope(accounts: scope.accounts, regions: scope.regions, from: days[0], to: days[1])
  }

  /// Folders below those of the logs are looked for below those that are given now.
  private static func locations(_ manifest: PublishedManifest, logs: [String]) -> TableLocations {
    let roots = zip(manifest.roots, logs).map { root, folder in
      TableLocations.Root(
        path: Files.realPath(folder) ?? Files.absolute(folder),
        shown: root.text.string
      )
    }
    return TableLocations(
      mappings: manifest.locations.map { location in
        let below = roots.first { location.folder.hasPrefix($0.shown) }
        return TableLocations.Mapping(
          address: location.address,
          folder: below.map { $0.path + location.folder.dropFirst($0.shown.count) }
            ?? Files.absolute(location.folder)
        )
      },
      roots: roots
    )
  }
}

private struct InputName: Hashable {
  let root: Int
  let path: Text
}

extension PublishedManifest.Parameter {
  /// The value as a query takes it; nil for one that no configuration can have.
  fileprivate var queryParameter: QueryParameter? {
    if type.hasPrefix("varchar") { return .text(value) }
    if type == "boolean" { return QueryParameter(.boolean(value == "true"), .boolean) }
    return .number(value)
  }
}
