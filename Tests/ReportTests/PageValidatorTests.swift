// SPDX-License-Identifier: Apache-2.0
import Foundation
import Report
import Testing

@Suite struct PageValidatorTests {
  /// A page that passes, line by line; faults are put into it.
  private static let lines = [
    "<!DOCTYPE html>",
    #"<html xmlns="http://www.w3.org/1999/xhtml" lang="en">"#,
    "<head>",
    #"<meta charset="utf-8"/>"#,
    #"<meta http-equiv="Content-Security-Policy" content="\#(PageOutline.contentSecurityPolicy)"/>"#,
    "<title>A page</title>",
    "</head>",
    "<body>",
    ##"<a class="skip" href="#main">Skip</a>"##,
    "<header><p>Top</p></header>",
    #"<main id="main">"#,
    "<h1>Heading</h1>",
    "<p>Text &amp; more.</p>",
    "<table><caption>Rows</caption><thead><tr><th scope=\"col\">A</th></tr></thead>"
      + "<tbody><tr><td>1</td></tr></tbody></table>",
    "</main>",
    "<footer><p>End</p></footer>",
    "</body>",
    "</html>",
    "",
  ]

  private func fault(_ lines: [String]) throws -> ReportError? {
    let validator = try PageValidator(schema: Fixture.schema)
    do throws(ReportError) {
      _ = try validator.validate(page: "p.html", Array(lines.joined(separator: "\n").utf8))
      return nil
    } catch {
      return error
    }
  }

  private func fault(line: Int, _ text: String) throws -> ReportError? {
    var lines = Self.lines
    lines[line - 1] = text
    return try fault(lines)
  }

  @Test func passesAPageOfOurs() throws {
    #expect(try fault(Self.lines) == nil)
  }

  struct Fault: CustomTestStringConvertible, Sendable {
    let text: String
    let element: String?
    let message: String
    var testDescription: String { text }

    init(_ text: String, _ element: String?, _ message: String) {
      self.text = text
      self.element = element
      self.message = message
    }
  }

