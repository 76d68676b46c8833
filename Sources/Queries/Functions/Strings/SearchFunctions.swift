// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// The functions that join texts, look for one in another, or take one apart.
enum SearchFunctions {
  static let all: [ScalarFunction] = [
    ScalarFunction("concat", "The texts or bytes one behind the other.", concat),
    ScalarFunction(
      "concat_ws",
      "The texts with a separator between them; NULLs are left out.",
      concatWithSeparator
    ),
    ScalarFunction("replace", "The text with every instance of another replaced.", replace),
    ScalarFunction(
      "strpos",
      "Where a text stands in another, counted from 1; 0 when it does not.",
      position
    ),
    ScalarFunction(
      "starts_with",
      "Whether a text begins with another.",
      [
        .plain("(varchar, varchar) -> boolean") { (arguments) throws(QueryError) in
          .boolean(try arguments.bytes(0).starts(with: try arguments.bytes(1)))
        }
      ]
    ),
    ScalarFunction(
      "ends_with",
      "Whether a text ends with another.",
      [
        .plain("(varchar, varchar) -> boolean") { (arguments) throws(QueryError) in
          .boolean(
            try arguments.bytes(0).reversed().starts(with: try arguments.bytes(1).reversed())
          )
        }
      ]
    ),
    ScalarFunction(
      "translate",
      "The text with characters replaced one by one.",
      [
        .plain("(varchar, varchar, varchar) -> varchar") { (arguments) throws(QueryError) in
          .varchar(
            Text(
              bytes: translate(
                try arguments.bytes(0),
                from: try arguments.bytes(1),
                to: try arguments.bytes(2)
              )
            )
          )
        }
      ]
    ),
    ScalarFunction("split", "The parts of a text between delimiters.", split),
    ScalarFunction(
      "split_part",
      "One part of a text between delimiters, counted from 1.",
      [
        .plain("(varchar, varchar, bigint) -> varchar") { (arguments) throws(QueryError) in
          try splitPart(
            try arguments.bytes(0),
            try arguments.bytes(1),
            index: try arguments.integer(2)
          )
        }
      ]
    ),
    ScalarFunction(
      "split_to_map",
      "A map of the entries of a text.",
      [
        .plain(
          "(varchar, varchar, varchar) -> map(varchar, varchar)",
          result: .map(key: .string, value: .string)
        ) {
          (arguments) throws(QueryError) in try splitToMap(arguments)
        }
      ]
    ),
    ScalarFunction(
      "split_to_multimap",
      "A map of the entries of a text, all values of a key.",
      [
        .plain(
          "(varchar, varchar, varchar) -> map(varchar, array(varchar))",
          result: .map(key: .string, value: .array(.string))
        ) {
          (arguments) throws(QueryError) in try splitToMultimap(arguments)
        }
      ]
    ),
    ScalarFunction(
      "levenshtein_distance",
      "The fewest edits that make one text the other.",
      [
        .plain("(varchar, varchar) -> bigint") { (arguments) throws(QueryError) in
          .bigint(
            Int64(
              try TextDistance.levenshtein(try arguments.bytes(0), try arguments.bytes(1))
            )
          )
        }
      ]
    ),
    ScalarFunction(
      "hamming_distance",
      "In how many places two texts of one length differ.",
      [
        .plain("(varchar, varchar) -> bigint") { (arguments) throws(QueryError) in
          .bigint(Int64(try TextDistance.hamming(try arguments.bytes(0), try arguments.bytes(1))))
        }
      ]
    ),
  ]

  // MARK: Joining

  private static let concat: [ScalarOverload] = ["varchar", "varbinary"].map { type in
    ScalarOverload(
      Signature("(\(type), \(type)...) -> \(type)"),
      resultType: { (types) throws(QueryError) in
        guard types.count >= 2 else {
          throw .invalidArgument("there must be two or more concatenation arguments")
        }
        return type == "varchar" ? .string : .varbinary
      }
    ) { _, result in
      .values { (arguments) throws(QueryError) in
        let reader = ArgumentReader(arguments)
        var out: [UInt8] = []
        for index in arguments.indices { out += try reader.bytes(index) }
        return result == .varbinary ? .varbinary(out) : .varchar(Text(bytes: out))
      }
    }
  }

