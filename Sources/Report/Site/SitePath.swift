// SPDX-License-Identifier: Apache-2.0

/// Paths between the pages of a report: always relative, so that a copied folder works anywhere.
enum SitePath {
  /// `../` for each folder a page stands in.
  static func root(of page: String) -> String {
    String(repeating: "../", count: page.utf8.count { $0 == UInt8(ascii: "/") })
  }

  /// The way from one page to a file of the report.
  static func relative(from page: String, to path: String) -> String {
    root(of: page) + path
  }
}
