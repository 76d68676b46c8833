// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// The SQL standard's queries of JSON by path.
///
/// What the standard writes as clauses between the arguments stands in an optional third argument,
/// a text (see `SQLJSONClauses`).
///
/// What else its clauses need (the values of PASSING, defaults that are no literals) stands behind that,
/// in the forms of the functions that only syntax calls.
enum SQLJSONFunctions {
  static let all: [ScalarFunction] = kinds.map { kind in
    ScalarFunction(kind.name, kind.summary, kind.overloads)
  }

  static let forms: [ScalarFunction] = kinds.map { kind in
    ScalarFunction("$" + kind.name, kind.summary, kind.forms)
  }

  /// How many values the clauses of one call may need.
  static let maximumValueCount = 16

  private static let kinds = [
    Kind(
      name: "json_exists",
      summary: "Whether a SQL/JSON path leads to anything.",
      result: "boolean",
      onError: .boolean(false)
    ) { items, _ in .value(.boolean(!items.isEmpty)) },
    Kind(
      name: "json_value",
      summary: "The one scalar a SQL/JSON path leads to, as text.",
      result: "varchar",
      onError: .null
    ) { items, _ in value(items) },
    Kind(
      name: "json_query",
      summary: "The JSON text a SQL/JSON path leads to.",
      result: "varchar",
      onError: .null
    ) { items, clauses in query(items, clauses) },
  ]

  /// What the items a path leads to come to.
  private enum Outcome {
    case value(Value)
    case empty
    case failed(String)
  }

  /// One of the functions.
  private struct Kind: Sendable {
    let name: String
    let summary: String
    let result: String
    /// What it gives for JSON or a path that fails, where nothing else is said.
    let onError: Value
    let answer: @Sendable ([JSONNode], SQLJSONClauses) -> Outcome

    var overloads: [ScalarOverload] {
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
            return try self.value(of: path, in: try arguments.text(0), clauses)
          }
        }
    }

    var forms: [ScalarOverload] {
      let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".prefix(maximumValueCount).map { String($0) }
      return ["varchar", "json"].flatMap { type in
        (1...letters.count).map { count in
          form("\(type), varchar, varchar, \(letters.prefix(count).joined(separator: ", "))")
        }
      }
    }

    private func form(_ parameters: String) -> ScalarOverload {
      ScalarOverload(
        Signature("(\(parameters)) -> \(result)"),
        returnsNullOnNull: false
      ) { types, _ in
        .prepared { (constants) throws(QueryError) in
          let clauses = try SQLJSONClauses(
            try ArgumentReader(constants.map { $0 ?? .null }).text(2)
          )
          let paths = PreparedCache { (path: Value) throws(QueryError) in
            try SQLJSONPath(
              try ArgumentReader([path]).text(0),
              passing: clauses.variables.map(\.name)
            )
          }
          if let path = constants[1], !path.isNull { _ = try paths.value(for: path) }
          return { (arguments) throws(QueryError) in
            guard !arguments[0].isNull, !arguments[1].isNull else { return .null }
            var variables: [[UInt8]: JSONNode] = [:]
            for (name, argument) in clauses.variables {
              let place = argument + 3
              variables[name] = try node(arguments[place], types[place])
            }
            return try self.value(
              of: try paths.value(for: arguments[1]),
              in: try ArgumentReader(arguments).text(0),
              clauses,
              variables,
              arguments.dropFirst(3)
            )
          }
        }
      }
    }

    private func value(
      of path: SQLJSONPath,
      in text: Text,
      _ clauses: SQLJSONClauses,
      _ variables: [[UInt8]: JSONNode] = [:],
      _ values: ArraySlice<Value> = []
    ) throws(QueryError) -> Value {
      let outcome: Outcome =
        switch items(path, text, variables) {
        case .success(let items): answer(items, clauses)
        case .failure(let failure): .failed(failure.reason)
        }
      return try resolve(outcome, clauses, onError: onError, values)
    }
  }

  /// The item that a value is for a path.
  private static func node(_ value: Value, _ type: DataType) throws(QueryError) -> JSONNode {
    do throws(JSONFailure) {
      return try JSONNode(JSONCast.toJSON(value, type: type))
    } catch {
      throw .invalidArgument("a value behind PASSING is no JSON", hint: error.hint)
    }
  }

  private static func items(
    _ path: SQLJSONPath,
    _ text: Text,
    _ variables: [[UInt8]: JSONNode]
  ) -> Result<[JSONNode], SQLJSONPathFailure> {
    let input: JSONNode
    do throws(JSONFailure) {
      input = try JSONNode(text)
    } catch {
      return .failure(SQLJSONPathFailure(reason: error.hint))
    }
    do throws(SQLJSONPathFailure) {
      return .success(try path.evaluate(input, variables: variables))
    } catch {
      return .failure(error)
    }
  }

  private static func resolve(
    _ outcome: Outcome,
    _ clauses: SQLJSONClauses,
    onError: Value,
    _ values: ArraySlice<Value>
  ) throws(QueryError) -> Value {
    let (substitute, reason) =
      switch outcome {
      case .value(let value): (SQLJSONClauses.Substitute.value(value), "")
      case .empty: (clauses.onEmpty ?? .value(.null), "it leads to nothing")
      case .failed(let reason): (clauses.onError ?? .value(onError), reason)
      }
    switch substitute {
    case .value(let value): return value
    case .argument(let place): return values[values.startIndex + place]
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
