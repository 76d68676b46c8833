// SPDX-License-Identifier: Apache-2.0

/// What the checks in code need to know of a parsed page.
package struct PageOutline {
  /// A place in the page's text.
  struct Place {
    let line: Int
    let element: String
  }

  /// A reference to a file or a place in one, as written.
  struct Reference {
    let target: String
    let place: Place
  }

  /// The page's path, for messages and as the base of its references.
  let path: String
  private(set) var ids: [String: Place] = [:]
  private(set) var references: [Reference] = []
  private var headings: [(level: Int, place: Place)] = []
  private var policies: [(text: String, place: Place)] = []
  /// The first fault that was seen while the page was walked through.
  private(set) var fault: ReportError?

  init(path: String) {
    self.path = path
  }

  /// The only content security policy a page may have.
  package static let contentSecurityPolicy =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; "
    + "form-action 'none'"

  mutating func addID(_ id: String, at place: Place) {
    if let first = ids[id] {
      note("the id '\(id)' stands here and on line \(first.line)", at: place)
    } else {
      ids[id] = place
    }
  }

  mutating func addReference(_ target: String, at place: Place) {
    references.append(Reference(target: target, place: place))
  }

  mutating func addHeading(level: Int, at place: Place) {
    headings.append((level, place))
  }

  mutating func addPolicy(_ text: String, at place: Place) {
    policies.append((text, place))
  }

  mutating func note(_ message: String, at place: Place) {
    if fault == nil {
      fault = error(message, at: place)
    }
  }

  /// Checks what can be checked of one page alone.
  func check() throws(ReportError) {
    guard policies.count == 1, let policy = policies.first else {
      throw ReportError(
        .page,
        path: path,
        line: policies.last?.place.line,
        element: "meta",
        "a page has one content security policy, this one has \(policies.count)"
      )
    }
    guard policy.text == Self.contentSecurityPolicy else {
      throw error("the content security policy is not the one of our pages", at: policy.place)
    }
    try checkHeadings()
  }

  private func checkHeadings() throws(ReportError) {
    let first = headings.filter { $0.level == 1 }
    guard first.count == 1 else {
      throw ReportError(
        .page,
        path: path,
        line: first.dropFirst().first?.place.line,
        element: "h1",
        "a page has one h1, this one has \(first.count)"
      )
    }
    var level = 0
    for heading in headings {
      guard heading.level <= level + 1 else {
        throw error(
          level == 0 ? "the first heading must be h1" : "a heading must not skip from h\(level)",
          at: heading.place
        )
      }
      level = heading.level
    }
  }

  private func error(_ message: String, at place: Place) -> ReportError {
    ReportError(.page, path: path, line: place.line, element: place.element, message)
  }
}
