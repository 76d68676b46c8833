// SPDX-License-Identifier: Apache-2.0
private import Report

/// Reads a configuration from its file.
enum ConfigurationFile {
  /// No configuration is larger.
  static let byteLimit = 16 << 20

  /// The configuration of a file, or everything that is wrong with it.
  static func load(_ path: String) throws(Failure) -> Configuration {
    let bytes = try content(of: path)
    let root: JSONNode
    do {
      root = try JSONReader.read(bytes)
    } catch {
      throw failure([error], path)
    }
    let (configuration, problems) = ConfigurationDecoder.decode(root, file: path)
    guard var configuration else { throw failure(problems, path) }
    configuration.sum = ContentSum.hexadecimal(of: bytes)
    return configuration
  }

  private static func content(of path: String) throws(Failure) -> [UInt8] {
    if Files.kind(of: path) == .folder {
      throw Failure(.misused, "expected a configuration file, found a folder: '\(path)'")
    }
    do {
      return try Files.read(path, limit: byteLimit)
    } catch {
      throw Failure(.misused, "cannot read the configuration '\(path)': \(error.reason)")
    }
  }

  private static func failure(_ problems: [JSONProblem], _ path: String) -> Failure {
    Failure(
      .misused,
      problems.map { problem in
        Diagnostic(
          .error,
          problem.message,
          place: "\(path):\(problem.position.line):\(problem.position.column)"
        )
      }
    )
  }
}
