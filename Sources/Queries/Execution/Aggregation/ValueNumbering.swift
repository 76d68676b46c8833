// SPDX-License-Identifier: Apache-2.0
import Columns

/// Gives the values of one expression small numbers, so that rows are grouped by numbers.
///
/// Where the expression depends on dictionary columns alone, the number is kept for each code or
/// combination of codes, and a row costs a look into a table.
struct ValueNumbering {
  private let compute: RowFunction
  private let codeSource: CodeSource?
  private let keepsLooks: Bool
  /// Whether the values are a column's own.
  private let isColumn: Bool
  /// Whether values can be looked for: not needed as long as all came by the codes of one dictionary.
  private var isIndexed = false
  private var index = ValueIndex()
  private var exactNumbers: [ExactValue: UInt32] = [:]
  /// The values by number.
  private(set) var values: [Value] = []

  /// About how many bytes the values and their numbers take in memory.
  ///
  /// Values that came by the codes of one dictionary are the dictionary's own.
  var byteCount: Int {
    values.count * MemoryLayout<Value>.stride + known.count * 4 + index.byteCount
      + (isIndexed ? valueByteCount + exactNumbers.count * 64 : 0)
  }
  private var valueByteCount = 0

  private var source: AnyObject?
  private var generation = 0
  /// Number by code; `UInt32.max` where a code was not met yet.
  private var known: [UInt32] = []

  /// Numbers the values of an expression; equal ones that look different have numbers of their own where
  /// `keepsLooks`.
  init(_ expression: BoundExpression, _ compiler: ExpressionCompiler, keepsLooks: Bool = true) {
    compute = compiler.function(expression)
    codeSource = CodeSource(expression, compiler)
    let hasLooks = expression.type.hasLooks
    self.keepsLooks = keepsLooks && hasLooks
    if case .column = expression.kind { isColumn = !hasLooks } else { isColumn = false }
  }

  /// The values as they leave the worker.
  var numbered: NumberedValues {
    NumberedValues(values, index, keepsLooks: keepsLooks)
  }

  /// The numbers of the selected rows' values, in the order of the selection.
  mutating func number(_ morsel: Morsel) throws(QueryError) -> [UInt32] {
    if let coded = codeSource?.codes(morsel.selection, morsel.frame.batch) {
      return try number(morsel, by: coded)
    }
    if let first = morsel.selection.first,
      codeSource?.isConstant(in: morsel.frame.batch) ?? false
    {
      let number = number(of: try compute(morsel.frame, Int(first)))
      return Array(repeating: number, count: morsel.selection.count)
    }
    var numbers: [UInt32] = []
    numbers.reserveCapacity(morsel.selection.count)
    for row in morsel.selection {
      numbers.append(number(of: try compute(morsel.frame, Int(row))))
    }
    return numbers
  }

  private mutating func number(
    _ morsel: Morsel,
    by coded: RowCodes
  ) throws(QueryError) -> [UInt32] {
    prepare(for: coded)
    var numbers = coded.codes
    // A span's elements are set without asking each time whether the array is somebody else's too.
    var places = numbers.mutableSpan
    for index in places.indices {
      let code = Int(places[index])
      var number = known[code]
      if number == .max {
        let value = try compute(morsel.frame, Int(morsel.selection[index]))
        number = isColumn && coded.isDistinct && !isIndexed ? add(value) : self.number(of: value)
        known[code] = number
      }
      places[index] = number
    }
    return numbers
  }

  private mutating func number(of value: Value) -> UInt32 {
    if !isIndexed { indexValues() }
    let next = UInt32(values.count)
    if keepsLooks {
      let exact = ExactValue(value)
      if let number = exactNumbers[exact] { return number }
      exactNumbers[exact] = next
      return add(value)
    }
    let number = index.number(of: value, in: values, orAdd: next)
    return number == next ? add(value) : number
  }

  private mutating func indexValues() {
    isIndexed = true
    for (number, value) in values.enumerated() {
      _ = index.number(of: value, in: values, orAdd: UInt32(number))
    }
  }

  private mutating func add(_ value: Value) -> UInt32 {
    values.append(value)
    valueByteCount += value.footprint
    return UInt32(values.count - 1)
  }

  private mutating func prepare(for coded: RowCodes) {
    if source !== coded.source || generation != coded.generation {
      // Codes of another dictionary may stand for the same values.
      if source != nil, !isIndexed { indexValues() }
      source = coded.source
      generation = coded.generation
      known = []
    }
    let missing = coded.count - known.count
    if missing > 0 { known.append(contentsOf: repeatElement(UInt32.max, count: missing)) }
  }
}