  private static let concatWithSeparator: [ScalarOverload] = [
    .plain("(varchar, varchar...) -> varchar", returnsNullOnNull: false) {
      (arguments) throws(QueryError) in
      join(Array(arguments.values.dropFirst()), with: arguments.values[0])
    },
    .plain("(varchar, array(varchar)) -> varchar") { (arguments) throws(QueryError) in
      join(try arguments.array(1), with: arguments.values[0])
    },
  ]

  private static func join(_ values: [Value], with separator: Value) -> Value {
    guard case .varchar(let separator) = separator else { return .null }
    var out: [UInt8] = []
    var isFirst = true
    for case .varchar(let text) in values {
      if !isFirst { out += separator.bytes }
      out += text.bytes
      isFirst = false
    }
    return .varchar(Text(bytes: out))
  }

  // MARK: Searching

  private static let replace: [ScalarOverload] = [
    .plain("(varchar, varchar) -> varchar") { (arguments) throws(QueryError) in
      .varchar(
        Text(
          bytes: try ByteSearch.replace(
            try arguments.bytes(1),
            by: [],
            in: try arguments.bytes(0)
          )
        )
      )
    },
    .plain("(varchar, varchar, varchar) -> varchar") { (arguments) throws(QueryError) in
      .varchar(
        Text(
          bytes: try ByteSearch.replace(
            try arguments.bytes(1),
            by: try arguments.bytes(2),
            in: try arguments.bytes(0)
          )
        )
      )
    },
  ]

  private static let position: [ScalarOverload] = [
    .plain("(varchar, varchar) -> bigint") { (arguments) throws(QueryError) in
      .bigint(try position(of: try arguments.bytes(1), in: try arguments.bytes(0), instance: 1))
    },
    .plain("(varchar, varchar, bigint) -> bigint") { (arguments) throws(QueryError) in
      .bigint(
        try position(
          of: try arguments.bytes(1),
          in: try arguments.bytes(0),
          instance: try arguments.integer(2)
        )
      )
    },
  ]

  /// Instances may overlap; negative ones are counted from the end.
  private static func position(
    of needle: [UInt8],
    in bytes: [UInt8],
    instance: Int64
  ) throws(QueryError) -> Int64 {
    guard instance != 0 else {
      throw .invalidArgument("the instance of strpos must be positive or negative, not 0")
    }
    guard !needle.isEmpty else { return 1 }
    var found = instance > 0 ? -1 : bytes.count
    var left = instance.magnitude
    while left > 0 {
      let next =
        instance > 0
        ? ByteSearch.first(needle, in: bytes, from: found + 1)
        : ByteSearch.last(needle, in: bytes, from: found - 1)
      guard let next else { return 0 }
      found = next
      left -= 1
    }
    return Int64(CodePoints.count(Array(bytes[..<found]))) + 1
  }

  private static func translate(_ bytes: [UInt8], from: [UInt8], to: [UInt8]) -> [UInt8] {
    let targets = CodePoints.decode(to)
    var map: [UInt32: UInt32?] = [:]
    for (index, point) in CodePoints.decode(from).enumerated() where map[point] == nil {
      map[point] = .some(index < targets.count ? targets[index] : nil)
    }
    return CodePoints.encode(
      CodePoints.decode(bytes).compactMap { point in
        if let target = map[point] { target } else { point }
      }
    )
  }

  // MARK: Taking apart

  private static let split: [ScalarOverload] = [
    .plain("(varchar, varchar) -> array(varchar)", result: .array(.string)) {
      (arguments) throws(QueryError) in
      try split(try arguments.bytes(0), try arguments.bytes(1), limit: Int64(Int32.max))
    },
    .plain("(varchar, varchar, bigint) -> array(varchar)", result: .array(.string)) {
      (arguments) throws(QueryError) in
      try split(try arguments.bytes(0), try arguments.bytes(1), limit: try arguments.integer(2))
    },
  ]

