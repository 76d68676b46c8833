// SPDX-License-Identifier: Apache-2.0
internal import Columns

extension Text {
  /// The text in quotes for an error, cut when it is long.
  var quotedExcerpt: String {
    let limit = 200
    guard bytes.count > limit else { return "'\(string)'" }
    return "'\(String(decoding: bytes.prefix(limit), as: UTF8.self))…'"
  }
}
