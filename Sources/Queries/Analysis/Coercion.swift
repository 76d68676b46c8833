// SPDX-License-Identifier: Apache-2.0
internal import Columns

extension BoundExpression {
  /// The expression as a value of another type, which it must coerce to.
  ///
  /// A literal is converted now where that is exact and cannot fail; anything else gets a cast.
  func coerced(to target: DataType) -> BoundExpression {
    guard type != target else { return self }
    if let value = literal, let converted = value.coerced(from: type, to: target) {
      return BoundExpression(.literal(converted), target, at: range)
    }
    return BoundExpression(.cast(self, isTry: false), target, at: range)
  }
}

extension Value {
  /// The value in another type, for conversions that keep the representation or only scale it.
  fileprivate func coerced(from source: DataType, to target: DataType) -> Value? {
    switch (self, target) {
    case (.null, _): return .null
    case (.varchar, .varchar(.none)): return source.isVarchar ? self : nil
    case (.varchar, .varchar(.some)): return source.isVarchar ? self : nil
    case (.bigint, .smallint), (.bigint, .integer), (.bigint, .bigint): return self
    case (.bigint(let number), .double): return .double(Double(number))
    case (.bigint(let number), .decimal(_, let scale)):
      return Int128(number).decimal(scaledBy: scale)
    case (.decimal(let number), .decimal(_, let scale)):
      guard case .decimal(_, let old) = source, scale >= old else { return nil }
      return number.decimal(scaledBy: scale - old)
    default: return nil
    }
  }
}

extension Int128 {
  /// The number times a power of ten; nil when it has no room for it.
  fileprivate func decimal(scaledBy digits: Int) -> Value? {
    var result = self
    for _ in 0..<digits {
      let (product, overflow) = result.multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      result = product
    }
    return .decimal(result)
  }
}

extension DataType {
  var isVarchar: Bool {
    if case .varchar = self { true } else { false }
  }
}
