// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// The SQL standard's JSON functions: queries by path, and constructors.
///
/// What the standard writes as clauses between the arguments stands in an optional third argument, a
/// constant text of those clauses: `'with conditional array wrapper null on error'`.
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
    ScalarFunction(
      "json_array",
      "A JSON array of values, without those that are NULL.",
      arrayConstructors
    ),
    ScalarFunction(
      "json_object",
      "A JSON object of keys and values in turn; NULL stands as null.",
      objectConstructors
    ),
  ]

  // MARK: Queries

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
          let outcome: Outcome
          switch items(path, try arguments.text(0)) {
          case .success(let items): outcome = answer(items, clauses)
          case .failure(let failure): outcome = .failed(failure.reason)
          }
          return try resolve(outcome, clauses, onError: onError)
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
    switch outcome {
    case .value(let value): return value
    case .empty:
      guard case .error = clauses.onEmpty ?? .value(.null) else {
        if case .value(let value) = clauses.onEmpty { return value }
        return .null
      }
      throw .invalidArgument("the JSON path leads to nothing")
    case .failed(let reason):
      switch clauses.onError ?? .value(onError) {
      case .value(let value): return value
      case .error: throw .invalidArgument("the JSON path failed: \(reason)")
      }
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

  // MARK: Constructors

  /// Type variables: as many as a constructor may have values.
  private static let variables = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".map { String($0) }

  private static let arrayConstructors: [ScalarOverload] = (0...variables.count).map { count in
    let parameters = variables[..<count].joined(separator: ", ")
    return ScalarOverload(Signature("(\(parameters)) -> varchar"), returnsNullOnNull: false) {
      types,
      _ in
      .values { (arguments) throws(QueryError) in
        var out: [UInt8] = [0x5B]
        for (value, type) in zip(arguments, types) where !value.isNull {
          if out.count > 1 { out.append(0x2C) }
          JSONCast.append(value, type: type, to: &out)
        }
        out.append(0x5D)
        return .varchar(Text(bytes: out))
      }
    }
  }

  private static let objectConstructors: [ScalarOverload] = (0...variables.count).map { count in
    let parameters = variables[..<count].map { "varchar, \($0)" }.joined(separator: ", ")
    return ScalarOverload(Signature("(\(parameters)) -> varchar"), returnsNullOnNull: false) {
      types,
      _ in
      .values { (arguments) throws(QueryError) in
        var out: [UInt8] = [0x7B]
        for index in stride(from: 0, to: arguments.count - 1, by: 2) {
          guard case .varchar(let key) = arguments[index] else {
            throw .invalidArgument("null as a key of json_object")
          }
          if out.count > 1 { out.append(0x2C) }
          JSONWriter.append(string: key.bytes, to: &out)
          out.append(0x3A)
          JSONCast.append(arguments[index + 1], type: types[index + 1], to: &out)
        }
        out.append(0x7D)
        return .varchar(Text(bytes: out))
      }
    }
  }
}
