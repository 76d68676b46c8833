// SPDX-License-Identifier: Apache-2.0
import Foundation
import Report
import Testing

@Suite struct TemplateTests {
  /// The library of the shipped templates with one replaced.
  private func library(_ name: String, _ text: String) throws -> TemplateLibrary {
    try Fixture.withFolder { folder in
      try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(name).mustache"))
      return try TemplateLibrary(folder: folder, shipped: Fixture.templates)
    }
  }

  private func error(_ name: String, _ text: String) throws -> ReportError {
    try #require(throws: ReportError.self) { try library(name, text) }
  }

  @Test(arguments: [
    ("<p>\n{{titel}}</p>", 2, "unknown variable 'titel', did you mean 'title'?"),
    ("{{#tiles}}\n\n{{labl}}{{/tiles}}", 3, "unknown variable 'labl', did you mean 'label'?"),
    (
      "{{#archive}}{{^archive}}\n{{nothingLikeIt}}{{/archive}}{{/archive}}", 2,
      "unknown variable 'nothingLikeIt'"
    ),
    ("a\n{{#secton}}x{{/secton}}", 2, "unknown variable 'secton', did you mean 'section'?"),
    ("a\n\n{{>tile}}", 3, "unknown partial 'tile', did you mean 'tiles'?"),
    ("{{<pag}}{{/pag}}", 1, "unknown partial 'pag', did you mean 'page'?"),
    (
      "{{<page}}\n{{$mian}}{{/mian}}{{/page}}", 2,
      "'page' has no block 'mian', did you mean 'main'?"
    ),
    (
      "\n{{uppercased(title)}}", 2,
      "unknown transform in 'uppercased(title)'; templates have no transforms"
    ),
    ("\n{{{title}}}", 2, "'title' is text: write '{{title}}'"),
    ("\n{{&title}}", 2, "'title' is text: write '{{title}}'"),
    ("\n{{#rows}}{{table}}{{/rows}}", 2, "'table' is markup: write '{{{table}}}'"),
    ("\n{{tiles}}", 2, "'tiles' is a list and cannot be shown"),
    ("\n{{#title}}x{{/title}}", 2, "'title' is a text and cannot be a section"),
    ("\n{{csv.href}}", 2, "a part of 'csv.href' may be missing: use a section"),
    ("\n{{#tiles}}x", 2, "'tiles' has no '{{/tiles}}'"),
    ("{{#tiles}}\n{{/crumbs}}", 2, "'{{/crumbs}}' ends 'tiles', which began on line 1"),
    ("\n{{/tiles}}", 2, "'{{/tiles}}' ends nothing"),
    ("\n{{title", 2, "a tag without its '}}'"),
    ("\n{{=<% %>=}}", 2, "a template cannot change the delimiters"),
    ("\n{{% CONTENT_TYPE:TEXT}}", 2, "a template cannot have a pragma"),
    ("\n{{>query}}", 2, "'query' includes itself"),
    ("\n{{ti tle}}", 2, "the tag 'ti tle' has no usable name"),
    ("\n{{}}", 2, "the tag '' has no usable name"),
    ("\n\u{0}", 2, "a control character; a template is plain text"),
  ])
  func namesTheTemplateAndTheLine(text: String, line: Int, message: String) throws {
    let error = try error("query", text)
    #expect(error.kind == .template)
    #expect(error.path.hasSuffix("/query.mustache"))
    #expect(error.line == line)
    #expect(error.message == message)
  }

  @Test func namesThePartialAnErrorStandsIn() throws {
    let error = try error("tiles", "\n{{#tiles}}\n{{vaule}}{{/tiles}}")
    #expect(error.path.hasSuffix("/tiles.mustache"))
    #expect(error.line == 3)
    #expect(
      error.description.hasSuffix(
        "tiles.mustache:3: error: unknown variable 'vaule', did you mean 'value'?"
      )
    )
  }

  @Test func refusesTemplatesThatAreNotUTF8AndAssetsWithOddNames() throws {
    try Fixture.withFolder { folder in
      try Data([0x3C, 0xFF]).write(to: URL(filePath: "\(folder)/page.mustache"))
      #expect(throws: ReportError.self) {
        try TemplateLibrary(folder: folder, shipped: Fixture.templates)
      }
    }
    try Fixture.withFolder { folder in
      try FileManager.default.createDirectory(
        atPath: folder + "/assets",
        withIntermediateDirectories: true
      )
      try Data("x".utf8).write(to: URL(filePath: "\(folder)/assets/A style.css"))
      #expect(throws: ReportError.self) {
        try TemplateLibrary(folder: folder, shipped: Fixture.templates)
      }
    }
  }

  @Test func takesWhatAFolderLacksFromTheShippedTemplates() throws {
    try Fixture.withFolder { folder in
      try FileManager.default.createDirectory(
        atPath: folder + "/templates/assets",
        withIntermediateDirectories: true
      )
      try Data("b { }".utf8).write(to: URL(filePath: "\(folder)/templates/assets/report.css"))
      let library = try TemplateLibrary(
        folder: folder + "/templates",
        shipped: Fixture.templates
      )
      var staged = StagedReport(folder: folder, identifier: "2026-10")
      try SiteBuilder(Fixture.input([])).build().write(to: &staged, templates: library)
      #expect(try Fixture.read(folder + "/assets/report.css") == "b { }")
      #expect(try Fixture.read(folder + "/assets/report.js").contains("sortable"))
      #expect(try Fixture.read(folder + "/index.html").contains("<h1>Report 2026-10</h1>"))
    }
  }

  // The mustache library's own escaping lets a quotation mark through that a mark combines with.
  @Test func escapesInEveryTemplateAndPartial() throws {
    let hostile = "\"\u{301} onmouseover=x <b> & {{title}}"
    var input = Fixture.input([])
    input.title = hostile
    let page = try Fixture.read(Fixture.templates + "/page.mustache")
      .replacingOccurrences(
        of: "<h1>",
        with: "<h1>"
      ).replacingOccurrences(of: "<main id", with: "{{>probe}}<main id")
    try Fixture.withFolder { folder in
      try FileManager.default.createDirectory(
        atPath: folder + "/templates",
        withIntermediateDirectories: true
      )
      try Data(page.utf8).write(to: URL(filePath: "\(folder)/templates/page.mustache"))
      try Data("[{{title}}|{{#nav}}{{title}}{{/nav}}]".utf8)
        .write(to: URL(filePath: "\(folder)/templates/probe.mustache"))
      var staged = StagedReport(folder: folder, identifier: "2026-10")
      try SiteBuilder(input).build().write(
        to: &staged,
        templates: TemplateLibrary(folder: folder + "/templates", shipped: Fixture.templates)
      )
      let text = Array(try Fixture.read(folder + "/index.html").utf8)
      let escaped = Array("&quot;\u{301} onmouseover=x &lt;b&gt; &amp; {{title}}".utf8)
      // Six entries of the navigation, once in the partial, once in the head, once as the brand.
      #expect(text.occurrences(of: escaped) == 9)
      #expect(text.occurrences(of: Array("\"\u{301}".utf8)) == 0)
    }
  }

  @Test func documentsEveryNameForAuthorsOfTemplates() throws {
    let documentation = try Fixture.read(Fixture.templates + "/README.md")
    for (page, names) in TemplateLibrary.documentedNames {
      for name in names {
        #expect(
          documentation.contains("`\(name)`"),
          "the README says what `\(name)` of \(page) is"
        )
      }
    }
  }
}

extension [UInt8] {
  func occurrences(of wanted: [UInt8]) -> Int {
    indices.count { self[$0...].starts(with: wanted) }
  }
}
