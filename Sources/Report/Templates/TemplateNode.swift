// SPDX-License-Identifier: Apache-2.0

/// The tags of a template as they lie within each other.
indirect enum TemplateNode {
  /// A variable or a place for markup.
  case value(TemplateTag)
  /// A section, inverted or not.
  case section(TemplateTag, [TemplateNode])
  case partial(TemplateTag)
  /// `{{<page}}` with the blocks it fills.
  case parent(TemplateTag, blocks: [Block])
  /// `{{$main}}` with what stands there unless it is filled.
  case block(Block)

  struct Block {
    let tag: TemplateTag
    let nodes: [TemplateNode]
  }

  /// Puts the tags of one template into a tree.
  static func parse(_ tags: [TemplateTag], template: String) throws(ReportError) -> [TemplateNode] {
    var parser = TemplateNodeParser(tags: tags[...], template: template)
    return try parser.nodes(within: nil, depth: 0)
  }
}

/// Reads tags up to the end of the section that is open.
private struct TemplateNodeParser {
  var tags: ArraySlice<TemplateTag>
  let template: String

  mutating func nodes(
    within open: TemplateTag?,
    depth: Int
  ) throws(ReportError) -> [TemplateNode] {
    guard depth < 64 else {
      throw error("sections lie too deep within each other", at: open?.line)
    }
    var nodes: [TemplateNode] = []
    while let tag = tags.popFirst() {
      if tag.kind == .end {
        guard let open, tag.name == open.name else {
          throw error(
            open.map { "'{{/\(tag.name)}}' ends '\($0.name)', which began on line \($0.line)" }
              ?? "'{{/\(tag.name)}}' ends nothing",
            at: tag.line
          )
        }
        return nodes
      }
      nodes.append(try node(tag, depth: depth))
    }
    if let open {
      throw error("'\(open.name)' has no '{{/\(open.name)}}'", at: open.line)
    }
    return nodes
  }

  private mutating func node(_ tag: TemplateTag, depth: Int) throws(ReportError) -> TemplateNode {
    switch tag.kind {
    case .variable, .markup, .end: return .value(tag)
    case .partial: return .partial(tag)
    case .section, .inverted: return .section(tag, try nodes(within: tag, depth: depth + 1))
    case .block: return .block(.init(tag: tag, nodes: try nodes(within: tag, depth: depth + 1)))
    case .parent:
      var blocks: [TemplateNode.Block] = []
      for node in try nodes(within: tag, depth: depth + 1) {
        guard case .block(let block) = node else {
          throw error("only blocks may stand within '{{<\(tag.name)}}'", at: tag.line)
        }
        blocks.append(block)
      }
      return .parent(tag, blocks: blocks)
    }
  }

  private func error(_ message: String, at line: Int?) -> ReportError {
    ReportError(.template, path: template, line: line, message)
  }
}
