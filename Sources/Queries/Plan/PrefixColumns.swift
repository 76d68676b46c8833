// SPDX-License-Identifier: Apache-2.0
import Columns

/// Lets the scan cut texts of which a pipeline looks at the beginning alone.
///
/// `substr(eventtime, 1, 10)` has few values where `eventtime` has nearly one a record: as a column of
/// its own it comes in codes, and what is computed from it is computed once a code. The call stays
/// where it is, since the source may give more than was asked for.
struct PrefixColumns {
  /// Longer beginnings repeat too little.
  private static let longest: Int64 = 32

  private var columns: [ScanColumn]

  /// The pipeline with columns of its own for beginnings, and without columns it no longer reads.
  static func apply(to scan: ScanPipeline) -> ScanPipeline {
    var prefixes = PrefixColumns(columns: scan.columns)
    let pipeline = scan.pipeline.mapSourceExpressions { prefixes.rewrite($0) }
    guard prefixes.columns.count > scan.columns.count else { return scan }
    let used = pipeline.sourceColumns.sorted()
    let numbers = Dictionary(uniqueKeysWithValues: used.enumerated().map { ($1, $0) })
    return ScanPipeline(
      columns: used.map { prefixes.columns[$0] },
      records: scan.records,
      pipeline: pipeline.mapSourceExpressions { $0.mapColumns { numbers[$0] ?? $0 } }
    )
  }

  private mutating func rewrite(_ expression: BoundExpression) -> BoundExpression {
    expression.rewritten { part in
      guard case .call(let call) = part.kind, let length = Self.lengthRead(by: call),
        case .column(let number) = call.arguments[0].kind,
        let column = columns[number].cut(to: length)
      else { return nil }
      let place = columns.firstIndex(of: column) ?? columns.count
      if place == columns.count { columns.append(column) }
      let argument = call.arguments[0].with(.column(place))
      return part.with(
        .call(ScalarCall(call.function, [argument] + call.arguments.dropFirst()))
      )
    }
  }

  /// How many code points of its text a call of `substr` can look at.
  private static func lengthRead(by call: ScalarCall) -> Int? {
    guard call.function.name == "substring", call.arguments.count == 3 else { return nil }
    let compiler = ExpressionCompiler(memos: nil)
    guard case .bigint(let start) = compiler.constant(call.arguments[1]),
      case .bigint(let count) = compiler.constant(call.arguments[2]),
      (1...longest).contains(start), (1...longest).contains(count), start + count <= longest + 1
    else { return nil }
    return Int(start + count - 1)
  }
}

extension ScanColumn {
  /// The column of its values' beginnings; nil where there is nothing to be gained.
  fileprivate func cut(to length: Int) -> ScanColumn? {
    guard case .record = origin, type == .string, !spellsNull, prefixLength == nil else {
      return nil
    }
    return ScanColumn(origin, type, prefixLength: length)
  }
}
