// SPDX-License-Identifier: Apache-2.0
import Report

/// The detached signature of a report: of `SHA256SUMS`, which covers all other files.
enum Signature {
  /// The name that `ssh-keygen` calls a namespace: no signature for another purpose passes.
  private static let namespace = "trailbinder"
  private static let sums = "SHA256SUMS"

  /// Signs a report that is complete but not yet published.
  ///
  /// - Parameters:
  ///   - folder: of the report; gets the file `SHA256SUMS.sig`.
  ///   - signing: the program and the key.
  /// - Throws: what the program said, when it did not sign.
  static func sign(_ folder: String, _ signing: Signing) throws(ReportError) {
    let target = "\(folder)/\(sums)"
    let signature = "\(folder)/\(ReportCheck.signatureName)"
    let (program, arguments): (String, [String]) =
      switch signing.tool {
      case .ssh:
        ("ssh-keygen", ["-q", "-Y", "sign", "-f", signing.key, "-n", namespace, target])
      case .openssl:
        ("openssl", ["dgst", "-sha256", "-sign", signing.key, "-out", signature, target])
      }
    let problem: String
    do throws(SystemError) {
      let outcome = try ChildProcess.run(program, arguments)
      if outcome.isSuccess, Files.kind(of: signature) == .file { return }
      problem = "\(program) \(said(outcome))"
    } catch {
      problem = cannotRun(program, error)
    }
    throw ReportError(
      .output,
      path: ReportCheck.signatureName,
      "the report is not signed, and not published: \(problem)"
    )
  }

  enum Verdict: Equatable {
    case absent
    /// There is a signature, and no key to check it by.
    case notChecked
    /// By whom, where the tool tells.
    case good(String?)
    case bad(String)
  }

  /// Checks the signature of a report.
  ///
  /// - Parameters:
  ///   - folder: of the report.
  ///   - key: for a signature of `ssh-keygen` a file of allowed signers, for one of `openssl` a public
  ///     key as PEM.
  /// - Returns: what was found.
  /// - Throws: when the program cannot be run.
  static func check(_ folder: String, key: String?) throws(Failure) -> Verdict {
    let signature = "\(folder)/\(ReportCheck.signatureName)"
    guard Files.kind(of: signature) == .file else {
      return key == nil ? .absent : .bad("there is no signature")
    }
    guard let key else { return .notChecked }
    let content = (try? Files.read(signature, limit: 1 << 20)) ?? []
    return content.starts(with: "-----BEGIN SSH SIGNATURE-----".utf8)
      ? try checkBySSH(folder, signature, key) : try checkByOpenSSL(folder, signature, key)
  }

  private static func checkBySSH(
    _ folder: String,
    _ signature: String,
    _ key: String
  ) throws(Failure) -> Verdict {
    let found = try run(
      "ssh-keygen",
      ["-Y", "find-principals", "-s", signature, "-f", key]
    )
    let signer = found.output.split(separator: "\n").first.map(String.init)
    guard found.isSuccess, let signer else {
      return .bad("no signer of '\(key)' made it (ssh-keygen \(said(found)))")
    }
    let checked = try run(
      "ssh-keygen",
      ["-Y", "verify", "-f", key, "-I", signer, "-n", namespace, "-s", signature],
      input: "\(folder)/\(sums)"
    )
    return checked.isSuccess ? .good(signer) : .bad("ssh-keygen \(said(checked))")
  }

  private static func checkByOpenSSL(
    _ folder: String,
    _ signature: String,
    _ key: String
  ) throws(Failure) -> Verdict {
    let checked = try run(
      "openssl",
      ["dgst", "-sha256", "-verify", key, "-signature", signature, "\(folder)/\(sums)"]
    )
    return checked.isSuccess ? .good(nil) : .bad("openssl \(said(checked))")
  }

  private static func run(
    _ program: String,
    _ arguments: [String],
    input: String = "/dev/null"
  ) throws(Failure) -> ChildProcess.Outcome {
    do throws(SystemError) {
      return try ChildProcess.run(program, arguments, input: input)
    } catch {
      throw Failure(.failed, cannotRun(program, error))
    }
  }

  private static func cannotRun(_ program: String, _ error: SystemError) -> String {
    "cannot run '\(program)': \(error.reason)"
  }

  private static func said(_ outcome: ChildProcess.Outcome) -> String {
    let words = outcome.output.split(whereSeparator: \.isNewline).joined(separator: "; ")
    return "ended with \(outcome.status)" + (words.isEmpty ? "" : ": \(words.prefix(400))")
  }
}
