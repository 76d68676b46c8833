// SPDX-License-Identifier: Apache-2.0
private import Crypto

/// SHA-256 of what a file or a text holds, as `sha256sum` prints it.
package enum ContentSum {
  package static func hexadecimal(of bytes: [UInt8]) -> String {
    Slug.hexadecimal(SHA256.hash(data: bytes))
  }

  package static func hexadecimal(of text: String) -> String {
    hexadecimal(of: Array(text.utf8))
  }
}
