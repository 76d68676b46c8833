// SPDX-License-Identifier: Apache-2.0

/// The same work over many things, by several workers.
enum Parallel {
  /// The results of `body` for 0 up to `count`, in this order.
  ///
  /// Worker `n` of `m` takes the numbers n, n + m, n + 2m and so on, with a state of its own.
  static func map<State, Result: Sendable>(
    _ count: Int,
    workers: Int,
    state: @escaping @Sendable () -> State,
    body: @escaping @Sendable (State, Int) -> Result
  ) async throws(CancellationError) -> [Result] {
    let workerCount = max(1, min(workers, count))
    let parts = await withTaskGroup(of: (Int, [Result]).self) { group in
      for worker in 0..<workerCount {
        group.addTask {
          let state = state()
          var results: [Result] = []
          for number in stride(from: worker, to: count, by: workerCount) {
            if Task.isCancelled { break }
            results.append(body(state, number))
          }
          return (worker, results)
        }
      }
      var parts = [[Result]](repeating: [], count: workerCount)
      for await (worker, results) in group { parts[worker] = results }
      return parts
    }
    guard !Task.isCancelled else { throw CancellationError() }
    return (0..<count).map { parts[$0 % workerCount][$0 / workerCount] }
  }
}
