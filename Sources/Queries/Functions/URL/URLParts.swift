// SPDX-License-Identifier: Apache-2.0

/// The parts of a URL: `[scheme:][//[user@]host[:port]][path][?query][#fragment]`.
///
/// As strict as Java's URI class, which Athena uses: a space, `|` or a `%` without two digits makes
/// the text no URL. Characters beyond ASCII are allowed everywhere but in scheme, host and port.
///
/// - Source: RFC 2396, RFC 2732
struct URLParts {
  private(set) var scheme: ArraySlice<UInt8>?
  /// With its brackets when it is an IPv6 address; nil when the authority is not of the form
  /// `user@host:port`.
  private(set) var host: ArraySlice<UInt8>?
  private(set) var port: Int?
  private(set) var path: ArraySlice<UInt8>?
  private(set) var query: ArraySlice<UInt8>?
  private(set) var fragment: ArraySlice<UInt8>?

  /// Takes a text apart; nil when it is no URL.
  init?(_ bytes: [UInt8]) {
    var rest = bytes[...]
    if let mark = rest.firstIndex(of: 0x23) {
      fragment = rest[(mark + 1)...]
      rest = rest[..<mark]
      guard Self.isValid(fragment, Self.isURICharacter) else { return nil }
    }
    if let colon = rest.firstIndex(where: { [0x3A, 0x2F, 0x3F].contains($0) }), rest[colon] == 0x3A
    {
      let name = rest[..<colon]
      guard let first = name.first, Self.isLetter(first), name.allSatisfy(Self.isSchemeByte) else {
        return nil
      }
      scheme = name
      rest = rest[(colon + 1)...]
      // Behind a scheme something must follow; without a slash it is opaque: `mailto:a@b`.
      guard let next = rest.first else { return nil }
      if next != 0x2F {
        guard Self.isValid(rest, Self.isURICharacter) else { return nil }
        return
      }
    }
    guard parseHierarchy(rest) else { return nil }
  }

  private mutating func parseHierarchy(_ text: ArraySlice<UInt8>) -> Bool {
    var rest = text
    if let mark = rest.firstIndex(of: 0x3F) {
      query = rest[(mark + 1)...]
      rest = rest[..<mark]
      guard Self.isValid(query, Self.isURICharacter) else { return false }
    }
    if rest.starts(with: [0x2F, 0x2F]) {
      let authority = rest.dropFirst(2)
      let end = authority.firstIndex(of: 0x2F) ?? authority.endIndex
      // `file:///path` has no authority; `//` alone is none at all.
      guard end > authority.startIndex || end < authority.endIndex || query != nil else {
        return false
      }
      guard parseAuthority(authority[..<end]) else { return false }
      rest = authority[end...]
    }
    path = rest
    return Self.isValid(path, Self.isPathCharacter)
  }

  private mutating func parseAuthority(_ authority: ArraySlice<UInt8>) -> Bool {
    var server = authority
    if let at = authority.lastIndex(of: 0x40) {
      guard Self.isValid(authority[..<at], Self.isUserCharacter) else { return false }
      server = authority[(at + 1)...]
    }
    if server.first == 0x5B {
      guard let close = server.firstIndex(of: 0x5D) else { return false }
      let inner = server[(server.startIndex + 1)..<close]
      guard inner.contains(0x3A), inner.allSatisfy(Self.isAddressByte) else { return false }
      host = server[...close]
      return parsePort(server[(close + 1)...])
    }
    let end = server.firstIndex(of: 0x3A) ?? server.endIndex
    if Self.isHostname(server[..<end]), parsePort(server[end...]) {
      host = server[..<end]
      return true
    }
    // An authority by registry: its names are of no known form.
    port = nil
    return Self.isValid(authority, Self.isRegistryCharacter)
  }

  private mutating func parsePort(_ text: ArraySlice<UInt8>) -> Bool {
    guard !text.isEmpty else { return true }
    let digits = text.dropFirst()
    guard text.first == 0x3A, digits.allSatisfy({ $0 &- 0x30 <= 9 }) else { return false }
    guard !digits.isEmpty else { return true }
    guard let value = ScalarText.integer(Array(digits)), value <= Int64(Int32.max) else {
      return false
    }
    port = Int(value)
    return true
  }

  // MARK: Characters

  /// Labels of letters, digits and inner hyphens; the last of several begins with a letter, unless
  /// all is an IPv4 address.
  private static func isHostname(_ name: ArraySlice<UInt8>) -> Bool {
    let trimmed = name.last == 0x2E ? name.dropLast() : name
    let labels = trimmed.split(separator: 0x2E, omittingEmptySubsequences: false)
    let areLabels = labels.allSatisfy { label in
      guard let first = label.first, let last = label.last else { return false }
      return isAlphanumeric(first) && isAlphanumeric(last)
        && label.allSatisfy { isAlphanumeric($0) || $0 == 0x2D }
    }
    guard areLabels else { return false }
    let isIPv4 =
      labels.count == 4
      && labels.allSatisfy { ScalarText.integer(Array($0)).map { (0...255).contains($0) } ?? false }
    let lastFirst = labels.last?.first ?? 0
    return isIPv4 || labels.count == 1 || isLetter(lastFirst)
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 <= 25 }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    isLetter(byte) || byte &- 0x30 <= 9
  }

  private static func isSchemeByte(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || [0x2B, 0x2D, 0x2E].contains(byte)
  }

  private static func isAddressByte(_ byte: UInt8) -> Bool {
    Hexadecimal.value(of: byte) != nil || byte == 0x3A || byte == 0x2E
  }

  private static let marks = Set("-_.!~*'()".utf8)
  private static let pathMarks = Set(":@&=+$,;/".utf8)
  private static let userMarks = Set(";:&=+$,".utf8)
  private static let registryMarks = Set("$,;:@&=+".utf8)
  private static let reserved = Set(";/?:@&=+$,[]".utf8)

  private static func isPathCharacter(_ byte: UInt8) -> Bool { pathMarks.contains(byte) }
  private static func isUserCharacter(_ byte: UInt8) -> Bool { userMarks.contains(byte) }
  private static func isRegistryCharacter(_ byte: UInt8) -> Bool { registryMarks.contains(byte) }
  private static func isURICharacter(_ byte: UInt8) -> Bool { reserved.contains(byte) }

  /// Whether a part is of unreserved characters, escapes, characters beyond ASCII that are neither
  /// controls nor spaces, and those that its place allows.
  private static func isValid(_ part: ArraySlice<UInt8>?, _ isAllowed: (UInt8) -> Bool) -> Bool {
    guard let part else { return true }
    let bytes = Array(part)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x25 {
        guard index + 2 < bytes.count, Hexadecimal.value(of: bytes[index + 1]) != nil,
          Hexadecimal.value(of: bytes[index + 2]) != nil
        else { return false }
        index += 3
        continue
      }
      guard byte >= 0x80 ? isOther(bytes, index) : isUnreserved(byte) || isAllowed(byte) else {
        return false
      }
      index += CodePoints.length(in: bytes, at: index)
    }
    return true
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || marks.contains(byte)
  }

  private static func isOther(_ bytes: [UInt8], _ index: Int) -> Bool {
    guard let scalar = CodePoints.scalar(in: bytes, at: index) else { return true }
    switch scalar.properties.generalCategory {
    case .control, .spaceSeparator, .lineSeparator, .paragraphSeparator: return false
    default: return true
    }
  }
}
