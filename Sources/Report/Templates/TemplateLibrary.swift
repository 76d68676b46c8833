// SPDX-License-Identifier: Apache-2.0
private import Mustache

/// The pages a report is made of, by the name of their template.
enum PageTemplate: String, CaseIterable {
  case index, query, entity, entities, sources, coverage, integrity, archive, history
}

/// A part of a rendered page: finished bytes, or a place for markup that code writes.
enum TemplatePiece: Equatable {
  case bytes([UInt8])
  case slot(String)
}

/// The templates and assets of a folder, checked when they are loaded.
///
/// What a folder does not have is taken from the shipped templates, so that one's own folder may
/// hold as little as a changed style sheet.
package struct TemplateLibrary: Sendable {
  /// The style sheets, scripts and images, by file name.
  let assets: [String: [UInt8]]
  private let library: MustacheLibrary

  /// Loads and checks all templates: every error of theirs is found here.
  ///
  /// - Parameters:
  ///   - folder: holds `*.mustache` and `assets/`.
  ///   - shipped: the folder that comes with the program.
  /// - Throws: `ReportError` of kind `template`, with file and line.
  package init(folder: String, shipped: String) throws(ReportError) {
    MustacheContentTypes.register(EscapedContent(), named: EscapedContent.name)
    var files: [String: String] = [:]
    var assets: [String: [UInt8]] = [:]
    for place in folder == shipped ? [shipped] : [shipped, folder] {
      for name in try FileSystem.list(place) where name.hasSuffix(Self.ending) {
        files[String(name.dropLast(Self.ending.count))] = "\(place)/\(name)"
      }
      if FileSystem.isFolder("\(place)/assets") {
        for name in try FileSystem.list("\(place)/assets") {
          assets[name] = try Self.asset(named: name, in: "\(place)/assets")
        }
      }
    }
    var texts: [String: String] = [:]
    for (name, path) in files {
      texts[name] = try Self.text(at: path)
    }
    try self.init(templates: texts, assets: assets) { files[$0] ?? "\(folder)/\($0)\(Self.ending)" }
  }

  /// Takes templates by name, for instance in tests.
  init(
    templates: [String: String],
    assets: [String: [UInt8]],
    file: @escaping (String) -> String
  ) throws(ReportError) {
    MustacheContentTypes.register(EscapedContent(), named: EscapedContent.name)
    self.assets = assets
    var library = MustacheLibrary()
    var nodes: [String: [TemplateNode]] = [:]
    for (name, text) in templates.sorted(by: { $0.key < $1.key }) {
      let tags = try TemplateScanner.tags(of: text, template: file(name))
      nodes[name] = try TemplateNode.parse(tags, template: file(name))
      library.register(try Self.compile(text, file: file(name)), named: name)
    }
    self.library = library
    let check = TemplateCheck(templates: nodes, file: file)
    for page in PageTemplate.allCases {
      try check.check(page: page.rawValue, names: page.names)
    }
  }

  /// Every name of every page, for the documentation of templates: page, then its names and those
  /// in its lists and groups.
  package static var documentedNames: [String: Set<String>] {
    func names(_ shape: TemplateShape) -> Set<String> {
      switch shape {
      case .text, .optionalText, .flag, .slot: []
      case .list(let element): names(element)
      case .view(let members), .optionalView(let members):
        members.values.reduce(into: Set(members.keys)) { $0.formUnion(names($1)) }
      }
    }
    return Dictionary(
      uniqueKeysWithValues: PageTemplate.allCases.map { ($0.rawValue, names(.view($0.names))) }
    )
  }

  /// Renders a page that has no slots.
  func bytes(_ page: PageTemplate, _ view: [String: TemplateValue]) -> [UInt8] {
    render(page, view).flatMap { piece -> [UInt8] in
      switch piece {
      case .bytes(let bytes): bytes
      case .slot: []
      }
    }
  }

  /// Renders a page up to its slots.
  func render(_ page: PageTemplate, _ view: [String: TemplateValue]) -> [TemplatePiece] {
    assert(TemplateShape.view(page.names).accepts(.view(view)), "the view has the page's names")
    let text = library.render(ViewObject(values: view), withTemplate: page.rawValue) ?? ""
    var pieces: [TemplatePiece] = []
    // Neither templates nor escaped text hold NUL: every second part is the name of a slot.
    for (index, part) in text.utf8.split(separator: 0, omittingEmptySubsequences: false)
      .enumerated()
    {
      if index % 2 == 1 {
        pieces.append(.slot(String(Substring(part))))
      } else if !part.isEmpty {
        pieces.append(.bytes(Array(part)))
      }
    }
    return pieces
  }

  private static let ending = ".mustache"

  private static func compile(_ text: String, file: String) throws(ReportError) -> MustacheTemplate
  {
    do {
      // Every template and partial must say it itself: a partial begins with the library's own
      // escaping, which works on characters.
      return try MustacheTemplate(string: "{{% CONTENT_TYPE:\(EscapedContent.name)}}\n" + text)
    } catch let error as MustacheTemplate.ParserError {
      throw ReportError(
        .template,
        path: file,
        line: max(error.context.lineNumber - 1, 1),
        "the template cannot be parsed: \(error.error)"
      )
    } catch {
      throw ReportError(.template, path: file, "the template cannot be parsed: \(error)")
    }
  }

  private static func text(at path: String) throws(ReportError) -> String {
    let bytes = try FileSystem.read(path)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ReportError(.template, path: path, "the template is not UTF-8")
    }
    return text
  }

  private static func asset(named name: String, in folder: String) throws(ReportError) -> [UInt8] {
    let isPlain = name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
      default: "-_.".utf8.contains(byte)
      }
    }
    guard isPlain, !name.hasPrefix(".") else {
      throw ReportError(
        .template,
        path: "\(folder)/\(name)",
        "an asset's name must be of the letters a-z, digits and '-_.'"
      )
    }
    return try FileSystem.read("\(folder)/\(name)")
  }
}

/// The content type every template is given: escaping byte by byte.
private struct EscapedContent: MustacheContentType {
  static let name = "TRAILBINDER"

  func escapeText(_ text: String) -> String {
    var escaped: [UInt8] = []
    Markup.escape(text, into: &escaped)
    return String(decoding: escaped, as: UTF8.self)
  }
}

/// What the mustache library sees of a view.
private struct ViewObject: MustacheParent {
  let values: [String: TemplateValue]

  func child(named name: String) -> Any? {
    values[name].map(Self.object)
  }

  private static func object(_ value: TemplateValue) -> Any {
    switch value {
    case .text(let text): text
    case .flag(let flag): flag
    case .slot(let name): "\0\(name)\0"
    case .list(let values): values.map(object)
    case .view(let values): ViewObject(values: values)
    case .absent: MissingValue()
    }
  }
}

/// A value that is not there: it keeps the library from looking for the name further out.
private struct MissingValue: MustacheCustomRenderable {
  var renderText: String { "" }
  var isNull: Bool { true }
}
