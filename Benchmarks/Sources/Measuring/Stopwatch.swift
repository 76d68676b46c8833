// SPDX-License-Identifier: Apache-2.0
private import Foundation

/// Wall and CPU time of this process.
struct Stopwatch {
  private let wall = ContinuousClock.now
  private let cpu = Self.cpuSeconds

  var wallSeconds: Double { Double((ContinuousClock.now - wall) / .seconds(1)) }
  var cpuSeconds: Double { Self.cpuSeconds - cpu }

  /// User and system time of all threads since the process began.
  private static var cpuSeconds: Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

/// One thing that is timed again and again.
struct Subject {
  let name: String
  /// What a round goes over: text, or what is written.
  let byteCount: Int
  /// Records or rows.
  let rowCount: Int
  let run: () async throws -> Void
}

/// What a subject took, as one line of JSON.
struct Measurement: Encodable {
  struct Spread: Encodable {
    let best: Double
    let median: Double
  }

  let suite = "kernels"
  let name: String
  let rounds: Int
  let cpu: Spread
  let wall: Spread
  let bytes: Int
  let rows: Int
  /// CPU time by that of the first subject in the same round: the median.
  let ratio: Double

  private enum CodingKeys: CodingKey {
    case suite, name, rounds, cpu, wall, bytes, rows, ratio
  }
}

/// Times all subjects in turn, round by round, so that what disturbs a machine disturbs all alike.
enum Measuring {
  static func measure(
    _ subjects: [Subject],
    rounds: Int,
    _ report: (Measurement) throws -> Void
  ) async throws {
    var cpu = subjects.map { _ in [Double]() }
    var wall = cpu
    // The first round warms up the files' cache and the allocator, and does not count.
    for round in 0...rounds {
      for (index, subject) in subjects.enumerated() {
        let watch = Stopwatch()
        try await subject.run()
        guard round > 0 else { continue }
        cpu[index].append(watch.cpuSeconds)
        wall[index].append(watch.wallSeconds)
      }
    }
    for (index, subject) in subjects.enumerated() {
      let ratios = zip(cpu[index], cpu[0]).map { $0 / max($1, 1e-9) }
      try report(
        Measurement(
          name: subject.name,
          rounds: rounds,
          cpu: spread(cpu[index]),
          wall: spread(wall[index]),
          bytes: subject.byteCount,
          rows: subject.rowCount,
          ratio: spread(ratios).median
        )
      )
    }
  }

  private static func spread(_ values: [Double]) -> Measurement.Spread {
    let sorted = values.sorted()
    return Measurement.Spread(best: sorted.first ?? 0, median: sorted[sorted.count / 2])
  }
}
