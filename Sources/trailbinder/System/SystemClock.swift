// SPDX-License-Identifier: Apache-2.0
// UNSAFE: clock_gettime fills a timespec through a pointer.
// Invariant: the pointer is to a local variable and does not outlive the call.
#if canImport(Glibc)
private import Glibc
#elseif canImport(Musl)
private import Musl
#endif

/// The machine's clock; only the history and the progress may show what it says.
enum SystemClock {
  /// Microseconds since 1970-01-01 00:00:00 UTC.
  static func microseconds() -> Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
  }
}
