// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Elements of an array by place or by value, and parts of it.
enum ArrayElementFunctions {
  static let all: [ScalarFunction] = [
    ScalarFunction(
      "cardinality",
      "The number of elements of an array, of entries of a map.",
      [
        .plain("(array(T)) -> bigint") { (arguments) throws(QueryError) in
          .bigint(Int64(try arguments.array(0).count))
        },
        .plain("(map(K, V)) -> bigint") { (arguments) throws(QueryError) in
          .bigint(Int64(try arguments.values[0].asMap.count))
        },
      ]
    ),
    ScalarFunction(
      "element_at",
      "The element at a place, from the end for a negative one, or the value of a key; NULL where "
        + "there is none.",
      [
        .plain("(array(T), bigint) -> T") { (arguments) throws(QueryError) in
          try element(of: try arguments.array(0), at: try arguments.integer(1))
        },
        .plain("(map(K, V), K) -> V") { (arguments) throws(QueryError) in
          try arguments.values[0].asMap.first { $0.key == arguments.values[1] }?.value ?? .null
        },
      ]
    ),
    ScalarFunction(
      "array_first",
      "The first element; NULL of an empty array.",
      [
        .plain("(array(T)) -> T") { (arguments) throws(QueryError) in
          try arguments.array(0).first ?? .null
        }
      ]
    ),
    ScalarFunction(
      "array_last",
      "The last element; NULL of an empty array.",
      [
        .plain("(array(T)) -> T") { (arguments) throws(QueryError) in
          try arguments.array(0).last ?? .null
        }
      ]
    ),
    ScalarFunction(
      "contains",
      "Whether the array has the element; NULL if it may be among its NULLs.",
      [
        .plain("(array(T), T) -> boolean") { (arguments) throws(QueryError) in
          contains(try arguments.array(0), arguments.values[1])
        }
      ]
    ),
    ScalarFunction(
      "contains_sequence",
      "Whether the array has all elements of another, one after the other.",
      [
        .plain("(array(T), array(T)) -> boolean") { (arguments) throws(QueryError) in
          .boolean(contains(try arguments.array(0), sequence: try arguments.array(1)))
        }
      ]
    ),
    ScalarFunction(
      "array_position",
      "The place of the first element that equals x; 0 if there is none.",
      [
        .plain("(array(T), T) -> bigint") { (arguments) throws(QueryError) in
          let place = try arguments.array(0).firstIndex { $0.equals(arguments.values[1]) }
          return .bigint(place.map { Int64($0) + 1 } ?? 0)
        }
      ]
    ),
    ScalarFunction(
      "slice",
      "So many elements from a place on, counted from the end for a negative one.",
      [
        .plain("(array(T), bigint, bigint) -> array(T)") { (arguments) throws(QueryError) in
          .array(
            try slice(
              try arguments.array(0),
              from: try arguments.integer(1),
              count: try arguments.integer(2)
            )
          )
        }
      ]
    ),
    ScalarFunction(
      "trim_array",
      "The array without its last n elements.",
      [
        .plain("(array(T), bigint) -> array(T)") { (arguments) throws(QueryError) in
          let values = try arguments.array(0)
          let count = try arguments.integer(1)
          guard count >= 0 else {
            throw .invalidArgument("size must not be negative: \(count)")
          }
          guard count <= values.count else {
            throw .invalidArgument(
              "size must not exceed array cardinality \(values.count): \(count)"
            )
          }
          return .array(Array(values.dropLast(Int(count))))
        }
      ]
    ),
    ScalarFunction(
      "reverse",
      "The array from its end to its beginning.",
      [
        .plain("(array(T)) -> array(T)") { (arguments) throws(QueryError) in
          .array(try arguments.array(0).reversed())
        }
      ]
    ),
    arrayJoin,
  ]

  private static func element(of values: [Value], at index: Int64) throws(QueryError) -> Value {
    guard index != 0 else { throw .invalidArgument("SQL array indices start at 1") }
    guard index.magnitude <= values.count else { return .null }
    return values[index > 0 ? Int(index) - 1 : values.count + Int(index)]
  }

  private static func contains(_ values: [Value], _ element: Value) -> Value {
    var mayBe = false
    for value in values {
      switch ValueComparison.equal(value, element) {
      case .yes: return .boolean(true)
      case .unknown: mayBe = true
      case .no: break
      }
    }
    return mayBe ? .null : .boolean(false)
  }

  private static func contains(_ values: [Value], sequence: [Value]) -> Bool {
    guard !sequence.isEmpty else { return true }
    guard values.count >= sequence.count else { return false }
    return (0...(values.count - sequence.count)).contains { start in
      values[start..<(start + sequence.count)].elementsEqual(sequence)
    }
  }

  private static func slice(
    _ values: [Value],
    from start: Int64,
    count: Int64
  ) throws(QueryError) -> [Value] {
    guard count >= 0 else {
      throw .invalidArgument("length must be greater than or equal to 0")
    }
    guard start != 0 else { throw .invalidArgument("SQL array indices start at 1") }
    guard start.magnitude <= values.count else { return [] }
    let first = start > 0 ? Int(start) - 1 : values.count + Int(start)
    return Array(values[first...].prefix(Int(min(count, Int64(values.count)))))
  }

  /// Elements are joined as a cast to varchar writes them.
  private static let arrayJoin = ScalarFunction(
    "array_join",
    "The elements as text with a delimiter between; NULLs left out or replaced.",
    ["(array(T), varchar) -> varchar", "(array(T), varchar, varchar) -> varchar"].map {
      signature in
      ScalarOverload(
        Signature(signature),
        resultType: { (types) throws(QueryError) in
          guard case .array(let element) = types.first, Cast.exists(from: element, to: .string)
          else {
            throw QueryError(
              .invalidFunctionArgument,
              "array_join cannot write elements as text",
              hint: "transform them to varchar first"
            )
          }
          return .string
        },
        make: { types, _ in
          let element = if case .array(let type) = types.first { type } else { DataType.unknown }
          let convert = Cast.make(from: element, to: .string)
          return .values { (arguments) throws(QueryError) in
            try join(arguments) { (value) throws(QueryError) in
              try (try convert?(value) ?? value).asText
            }
          }
        }
      )
    }
  )

  private static func join(
    _ arguments: [Value],
    text: (Value) throws(QueryError) -> Text
  ) throws(QueryError) -> Value {
    let delimiter = try arguments[1].asText.bytes
    let replacement = arguments.count > 2 ? try arguments[2].asText.bytes : nil
    var bytes: [UInt8] = []
    var isFirst = true
    for value in try arguments[0].asArray {
      guard let piece = value.isNull ? replacement : try text(value).bytes else { continue }
      if !isFirst {
        bytes.append(contentsOf: delimiter)
      }
      isFirst = false
      bytes.append(contentsOf: piece)
    }
    return .varchar(Text(bytes: bytes))
  }
}

extension Value {
  /// Equal beyond doubt, as `=` has it.
  func equals(_ other: Value) -> Bool {
    ValueComparison.equal(self, other) == .yes
  }
}
