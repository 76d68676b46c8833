// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// The SQL standard's queries of JSON by path.
///
/// What the standard writes as clauses between the arguments stands in an optional third argument,
/// a text (see `SQLJSONClauses`).
enum SQLJSONFunctions {
  static let all: [ScalarFunction] = [
    ScalarFunction(
      "json_exists",
      "Whether a SQL/JSON path leads to anything.",
      queries("boolean", onError: .boolean(false)) { items, _ in
        .value(.boolean(!items.isEmpty))
      }
    ),
    ScalarFunction(
      "json_value",
      "The one scalar a SQL/JSON path leads to, as text.",
      queries("varchar", onError: .null) { items, _ in value(items) }
    ),
    ScalarFunction(
      "json_query",
      "The JSON text a SQL/JSON path leads to.",
      queries("varchar", onError: .null) { items, clauses in query(items, clauses) }
    ),
  ]

  /// What the items a path leads to come to.
  private enum Outcome {
    case value(Value)
    case empty
    case failed(String)
  }

  private static func queries(
    _ result: String,
    onError: Value,
    _ answer: @escaping @Sendable ([JSONNode], SQLJSONClauses) -> Outcome
  ) -> [ScalarOverload] {
    ["varchar", "json"].flatMap { type in ["\(type), varchar", "\(type), varchar, varchar"] }
      .map { parameters in
        .prepared(
          Signature("(\(parameters)) -> \(result)"),
          argument: 1,
          prepare: { (path) throws(QueryError) in
            try SQLJSONPath(try ArgumentReader([path]).text(0))
          }
        ) { (path, arguments) throws(QueryError) in
          let clauses = try SQLJSONClauses(arguments.count > 2 ? try arguments.text(2) : "")
          switch items(path, try arguments.text(0)) {
          case .success(let items):
            return try resolve(answer(items, clauses), clauses, onError: onError)
          case .failure(let failure):
            return try resolve(.failed(failure.reason), clauses, onError: onError)
          }
        }
      }
  }

  private static func items(
    _ path: SQLJSONPath,
    _ text: Text
  ) -> Result<[JSONNode], SQLJSONPathFailure> {
    let input: JSONNode
    do throws(JSONFailure) {
      input = try JSONNode(text)
    } catch {
      return .failure(SQLJSONPathFailure(reason: error.hint))
    }
    do throws(SQLJSONPathFailure) {
      return .success(try path.evaluate(input))
    } catch {
      return .failure(error)
    }
  }

  private static func resolve(
    _ outcome: Outcome,
    _ clauses: SQLJSONClauses,
    onError: Value
  ) throws(QueryError) -> Value {
    let (substitute, reason) =
      switch outcome {
      case .value(let value): (SQLJSONClauses.Substitute.value(value), "")
      case .empty: (clauses.onEmpty ?? .value(.null), "it leads to nothing")
      case .failed(let reason): (clauses.onError ?? .value(onError), reason)
      }
    switch substitute {
    case .value(let value): return value
    case .error: throw .invalidArgument("the JSON path failed: \(reason)")
    }
  }

  private static func value(_ items: [JSONNode]) -> Outcome {
    guard let item = items.first else { return .empty }
    guard items.count == 1 else { return .failed("it leads to several items") }
    switch item {
    case .null: return .value(.null)
    case .boolean(let flag): return .value(.text(flag ? "true" : "false"))
    case .number(let text), .string(let text): return .value(.varchar(Text(bytes: text)))
    case .array, .object: return .failed("it leads to no scalar")
    }
  }

  private static func query(_ items: [JSONNode], _ clauses: SQLJSONClauses) -> Outcome {
    guard let item = items.first else { return .empty }
    let isContainer: Bool
    switch item {
    case .array, .object: isContainer = true
    case .null, .boolean, .number, .string: isContainer = false
    }
    switch clauses.wrapper {
    case .unconditional: return .value(.varchar(JSONNode.array(items).text))
    case .conditional where items.count != 1 || !isContainer:
      return .value(.varchar(JSONNode.array(items).text))
    case .conditional, .none: break
    }
    guard items.count == 1 else { return .failed("it leads to several items") }
    if clauses.omitsQuotes, case .string(let bytes) = item {
      return .value(.varchar(Text(bytes: bytes)))
    }
    return .value(.varchar(item.text))
  }
}
