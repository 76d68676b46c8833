// SPDX-License-Identifier: Apache-2.0
internal import Columns

extension JSONCast {
  /// Reads one JSON value as a value of the type.
  static func read(
    _ reader: inout JSONReader,
    as type: DataType,
    depth: Int
  ) throws(JSONFailure) -> Value {
    let kind = try reader.peek()
    if case .json = type {
      var out: [UInt8] = []
      try reader.copyValue(to: &out, depth: depth)
      return .json(Text(bytes: out))
    }
    if kind == .null {
      try reader.readLiteral("null")
      return .null
    }
    switch type {
    case .array(let element):
      return try readArray(&reader, kind, of: element, depth: depth)
    case .map(let key, let value):
      return try readMap(&reader, kind, key: key, value: value, depth: depth)
    case .row(let fields):
      return try readRow(&reader, kind, fields, depth: depth)
    default:
      return try readScalar(&reader, kind, as: type)
    }
  }

  private static func readScalar(
    _ reader: inout JSONReader,
    _ kind: JSONReader.Kind,
    as type: DataType
  ) throws(JSONFailure) -> Value {
    switch kind {
    case .true:
      try reader.readLiteral("true")
      return try JSONScalar.boolean(true).value(as: type)
    case .false:
      try reader.readLiteral("false")
      return try JSONScalar.boolean(false).value(as: type)
    case .number:
      return try JSONScalar.number(Array(reader.slice(try reader.readNumber()))).value(as: type)
    case .string:
      return try JSONScalar.string(reader.decode(try reader.readString())).value(as: type)
    case .array: throw .unexpected("expected a scalar, but got an array")
    case .object: throw .unexpected("expected a scalar, but got an object")
    case .null: return .null
    }
  }

  private static func readArray(
    _ reader: inout JSONReader,
    _ kind: JSONReader.Kind,
    of element: DataType,
    depth: Int
  ) throws(JSONFailure) -> Value {
    guard kind == .array else { throw .unexpected("expected an array, but got \(kind.noun)") }
    try reader.check(depth: depth)
    var values: [Value] = []
    var hasMore = try reader.enterArray()
    while hasMore {
      values.append(try read(&reader, as: element, depth: depth + 1))
      hasMore = try reader.nextElement()
    }
    return .array(values)
  }

  private static func readMap(
    _ reader: inout JSONReader,
    _ kind: JSONReader.Kind,
    key: DataType,
    value: DataType,
    depth: Int
  ) throws(JSONFailure) -> Value {
    guard kind == .object else { throw .unexpected("expected an object, but got \(kind.noun)") }
    try reader.check(depth: depth)
    var entries: [MapEntry] = []
    var seen: Set<Value> = []
    var hasMore = try reader.enterObject()
    while hasMore {
      let name = reader.decode(try reader.readKey())
      let key = try JSONScalar.string(name).value(as: key)
      guard seen.insert(key).inserted else {
        throw .unexpected("the key \(Text(bytes: name).quotedExcerpt) is there twice")
      }
      entries.append(MapEntry(key: key, value: try read(&reader, as: value, depth: depth + 1)))
      hasMore = try reader.nextMember()
    }
    return .map(entries)
  }

  /// An array fills a row by position, an object by name, without regard to case; what the object
  /// does not name is NULL, what the row does not know is passed over.
  private static func readRow(
    _ reader: inout JSONReader,
    _ kind: JSONReader.Kind,
    _ fields: [RowField],
    depth: Int
  ) throws(JSONFailure) -> Value {
    switch kind {
    case .array:
      return try readPositions(&reader, fields, depth: depth)
    case .object:
      guard fields.first?.name != nil else {
        throw .unexpected("a row without field names takes an array, not an object")
      }
      return try readNames(&reader, fields, depth: depth)
    default:
      throw .unexpected("expected an array or object, but got \(kind.noun)")
    }
  }

  private static func readPositions(
    _ reader: inout JSONReader,
    _ fields: [RowField],
    depth: Int
  ) throws(JSONFailure) -> Value {
    try reader.check(depth: depth)
    var values: [Value] = []
    var hasMore = try reader.enterArray()
    while hasMore {
      guard values.count < fields.count else {
        throw .unexpected("the array has more than \(fields.count) elements")
      }
      values.append(try read(&reader, as: fields[values.count].type, depth: depth + 1))
      hasMore = try reader.nextElement()
    }
    guard values.count == fields.count else {
      throw .unexpected("the array has \(values.count) elements, the row \(fields.count) fields")
    }
    return .row(values)
  }

  private static func readNames(
    _ reader: inout JSONReader,
    _ fields: [RowField],
    depth: Int
  ) throws(JSONFailure) -> Value {
    try reader.check(depth: depth)
    var values: [Value?] = Array(repeating: nil, count: fields.count)
    var hasMore = try reader.enterObject()
    while hasMore {
      let name = Text(bytes: reader.decode(try reader.readKey())).string.lowercased()
      if let index = fields.firstIndex(where: { $0.name?.lowercased() == name }) {
        guard values[index] == nil else { throw .unexpected("the field '\(name)' is there twice") }
        values[index] = try read(&reader, as: fields[index].type, depth: depth + 1)
      } else {
        try reader.skipValue(depth: depth + 1)
      }
      hasMore = try reader.nextMember()
    }
    return .row(values.map { $0 ?? .null })
  }
}

extension JSONReader.Kind {
  /// For errors.
  var noun: String {
    switch self {
    case .object: "an object"
    case .array: "an array"
    case .string: "a string"
    case .number: "a number"
    case .true, .false: "a boolean"
    case .null: "null"
    }
  }
}
