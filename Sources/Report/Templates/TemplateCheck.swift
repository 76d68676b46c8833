// SPDX-License-Identifier: Apache-2.0

/// Checks a page's template, and all it includes, against the names the page has.
///
/// The mustache library shows nothing where a name is wrong; so every name, partial and block is
/// looked up before a page is rendered, in the branches that are never taken as well.
struct TemplateCheck {
  /// Every template of the library by name.
  let templates: [String: [TemplateNode]]
  /// The file of a template, for messages.
  let file: (String) -> String

  /// Checks one page.
  func check(page: String, names: [String: TemplateShape]) throws(ReportError) {
    guard let nodes = templates[page] else {
      throw ReportError(.template, path: file(page), "the template is missing")
    }
    try check(nodes, Scope(template: page, stack: [.view(names)], chain: [page]))
  }

  /// Where a tag stands: what its names can mean.
  private struct Scope {
    /// The template the tag is written in.
    var template: String
    var stack: [TemplateShape]
    /// The templates that include each other to here.
    var chain: [String]
    /// Blocks filled from outside, with the template they are written in and its own blocks.
    var blocks: [String: Filling] = [:]

    struct Filling {
      let nodes: [TemplateNode]
      let template: String
    }

    func pushing(_ shape: TemplateShape) -> Scope {
      var scope = self
      scope.stack.append(shape)
      return scope
    }
  }

  private func check(_ nodes: [TemplateNode], _ scope: Scope) throws(ReportError) {
    for node in nodes {
      switch node {
      case .value(let tag): try checkValue(tag, scope)
      case .section(let tag, let children): try checkSection(tag, children, scope)
      case .partial(let tag): try checkPartial(tag, filling: [], scope)
      case .parent(let tag, let blocks): try checkPartial(tag, filling: blocks, scope)
      case .block(let block):
        guard let filling = scope.blocks[block.tag.name] else {
          try check(block.nodes, scope)
          continue
        }
        var inner = scope
        inner.template = filling.template
        try check(filling.nodes, inner)
      }
    }
  }

  private func checkValue(_ tag: TemplateTag, _ scope: Scope) throws(ReportError) {
    let shape = try lookUp(tag, scope)
    switch (tag.kind, shape) {
    case (.markup, .slot), (.variable, .text), (.variable, .optionalText): return
    case (.variable, .slot):
      throw error("'\(tag.name)' is markup: write '{{{\(tag.name)}}}'", tag, scope)
    case (.markup, .text), (.markup, .optionalText):
      throw error("'\(tag.name)' is text: write '{{\(tag.name)}}'", tag, scope)
    default:
      throw error("'\(tag.name)' is \(shape.kind) and cannot be shown", tag, scope)
    }
  }

  private func checkSection(
    _ tag: TemplateTag,
    _ children: [TemplateNode],
    _ scope: Scope
  ) throws(ReportError) {
    let shape = try lookUp(tag, scope)
    let inner: TemplateShape
    switch shape {
    case .flag: return try check(children, scope)
    case .optionalText: inner = .text
    case .list(let element): inner = element
    case .view, .optionalView: inner = shape
    case .text, .slot:
      throw error("'\(tag.name)' is \(shape.kind) and cannot be a section", tag, scope)
    }
    try check(children, tag.kind == .inverted ? scope.pushing(.slot) : scope.pushing(inner))
  }

  private func checkPartial(
    _ tag: TemplateTag,
    filling: [TemplateNode.Block],
    _ scope: Scope
  ) throws(ReportError) {
    guard let nodes = templates[tag.name] else {
      let near = Spelling.suggestion(for: tag.name, among: templates.keys)
      throw error("unknown partial '\(tag.name)'\(near)", tag, scope)
    }
    guard !scope.chain.contains(tag.name) else {
      throw error("'\(tag.name)' includes itself", tag, scope)
    }
    let known = blockNames(in: nodes)
    for block in filling where !known.contains(block.tag.name) {
      let near = Spelling.suggestion(for: block.tag.name, among: known)
      throw error("'\(tag.name)' has no block '\(block.tag.name)'\(near)", block.tag, scope)
    }
    var inner = scope
    inner.template = tag.name
    inner.chain.append(tag.name)
    for block in filling where inner.blocks[block.tag.name] == nil {
      inner.blocks[block.tag.name] = .init(nodes: block.nodes, template: scope.template)
    }
    try check(nodes, inner)
  }

  private func blockNames(in nodes: [TemplateNode]) -> Set<String> {
    var names: Set<String> = []
    for node in nodes {
      switch node {
      case .value, .partial: break
      case .section(_, let children): names.formUnion(blockNames(in: children))
      case .parent(_, let blocks):
        for block in blocks {
          names.formUnion(blockNames(in: block.nodes))
        }
      case .block(let block):
        names.insert(block.tag.name)
        names.formUnion(blockNames(in: block.nodes))
      }
    }
    return names
  }

  private func lookUp(_ tag: TemplateTag, _ scope: Scope) throws(ReportError) -> TemplateShape {
    guard tag.name != ".", let innermost = scope.stack.last else {
      return scope.stack.last ?? .slot
    }
    let isLocal = tag.name.hasPrefix(".")
    let parts = tag.name.split(separator: ".").map(String.init)
    let frames = isLocal ? [innermost] : scope.stack.reversed()
    let found = frames.compactMap { parts.first.flatMap($0.member) }.first
    guard var shape = found else {
      let near = Spelling.suggestion(
        for: parts.first ?? tag.name,
        among: frames.flatMap(\.memberNames)
      )
      throw error("unknown variable '\(tag.name)'\(near)", tag, scope)
    }
    for part in parts.dropFirst() {
      if case .optionalView = shape {
        throw error("a part of '\(tag.name)' may be missing: use a section", tag, scope)
      }
      guard let member = shape.member(part) else {
        let near = Spelling.suggestion(for: part, among: shape.memberNames)
        throw error("unknown variable '\(tag.name)'\(near)", tag, scope)
      }
      shape = member
    }
    return shape
  }

  private func error(_ message: String, _ tag: TemplateTag, _ scope: Scope) -> ReportError {
    ReportError(.template, path: file(scope.template), line: tag.line, message)
  }
}

extension TemplateShape {
  fileprivate func member(_ name: String) -> TemplateShape? {
    switch self {
    case .view(let names), .optionalView(let names): names[name]
    case .text, .optionalText, .flag, .slot, .list: nil
    }
  }

  fileprivate var memberNames: [String] {
    switch self {
    case .view(let names), .optionalView(let names): Array(names.keys)
    case .text, .optionalText, .flag, .slot, .list: []
    }
  }
}
