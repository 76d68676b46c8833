// SPDX-License-Identifier: Apache-2.0
private import Columns
private import Dispatch
private import Synchronization

/// Threads that share numbered pieces of work.
enum Workers {
  /// Runs a worker on each of some threads, of which the caller's is one.
  ///
  /// - Parameters:
  ///   - count: how many pieces there are.
  ///   - workers: how many threads work on them at most.
  ///   - work: one worker; it asks for the number of a piece until there are no more.
  /// - Returns: what the workers gave, in no order.
  /// - Throws: the error of the piece with the lowest number, whoever met it and when.
  static func run<Answer: Sendable>(
    over count: Int,
    workers: Int,
    _ work: @Sendable (_ next: () -> Int?) throws(ReportError) -> Answer
  ) throws(ReportError) -> [Answer] {
    let next = Atomic<Int>(0)
    let results = Guarded<(answers: [Answer], failure: (piece: Int, error: ReportError)?)>(
      ([], nil)
    )
    DispatchQueue.concurrentPerform(iterations: max(1, min(workers, count))) { _ in
      var piece = -1
      let result = Result { () throws(ReportError) in
        try work {
          piece = next.add(1, ordering: .relaxed).oldValue
          // All before a piece that failed were handed out before it, and are done.
          return piece < count && results.withLock { $0.failure == nil } ? piece : nil
        }
      }
      results.withLock { results in
        switch result {
        case .success(let answer): results.answers.append(answer)
        case .failure(let error):
          if results.failure.map({ piece < $0.piece }) ?? true { results.failure = (piece, error) }
        }
      }
    }
    let (answers, failure) = results.withLock { $0 }
    if let failure { throw failure.error }
    return answers
  }
}
