// SPDX-License-Identifier: Apache-2.0

/// Gives tuples of small numbers small numbers of their own, in the order in which they come.
///
/// A chain of tables: the first numbers pairs of the first two members, the next pairs of such a number and
/// the third member, and so on.
struct TupleTable: Sendable {
  let width: Int
  /// The tuples by number, `width` each.
  private(set) var members: [UInt32] = []
  private var chain: [PairTable]

  /// How many tuples have a number.
  var count: Int { members.count / width }

  var byteCount: Int { chain.reduce(members.count * 4) { $0 + $1.byteCount } }

  init(width: Int) {
    precondition(width > 0, "a tuple has members")
    self.width = width
    chain = Array(repeating: PairTable(), count: max(1, width - 1))
  }

  /// The numbers of many tuples that stand one after the other; a new one is the count before.
  ///
  /// - Complexity: O(width) a tuple on average; one like that before it costs a comparison.
  mutating func numbers(of tuples: [UInt32]) -> [UInt32] {
    var numbers = [UInt32](repeating: 0, count: tuples.count / width)
    var places = numbers.mutableSpan
    var count = self.count
    var added: [UInt32] = []
    let width = width
    var links = chain.mutableSpan
    for index in places.indices {
      let start = index * width
      if index > 0, Self.repeats(tuples, at: start, width) {
        places[index] = places[index - 1]
        continue
      }
      var number = tuples[start]
      for link in links.indices {
        // A single number makes a pair with nothing.
        number = links[link].number(number, width > 1 ? tuples[start + link + 1] : 0)
      }
      if Int(number) == count {
        added.append(contentsOf: tuples[start..<(start + width)])
        count += 1
      }
      places[index] = number
    }
    members += added
    return numbers
  }

  /// Whether a tuple is the same as the one before it.
  private static func repeats(_ tuples: [UInt32], at start: Int, _ width: Int) -> Bool {
    for place in start..<(start + width) where tuples[place] != tuples[place - width] {
      return false
    }
    return true
  }
}
