// SPDX-License-Identifier: Apache-2.0
import Columns

/// `value operator ANY (…)` and `value operator ALL (…)` over the values of one column.
struct QuantifiedComparison: Sendable {
  private let sign: ComparisonOperator
  private let isAll: Bool
  private let values: [Value]
  /// For `= ANY` and `<> ALL`, IN and NOT IN: the values that are not NULL.
  private let members: Set<Value>?

  init(_ sign: ComparisonOperator, isAll: Bool, _ values: [Value], _ type: DataType) {
    self.sign = sign
    self.isAll = isAll
    self.values = values
    let isMembership = (sign == .equal && !isAll) || (sign == .notEqual && isAll)
    members =
      isMembership && type.hasPlainEquality ? Set(values.lazy.filter { !$0.isNull }) : nil
  }

  /// The answer for one value.
  func test(_ value: Value) throws(QueryError) -> TruthValue {
    guard !values.isEmpty else { return TruthValue(isAll) }
    if let members {
      if value.isNull { return .unknown }
      if members.contains(value) { return TruthValue(!isAll) }
      return members.count < values.count && values.contains(where: \.isNull)
        ? .unknown : TruthValue(isAll)
    }
    let deciding: TruthValue = isAll ? .no : .yes
    var answer = deciding.negated
    for other in values {
      let truth = try ValueComparison.test(sign, value, other)
      if truth == deciding { return deciding }
      if truth == .unknown { answer = .unknown }
    }
    return answer
  }
}
