// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// The SQL standard's queries of JSON by path.
///
/// What the standard writes as clauses between the arguments stands in an optional third argument
/// (see `SQLJSONClauses`); the values behind DEFAULT … ON EMPTY and ON ERROR are a fourth and fifth.
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
      queries("varchar", onError: .null, hasDefaults: true) { items, _ in value(items) }
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
    hasDefaults: Bool = false,
    _ answer: @escaping @Sendable ([JSONNode], SQLJSONClauses) -> Outcome
  ) -> [ScalarOverload] {
    let forms = ["", ", varchar"] + (hasDefaults ? [", varchar, varchar, varchar"] : [])
    return ["varchar", "json"].flatMap { type in forms.map { "\(type), varchar\($0)" } }
      .map { parameters in
        .prepared(
          Signature("(\(parameters)) -> \(result)"),
          argument: 1,
          returnsNullOnNull: false,
          prepare: { (path) throws(QueryError) in
            path.isNull ? nil : try SQLJSONPath(try ArgumentReader([path]).text(0))
          }
        ) { (path, arguments) throws(QueryError) in
          guard let path, !arguments.values[0].isNull else { return .null }
          let clauses = try SQLJSONClauses(arguments.count > 2 ? try arguments.text(2) : "")
          let outcome: Outcome
          switch items(path, try arguments.text(0)) {
          case .success(let items): outcome = answer(items, clauses)
          case .failure(let failure): outcome = .failed(failure.reason)
          }
          let defaults = arguments.count == 5 ? Array(arguments.values[3...]) : [.null, .null]
          return try resolve(outcome, clauses, onError: onError, defaults: defaults)
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
    onError: Value,
    defaults: [Value]
  ) throws(QueryError) -> Value {
    let (substitute, fallback, reason) =
      switch outcome {
      case .value(let value): (SQLJSONClauses.Substitute.value(value), Value.null, "")
      case .empty: (clauses.onEmpty ?? .value(.null), defaults[0], "it leads to nothing")
      case .failed(let reason): (clauses.onError ?? .value(onError), defaults[1], reason)
      }
    switch substitute {
    case .value(let value): return value
    case .default: return fallback
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
    case .conditional, .without: break
    }
    guard items.count == 1 else { return .failed("it leads to several items") }
    if clauses.omitsQuotes, case .string(let bytes) = item {
      return .value(.varchar(Text(bytes: bytes)))
    }
    return .value(.varchar(item.text))
  }
}
