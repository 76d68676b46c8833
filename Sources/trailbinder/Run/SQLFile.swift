// SPDX-License-Identifier: Apache-2.0

/// Text of SQL in a file.
enum SQLFile {
  /// Athena takes 262,144 bytes; there is no harm in more.
  static let byteLimit = 4 << 20

  /// The whole text of a file.
  static func read(_ path: String) throws(Failure) -> String {
    let bytes: [UInt8]
    do {
      bytes = try Files.read(path, limit: byteLimit)
    } catch {
      throw Failure(.misused, "cannot read the SQL from \(path): \(error.reason)")
    }
    return try text(bytes, from: path)
  }

  /// UTF-8 without the mark that some editors put before it.
  static func text(_ bytes: [UInt8], from name: String) throws(Failure) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Failure(.misused, "the SQL from \(name) is not UTF-8")
    }
    return text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
  }
}
