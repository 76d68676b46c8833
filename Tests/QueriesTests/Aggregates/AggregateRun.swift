// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

/// One group of rows through an aggregate function, in several orders and divisions: the answers
/// must be one.
enum AggregateRun {
  struct UnknownFunction: Error {}

  static func answer(
    _ name: String,
    _ signature: String,
    _ rows: [[Value]],
    types: [DataType] = [],
    result: DataType = .unknown
  ) throws -> Value {
    guard
      let function = FunctionCatalogue.aggregates.first(where: {
        $0.name == name || $0.aliases.contains(name)
      }),
      let overload = function.overloads.first(where: { $0.signature.text == signature })
    else { throw UnknownFunction() }
    let positioned = rows.enumerated().map { index, row in
      (row, RowPosition(unit: index / 3, sequence: index))
    }
    let make = { overload.make(types, result) }
    let forward = try fed(make(), overload, positioned).finish()
    let backward = try fed(make(), overload, positioned.reversed()).finish()
    #expect(same(backward, forward), "\(name) over the rows from last to first")
    for parts in [2, 3, 5] {
      var merged = make()
      for part in (0..<parts).reversed() {
        let rows = positioned.filter { $0.1.sequenceNumber % parts == part }
        // States may have been on the disk.
        let state = try fed(make(), overload, rows)
        try merged.merge(part % 2 == 0 ? reread(state, make()) : state)
      }
      #expect(same(try merged.finish(), forward), "\(name) merged from \(parts) parts")
      #expect(same(try reread(merged, make()).finish(), forward), "\(name) written and read")
    }
    return forward
  }

  private static func reread(
    _ state: any Accumulator,
    _ fresh: any Accumulator
  ) -> any Accumulator {
    var writer = RowWriter()
    state.write(to: &writer)
    var reader = RowReader(writer.bytes)
    var read = fresh
    read.read(from: &reader)
    #expect(reader.place == writer.bytes.count, "all that was written is read")
    return read
  }

  private static func fed(
    _ accumulator: any Accumulator,
    _ overload: AggregateOverload,
    _ rows: [([Value], RowPosition)]
  ) throws -> any Accumulator {
    var accumulator = accumulator
    for (row, position) in rows {
      if overload.skipsNulls, row.contains(where: \.isNull) { continue }
      try accumulator.add(row, at: position)
      // An answer may be asked for at any time, as windows do.
      _ = try? accumulator.finish()
    }
    return accumulator
  }

  /// Equality that tells entries in another order, and other bits of a number, apart.
  private static func same(_ left: Value, _ right: Value) -> Bool {
    switch (left, right) {
    case (.map(let a), .map(let b)): a == b
    case (.double(let a), .double(let b)): a.bitPattern == b.bitPattern || (a.isNaN && b.isNaN)
    default: left == right
    }
  }
}

extension RowPosition {
  fileprivate var sequenceNumber: Int { Int(sequence) }
}

/// Values written shortly, for tables.
enum Cells {
  static func integers(_ list: [Int64?]) -> [[Value]] {
    list.map { [$0.map { .bigint($0) } ?? .null] }
  }

  static func doubles(_ list: [Double]) -> [[Value]] { list.map { [.double($0)] } }

  static func texts(_ list: [String?]) -> [[Value]] {
    list.map { [$0.map { .text($0) } ?? .null] }
  }
}
