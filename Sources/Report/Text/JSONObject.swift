// SPDX-License-Identifier: Apache-2.0
import Columns
private import FoundationEssentials

/// Writes the members of one object of JSON into a buffer, in the order they are added.
struct JSONObject {
  private var isFirst = true
  /// Between two members.
  private let separator: String

  init(separator: String = ",") {
    self.separator = separator
  }

  mutating func add(_ name: String, _ text: String, to buffer: inout [UInt8]) {
    begin(name, &buffer)
    _ = JSONText.append(Text(text), to: &buffer)
  }

  mutating func add(_ name: String, _ number: Int, to buffer: inout [UInt8]) {
    add(name, literal: String(number), to: &buffer)
  }

  mutating func add(_ name: String, _ texts: [String], to buffer: inout [UInt8]) {
    begin(name, &buffer)
    buffer.raw("[")
    for (index, text) in texts.enumerated() {
      if index > 0 { buffer.raw(",") }
      _ = JSONText.append(Text(text), to: &buffer)
    }
    buffer.raw("]")
  }

  /// A number, `true`, `false` or `null` as it is written.
  mutating func add(_ name: String, literal: String, to buffer: inout [UInt8]) {
    begin(name, &buffer)
    buffer.raw(literal)
  }

  /// `"path"`, or `"pathBase64"` for a name that is not UTF-8: every name has one form only.
  mutating func add(path: Text, to buffer: inout [UInt8]) {
    let start = buffer.count
    let wasFirst = isFirst
    begin("path", &buffer)
    guard !JSONText.append(path, to: &buffer) else { return }
    buffer.removeLast(buffer.count - start)
    isFirst = wasFirst
    add("pathBase64", Data(path.bytes).base64EncodedString(), to: &buffer)
  }

  /// An object within this one.
  mutating func add(
    _ name: String,
    to buffer: inout [UInt8],
    _ members: (inout JSONObject, inout [UInt8]) -> Void
  ) {
    begin(name, &buffer)
    Self.append(to: &buffer, members)
  }

  /// An array of objects, one a line.
  mutating func add<Element>(
    _ name: String,
    _ elements: [Element],
    to file: inout FileWriter,
    _ members: (Element, inout JSONObject, inout [UInt8]) -> Void
  ) throws(ReportError) {
    begin(name, &file.buffer)
    file.buffer.raw("[")
    for (index, element) in elements.enumerated() {
      file.buffer.raw(index == 0 ? "\n" : ",\n")
      Self.append(to: &file.buffer) { members(element, &$0, &$1) }
      try file.flush()
    }
    file.buffer.raw("]")
  }

  private static func append(
    to buffer: inout [UInt8],
    _ members: (inout JSONObject, inout [UInt8]) -> Void
  ) {
    buffer.raw("{")
    var object = JSONObject()
    members(&object, &buffer)
    buffer.raw("}")
  }

  private mutating func begin(_ name: String, _ buffer: inout [UInt8]) {
    if !isFirst { buffer.raw(separator) }
    isFirst = false
    _ = JSONText.append(Text(name), to: &buffer)
    buffer.raw(":")
  }
}
