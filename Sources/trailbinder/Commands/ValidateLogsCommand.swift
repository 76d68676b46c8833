// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import CloudTrail
import Columns

/// `trailbinder validate-logs`: checks log files against CloudTrail's digests, without a network.
struct ValidateLogsCommand: Subcommand {
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json
  }

  static let configuration = CommandConfiguration(
    commandName: "validate-logs",
    abstract: "Check log files against CloudTrail's signed digests, without a network.",
    discussion: """
      Digests are looked for among the logs; all accounts, regions and trails are checked together. \
      Exit codes: 0 every digest and log file is proven; 1 something was changed, added or taken \
      away, or the check could not be made; 3 nothing was, but not everything is proven.
      """
  )

  @Argument(help: ArgumentHelp("Folders with logs and digests.", valueName: "dir"))
  var folders: [String]

  @Option(
    help: ArgumentHelp(
      "What 'aws cloudtrail list-public-keys' printed; can be repeated.",
      valueName: "file"
    )
  )
  var publicKeys: [String] = []

  @Option(
    help: ArgumentHelp(
      "Signatures that were fetched: *.head.json, a CSV of key,signature,algorithm, or a folder of "
        + "such files; can be repeated. *.head.json among the logs are found without it.",
      valueName: "path"
    )
  )
  var signatures: [String] = []

  @Option(
    help: ArgumentHelp(
      "The first day or moment of delivery, in UTC: YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ.",
      valueName: "time"
    ),
    transform: Self.moment
  )
  var from: Moment?

  @Option(
    help: ArgumentHelp(
      "The last day, included, or the moment at which it ends.",
      valueName: "time"
    ),
    transform: Self.moment
  )
  var to: Moment?

  @Option(help: ArgumentHelp("text (as the AWS CLI writes it) or json.", valueName: "format"))
  var format: Format = .text

  @Flag(help: "In text, name what is valid as well.")
  var verbose = false

  @Option(
    help: ArgumentHelp("How many threads read; by default one for each core.", valueName: "n")
  )
  var workers: Int?

  func validate() throws {
    if let workers, !WorkerCount.bounds.contains(workers) {
      throw ValidationError(
        "--workers: expected \(WorkerCount.bounds.lowerBound) to "
          + "\(WorkerCount.bounds.upperBound), found \(workers)."
      )
    }
    if publicKeys.isEmpty { throw ValidationError("No keys: name a file by --public-keys.") }
    if let start = from?.start, let end = to?.end, end <= start {
      throw ValidationError("the period ends before it begins.")
    }
  }

  func perform(_ diagnostics: Diagnostics) async throws(Failure) -> ExitStatus {
    let missing = folders.filter { Files.kind(of: $0) == nil }
    guard missing.isEmpty else {
      throw Failure(.misused, missing.map { Diagnostic(.error, "no folder or file '\($0)'") })
    }
    var means = try IntegrityMeans.read(
      publicKeys: publicKeys.map { ($0, $0) },
      signatures: signatures.map { ($0, $0) }
    )
    means.period = DeliveryPeriod(from: from?.start, to: to?.end)
    let tree = LogTree(roots: folders.map { Text($0) }, scope: Scope(from: from?.day, to: to?.day))
    diagnostics.report(
      tree.unlisted.map { Diagnostic(.warning, $0.reason, place: $0.path.string) }
    )
    let validation = try await validate(tree, means)
    switch format {
    case .text:
      try diagnostics.output(ValidationText.lines(of: validation, means.period, verbose: verbose))
    case .json: try diagnostics.output(ValidationJSON.document(of: validation))
    }
    diagnostics.report(
      validation.evidence.issues.map { Diagnostic(.warning, $0.reason, place: $0.path.string) }
    )
    if validation.hasFailures { return .failed }
    return validation.hasDoubts || !tree.unlisted.isEmpty ? .incomplete : .done
  }

  private func validate(
    _ tree: LogTree,
    _ means: DigestCheck.Means
  ) async throws(Failure) -> LogValidation {
    let count = WorkerCount.resolve(workers)
    return try await Interruption.cancelling {
      do throws(CancellationError) {
        return Result<LogValidation, Failure>.success(
          try await LogValidation.run(over: tree, means, workers: count)
        )
      } catch {
        return .failure(.interrupted)
      }
    }.get()
  }

  /// A day or a moment in UTC, in seconds since 1970-01-01.
  struct Moment: Sendable {
    let day: Day
    let start: Int
    /// Behind the day; the moment itself.
    let end: Int
  }

  private static func moment(_ text: String) throws -> Moment {
    if let day = Day(text) {
      return Moment(day: day, start: day.dayNumber * 86_400, end: (day.dayNumber + 1) * 86_400)
    }
    guard let instant = Instant(text), let day = Day(String(text.prefix(10))) else {
      throw ValidationError("expected YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ")
    }
    let seconds = Int(floorDivide(instant.microseconds, 1_000_000))
    return Moment(day: day, start: seconds, end: seconds)
  }
}
