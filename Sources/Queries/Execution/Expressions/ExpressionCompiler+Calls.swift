// SPDX-License-Identifier: Apache-2.0
import Columns

extension ExpressionCompiler {
  /// Compiles a call of a scalar function; its constant arguments are computed here.
  func call(_ call: ScalarCall, at range: SourceRange?) -> RowFunction {
    let function = call.function
    let skipsNull = function.overload.returnsNullOnNull
    switch function.overload.make(function.argumentTypes, function.resultType) {
    case .values(let body):
      return apply(body, to: call.arguments, constants(call), skipsNull: skipsNull, at: range)
    case .prepared(let prepare):
      let constants = constants(call)
      if skipsNull, constants.contains(where: { $0?.isNull ?? false }) {
        return { _, _ in .null }
      }
      do throws(QueryError) {
        let body = try prepare(constants)
        return apply(body, to: call.arguments, constants, skipsNull: skipsNull, at: range)
      } catch {
        let error = error.located(at: range)
        return { _, _ throws(QueryError) in throw error }
      }
    case .higherOrder(let body):
      return higherOrder(body, call.arguments, skipsNull: skipsNull, at: range)
    }
  }

  private func constants(_ call: ScalarCall) -> [Value?] {
    call.arguments.map(constant)
  }

  /// Calls a function with its arguments in one array that is filled anew for each row: constants
  /// stay in it, and nothing is allocated.
  private func apply(
    _ body: @escaping (_ arguments: [Value]) throws(QueryError) -> Value,
    to arguments: [BoundExpression],
    _ constants: [Value?],
    skipsNull: Bool,
    at range: SourceRange?
  ) -> RowFunction {
    var buffer = constants.map { $0 ?? .null }
    let inputs = arguments.indices.filter { constants[$0] == nil }.map {
      (place: $0, compute: function(arguments[$0]))
    }
    if skipsNull, constants.contains(where: { $0?.isNull ?? false }) { return { _, _ in .null } }
    let texts = TextArgument(arguments, constants)
    return { frame, row throws(QueryError) in
      if let texts, let text = texts.take(frame.batch, row) {
        buffer[texts.place] = .varchar(text)
        defer { buffer[texts.place] = .null }
        do throws(QueryError) {
          return try body(buffer)
        } catch {
          throw error.located(at: range)
        }
      }
      for input in inputs {
        let value = try input.compute(frame, row)
        if skipsNull, value.isNull { return .null }
        buffer[input.place] = value
      }
      do throws(QueryError) {
        return try body(buffer)
      } catch {
        throw error.located(at: range)
      }
    }
  }

  /// Calls a function that takes lambdas: values and lambdas are handed over in two lists, each in
  /// the order of the call.
  private func higherOrder(
    _ body: @escaping (_ arguments: [Value], _ lambdas: [Lambda]) throws(QueryError) -> Value,
    _ arguments: [BoundExpression],
    skipsNull: Bool,
    at range: SourceRange?
  ) -> RowFunction {
    let inputs = arguments.filter { !$0.isLambda }.map(function)
    let bodies = arguments.compactMap(\.lambdaBody).map(function)
    return { frame, row throws(QueryError) in
      var values: [Value] = []
      for input in inputs {
        let value = try input(frame, row)
        if skipsNull, value.isNull { return .null }
        values.append(value)
      }
      var lambdas: [Lambda] = []
      for body in bodies { lambdas.append(Self.lambda(body, frame, row)) }
      do throws(QueryError) {
        return try body(values, lambdas)
      } catch {
        throw error.located(at: range)
      }
    }
  }

  /// A lambda that captures the current row.
  private static func lambda(
    _ body: @escaping RowFunction,
    _ frame: Frame,
    _ row: Int
  ) -> Lambda {
    { (arguments) throws(QueryError) in try body(frame.entering(arguments), row) }
  }
}

/// The only argument of a call that is no constant, where it is a column of text: read into the same
/// memory for each row, since nothing but the call sees it.
private final class TextArgument {
  let place: Int
  private let column: Int
  private var bytes: [UInt8] = []

  init?(_ arguments: [BoundExpression], _ constants: [Value?]) {
    let places = arguments.indices.filter { constants[$0] == nil }
    guard places.count == 1, case .column(let number) = arguments[places[0]].kind,
      case .varchar = arguments[places[0]].type
    else { return nil }
    place = places[0]
    column = number
  }

  /// The text of a row that stands in the logs as it reads; nil for all others.
  func take(_ batch: RecordBatch, _ row: Int) -> Text? {
    guard case .spans(let vector) = batch.columns[column], vector.holdsText else { return nil }
    bytes.removeAll(keepingCapacity: true)
    guard vector.withText(at: row, { bytes.append(copying: $0) }) != nil else { return nil }
    return Text(bytes: bytes)
  }
}

extension BoundExpression {
  fileprivate var lambdaBody: BoundExpression? {
    if case .lambda(_, let body) = kind { body } else { nil }
  }
}
