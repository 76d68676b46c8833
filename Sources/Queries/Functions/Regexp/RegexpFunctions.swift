// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// The functions over regular expressions.
enum RegexpFunctions {
  static let all: [ScalarFunction] = [
    ScalarFunction(
      "regexp_like",
      "Whether a pattern matches anywhere in a text.",
      [
        overload("(varchar, varchar) -> boolean") { (pattern, arguments) throws(QueryError) in
          .boolean(try pattern.isContained(in: try arguments.bytes(0)))
        }
      ]
    ),
    ScalarFunction("regexp_extract", "The first match, or a group of it; NULL for none.", extract),
    ScalarFunction("regexp_extract_all", "All matches, or a group of each.", extractAll),
    ScalarFunction(
      "regexp_replace",
      "The text with each match removed, replaced or rewritten.",
      replace
    ),
    ScalarFunction(
      "regexp_split",
      "The parts of a text between matches, empty ones too.",
      [
        overload("(varchar, varchar) -> array(varchar)", result: .array(.string)) {
          (pattern, arguments) throws(QueryError) in try split(pattern, try arguments.bytes(0))
        }
      ]
    ),
    ScalarFunction(
      "regexp_count",
      "How often a pattern matches.",
      [
        overload("(varchar, varchar) -> bigint") { (pattern, arguments) throws(QueryError) in
          var count: Int64 = 0
          try forEachMatch(pattern, try arguments.bytes(0)) { (_) throws(QueryError) in
            count += 1
            return true
          }
          return .bigint(count)
        }
      ]
    ),
    ScalarFunction(
      "regexp_position",
      "Where a match begins, counted from 1; -1 for none.",
      position
    ),
  ]

  private static func overload(
    _ signature: Signature,
    result: DataType? = nil,
    _ body: @escaping @Sendable (Pattern, ArgumentReader) throws(QueryError) -> Value
  ) -> ScalarOverload {
    .prepared(
      signature,
      argument: 1,
      result: result,
      prepare: { (pattern) throws(QueryError) in
        try Pattern(try ArgumentReader([pattern]).text(0))
      },
      body
    )
  }

  /// Calls `body` at each match in turn until it gives false.
  ///
  /// After an empty match the search goes on one code point further.
  private static func forEachMatch(
    _ pattern: Pattern,
    _ subject: [UInt8],
    from start: Int = 0,
    _ body: ([Range<Int>?]) throws(QueryError) -> Bool
  ) throws(QueryError) {
    var start = start
    while let groups = try pattern.firstMatch(in: subject, from: start), let whole = groups[0] {
      guard try body(groups) else { return }
      start = whole.upperBound
      if whole.isEmpty {
        start +=
          start < subject.count ? CodePoints.length(in: subject, at: start) : 1
      }
    }
  }

  private static func value(_ range: Range<Int>?, of subject: [UInt8]) -> Value {
    range.map { .varchar(Text(bytes: Array(subject[$0]))) } ?? .null
  }

  private static func group(_ number: Int64, of pattern: Pattern) throws(QueryError) -> Int {
    guard let group = Int(exactly: number), (0...pattern.groupCount).contains(group) else {
      throw .invalidArgument(
        "the pattern has \(pattern.groupCount) groups, there is no group \(number)"
      )
    }
    return group
  }

  // MARK: Extracting

  private static let extract: [ScalarOverload] = [
    overload("(varchar, varchar) -> varchar") { (pattern, arguments) throws(QueryError) in
      try extract(pattern, try arguments.bytes(0), group: 0)
    },
    overload("(varchar, varchar, bigint) -> varchar") { (pattern, arguments) throws(QueryError) in
      try extract(pattern, try arguments.bytes(0), group: try arguments.integer(2))
    },
  ]

  private static func extract(
    _ pattern: Pattern,
    _ subject: [UInt8],
    group number: Int64
  ) throws(QueryError) -> Value {
    let group = try group(number, of: pattern)
    guard let groups = try pattern.firstMatch(in: subject, from: 0) else { return .null }
    return value(groups[group], of: subject)
  }

  private static let extractAll: [ScalarOverload] = [
    overload("(varchar, varchar) -> array(varchar)", result: .array(.string)) {
      (pattern, arguments) throws(QueryError) in
      try extractAll(pattern, try arguments.bytes(0), group: 0)
    },
    overload("(varchar, varchar, bigint) -> array(varchar)", result: .array(.string)) {
      (pattern, arguments) throws(QueryError) in
      try extractAll(pattern, try arguments.bytes(0), group: try arguments.integer(2))
    },
  ]

  private static func extractAll(
    _ pattern: Pattern,
    _ subject: [UInt8],
    group number: Int64
  ) throws(QueryError) -> Value {
    let group = try group(number, of: pattern)
    var values: [Value] = []
    try forEachMatch(pattern, subject) { (groups) throws(QueryError) in
      values.append(value(groups[group], of: subject))
      return true
    }
    return .array(values)
  }

  // MARK: Replacing and splitting

