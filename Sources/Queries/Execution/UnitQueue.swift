// SPDX-License-Identifier: Apache-2.0
private import Synchronization

/// Hands out the units of a source in the order of its schedule.
///
/// A class, since the workers share one counter.
final class UnitQueue: Sendable {
  private let units: [Int]
  private let next = Atomic<Int>(0)

  init(_ schedule: [Int]) {
    units = schedule
  }

  var count: Int { units.count }

  /// The next unit for whoever asks, or nil when all are taken.
  func take() -> Int? {
    let place = next.wrappingAdd(1, ordering: .relaxed).oldValue
    return place < units.count ? units[place] : nil
  }
}
