// SPDX-License-Identifier: Apache-2.0
import CloudTrail
import Columns

/// Reads what digests are checked with: keys, and signatures that were fetched.
enum IntegrityMeans {
  /// A file or folder, and how the user wrote it.
  typealias Source = (path: String, written: String)

  /// No file of keys or signatures comes near it.
  private static let sizeLimit = 256 << 20

  /// What a configuration asks for; nil where it does not.
  static func read(_ configuration: Configuration) throws(Failure) -> DigestCheck.Means? {
    guard let options = configuration.integrity else { return nil }
    var means = try read(
      publicKeys: options.publicKeys.map { ($0.path, $0.written) },
      signatures: options.signatures.map { ($0.path, $0.written) }
    )
    means.excluded = options.excluded
    let scope = configuration.scope
    means.period = DeliveryPeriod(
      from: scope.from.map { $0.dayNumber * 86_400 },
      to: scope.to.map { ($0.dayNumber + 1) * 86_400 }
    )
    return means
  }

  /// Reads key files and signatures: `*.head.json`, tables ending in `.csv`, or folders of both.
  ///
  /// - Throws: for a file that cannot be read or is something else.
  static func read(
    publicKeys: [Source],
    signatures: [Source]
  ) throws(Failure) -> DigestCheck.Means {
    var means = DigestCheck.Means()
    var problems: [Diagnostic] = []
    var files: [(path: Text, content: [UInt8])] = []
    for source in publicKeys {
      do throws(Failure) {
        let content = try content(of: source)
        // Each by itself, so that the message names the file.
        try named(source) { () throws(DigestProblem) in
          _ = try PublicKeys(files: [(Text(source.written), content)])
        }
        files.append((Text(source.written), content))
      } catch {
        problems += error.diagnostics
      }
    }
    for source in signatures {
      do throws(Failure) {
        try add(source, to: &means.signatures)
      } catch {
        problems += error.diagnostics
      }
    }
    guard problems.isEmpty else { throw Failure(.misused, problems) }
    do throws(DigestProblem) {
      means.keys = try PublicKeys(files: files)
    } catch {
      throw Failure(.misused, error.reason)
    }
    return means
  }

  private static func add(
    _ source: Source,
    to signatures: inout DigestSignatures
  ) throws(Failure) {
    if Files.kind(of: source.path) == .folder {
      for name in Files.names(in: source.path)
      where name.hasSuffix(DigestSignatures.sidecarEnding) || name.hasSuffix(".csv") {
        try add((source.path + "/" + name, source.written + "/" + name), to: &signatures)
      }
      return
    }
    let content = try content(of: source)
    try named(source) { () throws(DigestProblem) in
      if source.path.hasSuffix(DigestSignatures.sidecarEnding) {
        try signatures.addSidecar(content, path: Text(source.written))
      } else if source.path.hasSuffix(".csv") {
        try signatures.addTable(content, path: Text(source.written))
      } else {
        throw DigestProblem(
          "expected a file ending in '\(DigestSignatures.sidecarEnding)' or '.csv', or a folder"
        )
      }
    }
  }

  private static func content(of source: Source) throws(Failure) -> [UInt8] {
    do throws(SystemError) {
      return try Files.read(source.path, limit: sizeLimit)
    } catch {
      throw Failure(.misused, "cannot read '\(source.written)': \(error.reason)")
    }
  }

  private static func named(
    _ source: Source,
    _ body: () throws(DigestProblem) -> Void
  ) throws(Failure) {
    do throws(DigestProblem) {
      try body()
    } catch {
      throw Failure(.misused, [Diagnostic(.error, error.reason, place: source.written)])
    }
  }
}