  private static let replace: [ScalarOverload] = [
    overload("(varchar, varchar) -> varchar") { (pattern, arguments) throws(QueryError) in
      try replace(pattern, try arguments.bytes(0)) { _, _ in true }
    },
    overload("(varchar, varchar, varchar) -> varchar") {
      (pattern, arguments) throws(QueryError) in
      let subject = try arguments.bytes(0)
      let template = try arguments.text(2)
      var compiled: ReplacementTemplate?
      return try replace(pattern, subject) { (groups, out) throws(QueryError) in
        let ready =
          if let compiled { compiled } else { try ReplacementTemplate(template, for: pattern) }
        compiled = ready
        ready.append(groups, of: subject, to: &out)
        return true
      }
    },
    replaceByLambda,
  ]

  /// The subject with each match rewritten by `append`; NULL when that gives false.
  private static func replace(
    _ pattern: Pattern,
    _ subject: [UInt8],
    _ append: ([Range<Int>?], inout [UInt8]) throws(QueryError) -> Bool
  ) throws(QueryError) -> Value {
    var out: [UInt8] = []
    var end = 0
    var isNull = false
    try forEachMatch(pattern, subject) { (groups) throws(QueryError) in
      guard let whole = groups[0] else { return false }
      out += subject[end..<whole.lowerBound]
      end = whole.upperBound
      isNull = try !append(groups, &out)
      try ResultLimit.check((out.count, false))
      return !isNull
    }
    return isNull ? .null : .varchar(Text(bytes: out + subject[end...]))
  }

  /// T is the type of the text: the groups that the lambda takes are parts of it.
  private static let replaceByLambda = ScalarOverload(
    "(T, varchar, function(array(T), varchar)) -> varchar",
    resultType: { (types) throws(QueryError) in
      switch types.first {
      case .varchar, .char, .unknown: return .string
      default:
        throw QueryError(
          .typeMismatch,
          "regexp_replace takes a varchar, not \(types.first.map(\.description) ?? "nothing")"
        )
      }
    }
  ) { _, _ in
    let cache = PreparedCache { (pattern) throws(QueryError) in
      try Pattern(try ArgumentReader([pattern]).text(0))
    }
    return .higherOrder { (arguments, lambdas) throws(QueryError) in
      try replaceByLambda(try cache.value(for: arguments[1]), arguments, lambdas)
    }
  }

  /// The lambda takes the groups of a match, without the match itself.
  private static func replaceByLambda(
    _ pattern: Pattern,
    _ arguments: [Value],
    _ lambdas: [Lambda]
  ) throws(QueryError) -> Value {
    let subject = try ArgumentReader(arguments).bytes(0)
    guard let lambda = lambdas.first else {
      throw QueryError(.genericInternalError, "regexp_replace without its lambda")
    }
    return try replace(pattern, subject) { (groups, out) throws(QueryError) in
      let captured = groups.dropFirst().map { value($0, of: subject) }
      guard case .varchar(let text) = try lambda([.array(captured)]) else { return false }
      out += text.bytes
      return true
    }
  }

  private static func split(
    _ pattern: Pattern,
    _ subject: [UInt8]
  ) throws(QueryError) -> Value {
    var parts: [Value] = []
    var end = 0
    try forEachMatch(pattern, subject) { (groups) throws(QueryError) in
      guard let whole = groups[0] else { return false }
      parts.append(value(end..<whole.lowerBound, of: subject))
      end = whole.upperBound
      return true
    }
    parts.append(value(end..<subject.count, of: subject))
    return .array(parts)
  }

  // MARK: Positions

  private static let position: [ScalarOverload] = [
    overload("(varchar, varchar) -> integer") { (pattern, arguments) throws(QueryError) in
      try position(pattern, try arguments.bytes(0), start: 1, occurrence: 1)
    },
    overload("(varchar, varchar, bigint) -> integer") {
      (pattern, arguments) throws(QueryError) in
      try position(
        pattern,
        try arguments.bytes(0),
        start: try arguments.integer(2),
        occurrence: 1
      )
    },
    overload("(varchar, varchar, bigint, bigint) -> integer") {
      (pattern, arguments) throws(QueryError) in
      try position(
        pattern,
        try arguments.bytes(0),
        start: try arguments.integer(2),
        occurrence: try arguments.integer(3)
      )
    },
  ]

  private static func position(
    _ pattern: Pattern,
    _ subject: [UInt8],
    start: Int64,
    occurrence: Int64
  ) throws(QueryError) -> Value {
    guard start >= 1 else { throw .invalidArgument("start position cannot be smaller than 1") }
    guard occurrence >= 1 else { throw .invalidArgument("occurrence cannot be smaller than 1") }
    guard start <= CodePoints.count(subject) else { return .bigint(-1) }
    let offset = CodePoints.index(in: subject, offsetBy: Int(start) - 1)
    var left = occurrence
    var found: Int64 = -1
    try forEachMatch(pattern, subject, from: offset) { (groups) throws(QueryError) in
      left -= 1
      guard left == 0, let whole = groups[0] else { return true }
      found = Int64(CodePoints.count(Array(subject[..<whole.lowerBound]))) + 1
      return false
    }
    return .bigint(found)
  }
}