  // Each stands in line 13 of the page.
  @Test(arguments: [
    // What an XML parser finds.
    Fault("<p>open", nil, "mismatch"),
    Fault("<p><b><i>x</b></i></p>", nil, "mismatch"),
    Fault(#"<p class="a" class="b">x</p>"#, nil, "redefined"),
    Fault("<p class=a>x</p>", nil, "AttValue"),
    // What the schema does not allow.
    Fault("<p onclick=\"x()\">x</p>", "p", "onclick"),
    Fault("<p style=\"color: red\">x</p>", "p", "style"),
    Fault("<blink>x</blink>", "blink", "blink"),
    Fault("<script>x</script>", "script", "script"),
    Fault("<iframe src=\"x.html\"></iframe>", "iframe", "iframe"),
    Fault("<p><div>x</div></p>", "div", "div"),
    Fault("<ul><p>x</p></ul>", "p", "p"),
    Fault("<table><tbody><tr><td>1</td></tr></tbody></table>", "tbody", "tbody"),
    Fault("<P>x</P>", "P", "P"),
    // What is checked in code.
    Fault("<h1>Second</h1>", "h1", "one h1"),
    Fault("<h3>Skipped</h3>", "h3", "skip from h1"),
    Fault(#"<p id="x">1</p><p id="x">2</p>"#, "p", "the id 'x' stands here and on line 13"),
    Fault(
      ##"<p><a href="#main">x <span><a href="#main">y</a></span></a></p>"##,
      "a",
      "another link"
    ),
    // What a parsed tree no longer shows.
    Fault("<p/>", "p", "closed in itself"),
    Fault("<p>a<span class=\"x\"/>b</p>", "span", "closed in itself"),
    Fault("<pre>\nx</pre>", "pre", "line feed"),
    Fault("<p><![CDATA[x]]></p>", nil, "only elements, text and comments"),
    Fault("<?php x ?>", nil, "only elements, text and comments"),
    Fault("<p>a & b</p>", nil, "&amp;"),
    Fault("<p>a&nbsp;b</p>", nil, "unknown entity '&nbsp;'"),
    Fault("<p>&#27;</p>", nil, "no character"),
    Fault("<p>&#x202E;</p>", nil, "no character"),
    Fault("<p>\u{1B}</p>", nil, "control character"),
    Fault("<p>\u{202E}</p>", nil, "U+202E"),
    Fault("<p>\u{85}</p>", nil, "U+85"),
    Fault("<p aria-labelledby=\"nowhere\">x</p>", nil, "nowhere"),
  ])
  func namesTheLineAndTheElement(fault expected: Fault) throws {
    let error = try #require(try fault(line: 13, expected.text))
    #expect(error.kind == .page)
    #expect(error.path == "p.html")
    // A tag that is never closed shows where the next one closes.
    #expect((13...15).contains(try #require(error.line)), "\(error)")
    if let element = expected.element {
      #expect(error.element == element, "\(error)")
      #expect(error.line == 13)
    }
    #expect(error.description.contains(expected.message), "\(error)")
  }

  @Test(arguments: [
    ("<p>no doctype</p>", 1, "<!DOCTYPE html>"),
    (
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src *\"/>", 5,
      "not the one of our pages"
    ),
    ("<html xmlns=\"http://www.w3.org/1999/xhtml\">", 2, "failed to validate attributes"),
  ])
  func holdsEveryPageToOneFrame(text: String, line: Int, message: String) throws {
    let error = try #require(try fault(line: line, text))
    #expect(error.description.contains(message), "\(error)")
    #expect(error.line == line)
  }

  @Test func reportsBytesThatAreNotUTF8() throws {
    let page = Array(Self.lines.joined(separator: "\n").utf8) + [0x0A, 0xFF]
    #expect(throws: ReportError.self) {
      _ = try PageValidator(schema: Fixture.schema).validate(page: "p.html", page)
    }
  }

  @Test func countsLinesBeyond65535() throws {
    var lines = Self.lines
    lines.insert(contentsOf: Array(repeating: "<p>x</p>", count: 70_000), at: 12)
    lines.insert("<p><div>x</div></p>", at: 69_999)
    let error = try #require(try fault(lines))
    #expect(error.line == 70_000)
  }

  @Test func refusesASchemaThatIsNone() throws {
    try Fixture.withFolder { folder in
      try Data("<grammar/>".utf8).write(to: URL(filePath: folder + "/x.rng"))
      #expect(throws: ReportError.self) { try PageValidator(schema: folder + "/x.rng") }
      #expect(throws: ReportError.self) { try PageValidator(schema: folder + "/missing.rng") }
    }
  }

  // Links are checked over all pages of a report, which one template may break.
  @Test(arguments: [
    (##"<a href="#nowhere">x</a>"##, "'#nowhere' leads to no place"),
    (#"<a href="missing.html">x</a>"#, "'missing.html' leads to no file of the report"),
    (#"<a href="users/index.html#nowhere">x</a>"#, "leads to no place"),
    (#"<a href="https://example.com/">x</a>"#, "is no plain relative path"),
    (#"<a href="//example.com/">x</a>"#, "is no plain relative path"),
    (#"<a href="/etc/passwd">x</a>"#, "is no plain relative path"),
    (#"<a href="javascript:alert(1)">x</a>"#, "is no plain relative path"),
    (#"<a href="../../index.html">x</a>"#, "leads to no file of the report"),
    (#"<a href="">x</a>"#, "is no plain relative path"),
    (#"<a href="csv/missing.csv" download="">x</a>"#, "leads to no file of the report"),
    (#"<img src="assets/missing.png" alt="x"/>"#, "leads to no file of the report"),
    (#"<img src="data:image/png;base64,xx" alt="x"/>"#, "is no plain relative path"),
  ])
  func followsEveryReference(markup: String, message: String) throws {
    let index = try Fixture.read(Fixture.templates + "/index.mustache")
      .replacingOccurrences(
        of: "<div class=\"stack\">",
        with: "<div class=\"stack\"><p>\(markup)</p>"
      )
    try Fixture.withFolder { folder in
      try FileManager.default.createDirectory(
        atPath: folder + "/templates",
        withIntermediateDirectories: true
      )
      try Data(index.utf8).write(to: URL(filePath: "\(folder)/templates/index.mustache"))
      try FileManager.default.createDirectory(
        atPath: folder + "/report",
        withIntermediateDirectories: true
      )
      var staged = StagedReport(folder: folder + "/report", identifier: "2026-10")
      try SiteBuilder(Fixture.input([])).build().write(
        to: &staged,
        templates: TemplateLibrary(folder: folder + "/templates", shipped: Fixture.templates)
      )
      let validator = try PageValidator(schema: Fixture.schema)
      let error = try #require(throws: ReportError.self) { try validator.validate(staged) }
      #expect(error.path == "index.html")
      #expect(error.message.contains(message), "\(error)")
      #expect(error.line != nil)
    }
  }
}
