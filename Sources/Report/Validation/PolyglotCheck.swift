// SPDX-License-Identifier: Apache-2.0

/// Checks that the bytes of a page mean the same to an HTML and to an XML parser.
///
/// What a parsed tree no longer shows is looked for here: an element closed in itself that HTML
/// would leave open, CDATA, entities, and characters no page may hold, written out or as numbers.
struct PolyglotCheck {
  struct Fault: Equatable {
    let line: Int
    let element: String?
    let message: String
  }

  private let bytes: [UInt8]
  private var index = 0
  private var line = 1

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The first fault of a page, or nil.
  static func fault(in bytes: [UInt8]) -> Fault? {
    var check = PolyglotCheck(bytes)
    return check.run()
  }

  private mutating func run() -> Fault? {
    guard bytes.starts(with: doctype) else {
      return Fault(line: 1, element: nil, message: "a page begins with '<!DOCTYPE html>'")
    }
    index = doctype.count
    line = 2
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case 0x0A:
        line += 1
        index += 1
      case UInt8(ascii: "<"):
        if let fault = tag() { return fault }
      case UInt8(ascii: "&"):
        if let fault = reference() { return fault }
      case 0x20..<0x7F, 0x09:
        index += 1
      default:
        if let fault = character() { return fault }
      }
    }
    return nil
  }

  /// Checks what begins with `<`; attribute values are left to the main loop.
  private mutating func tag() -> Fault? {
    let rest = bytes[index...]
    if rest.starts(with: "<!--".utf8) {
      index += 4
      return nil
    }
    if rest.starts(with: "<!".utf8) || rest.starts(with: "<?".utf8) {
      return fault("only elements, text and comments may stand in a page")
    }
    index += 1
    let name = String(decoding: bytes[index...].prefix { isNameByte($0) }, as: UTF8.self)
    var end = index
    var quote: UInt8 = 0
    while end < bytes.count, quote != 0 || bytes[end] != UInt8(ascii: ">") {
      if quote == 0 && (bytes[end] == UInt8(ascii: "\"") || bytes[end] == UInt8(ascii: "'")) {
        quote = bytes[end]
      } else if bytes[end] == quote {
        quote = 0
      }
      end += 1
    }
    let isClosed = end > index && end < bytes.count && bytes[end - 1] == UInt8(ascii: "/")
    if isClosed && !voidElements.contains(name) && !drawnElements.contains(name) {
      return fault("must not be closed in itself: HTML leaves it open", element: name)
    }
    if name == "pre" && end + 1 < bytes.count && bytes[end + 1] == 0x0A {
      return fault("must not begin with a line feed: HTML drops it", element: name)
    }
    return nil
  }

  private mutating func reference() -> Fault? {
    let content = bytes[(index + 1)...].prefix(12)
    guard let end = content.firstIndex(of: UInt8(ascii: ";")) else {
      return fault("'&' must be written '&amp;'")
    }
    let name = String(decoding: bytes[(index + 1)..<end], as: UTF8.self)
    if name.hasPrefix("#") {
      let digits = name.dropFirst()
      let number =
        digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
      guard let number, Unicode.Scalar(number) != nil, !Markup.isForbidden(number) else {
        return fault("'&\(name);' is no character a page may hold")
      }
    } else if !["amp", "lt", "gt", "quot", "apos"].contains(name) {
      return fault("unknown entity '&\(name);': write the character itself")
    }
    index = end + 1
    return nil
  }

  private mutating func character() -> Fault? {
    if bytes[index] < 0x80 {
      return fault("a control character (\(bytes[index]))")
    }
    guard let scalar = Markup.scalar(in: bytes, at: index) else {
      return fault("bytes that are not UTF-8")
    }
    guard !Markup.isForbidden(scalar.value) else {
      return fault("the character U+\(String(scalar.value, radix: 16, uppercase: true))")
    }
    index += scalar.length
    return nil
  }

  private func fault(_ message: String, element: String? = nil) -> Fault {
    Fault(line: line, element: element, message: message)
  }

  private func isNameByte(_ byte: UInt8) -> Bool {
    ReportName.isLetterOrDigit(byte) || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "-")
  }
}

private let doctype = Array("<!DOCTYPE html>\n".utf8)
private let voidElements: Set<String> = [
  "br", "wbr", "hr", "img", "input", "link", "meta", "col",
]
/// Of SVG, where both parsers see an end.
private let drawnElements: Set<String> = ["rect", "circle", "line", "path", "polyline", "g"]
