// SPDX-License-Identifier: Apache-2.0

/// Merges sorted entries of runs and of buffers by a heap of those that come next.
struct SortMerge {
  struct Head {
    let word: SortWord
    let entry: SortEntry
    /// The run, or behind the runs the buffer, that it comes from.
    let source: Int
    /// Its number in a buffer.
    let number: Int
  }

  private let order: RowOrder
  private var runs: [SortRun]
  private let buffers: [SortBuffer]
  /// How many of each buffer's entries are taken.
  private var taken: [Int]
  private var heap: [Head] = []

  init(
    _ runs: consuming [SortRun],
    _ buffers: [SortBuffer],
    _ order: RowOrder
  ) throws(QueryError) {
    self.order = order
    self.buffers = buffers
    self.runs = runs
    taken = Array(repeating: 0, count: buffers.count)
    for source in 0..<(self.runs.count + buffers.count) {
      if let head = try pull(source) { push(head) }
    }
  }

  mutating func next() throws(QueryError) -> Head? {
    guard let least = heap.first else { return nil }
    if let head = try pull(least.source) {
      heap[0] = head
    } else if let last = heap.popLast(), !heap.isEmpty {
      heap[0] = last
    }
    sink()
    return least
  }

  private mutating func pull(_ source: Int) throws(QueryError) -> Head? {
    if source < runs.count {
      guard let entry = try runs[source].next() else { return nil }
      return Head(word: entry.word(order), entry: entry, source: source, number: 0)
    }
    let buffer = source - runs.count
    guard taken[buffer] < buffers[buffer].count else { return nil }
    let number = taken[buffer]
    taken[buffer] += 1
    return Head(
      word: buffers[buffer].word(of: number),
      entry: buffers[buffer][number],
      source: source,
      number: number
    )
  }

  private func precedes(_ left: Head, _ right: Head) -> Bool {
    left.word == right.word
      ? order.precedes(left.entry, right.entry) : left.word < right.word
  }

  private mutating func push(_ head: Head) {
    heap.append(head)
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard precedes(heap[child], heap[parent]) else { return }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  private mutating func sink() {
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < heap.count else { return }
      if child + 1 < heap.count, precedes(heap[child + 1], heap[child]) {
        child += 1
      }
      guard precedes(heap[child], heap[parent]) else { return }
      heap.swapAt(child, parent)
      parent = child
    }
  }
}
