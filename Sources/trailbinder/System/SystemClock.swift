// SPDX-License-Identifier: Apache-2.0
// UNSAFE: clock_gettime fills a timespec through a pointer.
// Invariant: the pointer is to a local variable and does not outlive the call.
private import FoundationEssentials
#if canImport(Glibc)
private import Glibc
#elseif canImport(Musl)
private import Musl
#endif

/// The machine's clock; only the history and the progress may show what it says.
///
/// Where `SOURCE_DATE_EPOCH` is set, the clock stands still at that second: then every run has the
/// same time and takes none.
///
/// - Source: reproducible-builds.org/specs/source-date-epoch
enum SystemClock {
  /// The variable's name.
  static let variable = "SOURCE_DATE_EPOCH"

  /// Microseconds since 1970-01-01 00:00:00 UTC.
  static func microseconds() -> Int64 {
    if case .stopped(let microseconds) = setting { return microseconds }
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
  }

  /// Whether the clock stands still, so that nothing takes time.
  static var isStopped: Bool {
    if case .stopped = setting { true } else { false }
  }

  /// What is wrong with the variable; nil when it is right or not set.
  static var problem: String? {
    guard case .wrong(let text) = setting else { return nil }
    return "\(variable): expected whole seconds since 1970-01-01 00:00:00 UTC, as digits and "
      + "before the year 10000, found '\(text)'"
  }

  /// The name of the machine, which like the time stands in the history only.
  static var host: String { ProcessInfo.processInfo.hostName }

  private enum Setting {
    case running
    case stopped(Int64)
    case wrong(String)
  }

  private static let setting: Setting = {
    guard let text = ProcessInfo.processInfo.environment[variable] else { return .running }
    // 253402300800 is 10000-01-01.
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let seconds = Int64(text), seconds < 253_402_300_800
    else { return .wrong(text) }
    return .stopped(seconds * 1_000_000)
  }()
}
