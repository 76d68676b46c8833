// SPDX-License-Identifier: Apache-2.0

/// One tag of a template.
struct TemplateTag: Equatable {
  enum Kind: Equatable {
    /// `{{name}}`
    case variable
    /// `{{{name}}}` or `{{&name}}`
    case markup
    /// `{{#name}}`
    case section
    /// `{{^name}}`
    case inverted
    /// `{{/name}}`
    case end
    /// `{{>name}}`
    case partial
    /// `{{<name}}`
    case parent
    /// `{{$name}}`
    case block
  }

  let kind: Kind
  let name: String
  let line: Int
}

/// Finds the tags of a template with their lines.
///
/// The mustache library knows where a template's grammar is broken, but not where a tag stood once
/// it is parsed; this does.
struct TemplateScanner {
  let template: String
  private let bytes: [UInt8]
  private var index = 0
  private var line = 1

  init(_ text: String, template: String) {
    self.template = template
    bytes = Array(text.utf8)
  }

  /// All tags but comments.
  static func tags(of text: String, template: String) throws(ReportError) -> [TemplateTag] {
    var scanner = TemplateScanner(text, template: template)
    var tags: [TemplateTag] = []
    while let tag = try scanner.next() {
      tags.append(tag)
    }
    return tags
  }

  private mutating func next() throws(ReportError) -> TemplateTag? {
    while index < bytes.count {
      guard bytes[index...].starts(with: "{{".utf8) else {
        if bytes[index] == 0x0A {
          line += 1
        } else if bytes[index] < 0x20 && bytes[index] != 0x09 && bytes[index] != 0x0D {
          throw error("a control character; a template is plain text", line: line)
        }
        index += 1
        continue
      }
      if let tag = try tag() {
        return tag
      }
    }
    return nil
  }

  /// Reads the tag at `index`; nil for a comment.
  private mutating func tag() throws(ReportError) -> TemplateTag? {
    let start = line
    index += 2
    let sigil = index < bytes.count ? bytes[index] : 0
    let closing = sigil == UInt8(ascii: "{") ? "}}}" : "}}"
    guard let end = position(of: closing) else {
      throw error("a tag without its '\(closing)'", line: start)
    }
    let content = bytes[index..<end]
    line += content.count { $0 == 0x0A }
    index = end + closing.utf8.count
    if sigil == UInt8(ascii: "!") { return nil }
    let (kind, length) = try kind(of: sigil, line: start)
    let name = String(decoding: content.dropFirst(length), as: UTF8.self)
      .trimming { $0 == " " || $0 == "\t" }
    guard !name.isEmpty, name.utf8.allSatisfy(isNameByte) else {
      throw error("the tag '\(name)' has no usable name", line: start)
    }
    if name.utf8.contains(UInt8(ascii: "(")) {
      throw error("unknown transform in '\(name)'; templates have no transforms", line: start)
    }
    return TemplateTag(kind: kind, name: name, line: start)
  }

  private func kind(
    of sigil: UInt8,
    line: Int
  ) throws(ReportError) -> (TemplateTag.Kind, length: Int) {
    switch sigil {
    case UInt8(ascii: "#"): return (.section, 1)
    case UInt8(ascii: "^"): return (.inverted, 1)
    case UInt8(ascii: "/"): return (.end, 1)
    case UInt8(ascii: ">"): return (.partial, 1)
    case UInt8(ascii: "<"): return (.parent, 1)
    case UInt8(ascii: "$"): return (.block, 1)
    case UInt8(ascii: "{"), UInt8(ascii: "&"): return (.markup, 1)
    case UInt8(ascii: "="): throw error("a template cannot change the delimiters", line: line)
    case UInt8(ascii: "%"): throw error("a template cannot have a pragma", line: line)
    default: return (.variable, 0)
    }
  }

  private func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: ".-_()/".utf8.contains(byte)
    }
  }

  private func position(of text: String) -> Int? {
    let wanted = Array(text.utf8)
    var place = index
    while place + wanted.count <= bytes.count {
      if bytes[place...].starts(with: wanted) { return place }
      place += 1
    }
    return nil
  }

  private func error(_ message: String, line: Int) -> ReportError {
    ReportError(.template, path: template, line: line, message)
  }
}

extension String {
  /// The text without the characters at its ends that `isBlank` holds for.
  fileprivate func trimming(_ isBlank: (Character) -> Bool) -> String {
    let start = drop(while: isBlank)
    return String(start.reversed().drop(while: isBlank).reversed())
  }
}
