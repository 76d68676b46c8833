// SPDX-License-Identifier: Apache-2.0
private import Columns
private import Dispatch

/// Lets threads through one by one, in the order of their turns, from 0 on.
///
/// A turn that does not come holds up all later ones, so that whoever has one must pass. Threads take
/// their turns in ascending order and while they run; so the one that is next never waits itself.
final class Turnstile: Sendable {
  private struct State {
    var next = 0
    var waiting: [Int: DispatchSemaphore] = [:]
  }

  private let state = Guarded(State())

  /// Does something when all earlier turns are over, and before any later one.
  ///
  /// A turn that is over already is not waited for.
  func pass<Answer, Failure: Error>(
    _ turn: Int,
    _ body: () throws(Failure) -> Answer
  ) throws(Failure) -> Answer {
    wait(for: turn)
    defer { leave(turn) }
    return try body()
  }

  private func wait(for turn: Int) {
    let semaphore = state.withLock { state -> DispatchSemaphore? in
      guard turn > state.next else { return nil }
      let semaphore = DispatchSemaphore(value: 0)
      state.waiting[turn] = semaphore
      return semaphore
    }
    semaphore?.wait()
  }

  private func leave(_ turn: Int) {
    let semaphore = state.withLock { state -> DispatchSemaphore? in
      state.next = max(state.next, turn + 1)
      return state.waiting.removeValue(forKey: state.next)
    }
    semaphore?.signal()
  }
}