  private static func split(
    _ bytes: [UInt8],
    _ delimiter: [UInt8],
    limit: Int64
  ) throws(QueryError) -> Value {
    guard limit > 0 else { throw .invalidArgument("the limit of split must be positive") }
    guard let limit = Int32(exactly: limit) else {
      throw .invalidArgument("the limit of split is too large")
    }
    guard !delimiter.isEmpty else {
      throw .invalidArgument("the delimiter of split may not be the empty string")
    }
    let parts = ByteSearch.split(bytes, by: delimiter, limit: Int(limit))
    return .array(parts.map { .varchar(Text(bytes: $0)) })
  }

  /// NULL past the last part; with an empty delimiter every code point is a part.
  private static func splitPart(
    _ bytes: [UInt8],
    _ delimiter: [UInt8],
    index: Int64
  ) throws(QueryError) -> Value {
    guard index > 0 else {
      throw .invalidArgument("the index of split_part must be greater than zero")
    }
    guard !delimiter.isEmpty else {
      let units = SubstringUnits(text: bytes)
      return index <= units.count
        ? .varchar(Text(bytes: units.part(from: index, length: 1))) : .null
    }
    var start = 0
    var left = index - 1
    while start < bytes.count, let end = ByteSearch.first(delimiter, in: bytes, from: start) {
      if left == 0 { return .varchar(Text(bytes: Array(bytes[start..<end]))) }
      start = end + delimiter.count
      left -= 1
    }
    return left == 0 ? .varchar(Text(bytes: Array(bytes[start...]))) : .null
  }

  private static func splitToMap(_ arguments: ArgumentReader) throws(QueryError) -> Value {
    var entries: [MapEntry] = []
    var seen: Set<Value> = []
    for entry in try self.entries(arguments, of: "split_to_map") {
      guard seen.insert(entry.key).inserted else {
        throw .invalidArgument("split_to_map has the key \(entry.key.excerpt) twice")
      }
      entries.append(entry)
    }
    return .map(entries)
  }

  private static func splitToMultimap(_ arguments: ArgumentReader) throws(QueryError) -> Value {
    var keys: [Value] = []
    var values: [Value: [Value]] = [:]
    for entry in try entries(arguments, of: "split_to_multimap") {
      if values[entry.key] == nil { keys.append(entry.key) }
      values[entry.key, default: []].append(entry.value)
    }
    return .map(keys.map { MapEntry(key: $0, value: .array(values[$0] ?? [])) })
  }

  /// The keys and values of a text, in their order.
  private static func entries(
    _ arguments: ArgumentReader,
    of function: String
  ) throws(QueryError) -> [MapEntry] {
    let bytes = try arguments.bytes(0)
    let (outer, inner) = (try arguments.bytes(1), try arguments.bytes(2))
    guard !outer.isEmpty, !inner.isEmpty, outer != inner else {
      throw .invalidArgument("the delimiters of \(function) must be two, and not empty")
    }
    var parts = ByteSearch.split(bytes, by: outer)
    // A delimiter at the end is followed by no entry, and an empty text has none.
    if parts.last?.isEmpty == true { parts.removeLast() }
    var result: [MapEntry] = []
    for part in parts {
      let sides = ByteSearch.split(part, by: inner)
      guard sides.count == 2 else {
        throw .invalidArgument(
          "the key-value delimiter of \(function) must stand once in an entry, not as in "
            + Text(bytes: part).quotedExcerpt
        )
      }
      result.append(
        MapEntry(key: .varchar(Text(bytes: sides[0])), value: .varchar(Text(bytes: sides[1])))
      )
    }
    return result
  }
}

extension Value {
  /// For errors.
  fileprivate var excerpt: String {
    if case .varchar(let text) = self { text.quotedExcerpt } else { "" }
  }
}
