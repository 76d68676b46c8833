// SPDX-License-Identifier: Apache-2.0
#if canImport(Glibc)
private import Glibc
#elseif canImport(Musl)
private import Musl
#endif

/// How many threads read.
enum WorkerCount {
  static let bounds = 1...512

  /// What was asked for, or one for every core that is there.
  static func resolve(_ requested: Int?) -> Int {
    if let requested { return requested }
    let cores = Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    return min(max(cores, bounds.lowerBound), bounds.upperBound)
  }
}
