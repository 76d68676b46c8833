// SPDX-License-Identifier: Apache-2.0

/// A value a template can show.
indirect enum TemplateValue: Sendable {
  /// Escaped where it is shown.
  case text(String)
  case flag(Bool)
  /// Markup that code writes, by name: shown as `{{{name}}}`, and streamed into the page.
  case slot(String)
  case list([TemplateValue])
  case view([String: TemplateValue])
  /// A text or view that may be missing, and is.
  case absent

  static func optional(_ text: String?) -> TemplateValue {
    text.map { .text($0) } ?? .absent
  }

  static func texts(_ texts: [String]) -> TemplateValue {
    .list(texts.map { .text($0) })
  }

  static func number(_ number: Int) -> TemplateValue {
    .text(Figures.grouped(number))
  }
}

extension TemplateValue: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  init(stringLiteral value: String) {
    self = .text(value)
  }
}

extension TemplateValue: ExpressibleByBooleanLiteral {
  init(booleanLiteral value: Bool) {
    self = .flag(value)
  }
}

/// What may stand under a name: against it every template is checked before anything is read.
indirect enum TemplateShape: Sendable {
  case text
  /// Text that may be missing: also a section.
  case optionalText
  case flag
  case slot
  case list(TemplateShape)
  case view([String: TemplateShape])
  case optionalView([String: TemplateShape])

  /// Whether a value has this shape, with every name and no other.
  func accepts(_ value: TemplateValue) -> Bool {
    switch (self, value) {
    case (.text, .text), (.optionalText, .text), (.optionalText, .absent), (.flag, .flag),
      (.slot, .slot), (.optionalView, .absent):
      true
    case (.list(let shape), .list(let values)): values.allSatisfy(shape.accepts)
    case (.view(let shapes), .view(let values)), (.optionalView(let shapes), .view(let values)):
      shapes.count == values.count
        && shapes.allSatisfy { name, shape in values[name].map(shape.accepts) ?? false }
    case (.text, _), (.optionalText, _), (.flag, _), (.slot, _), (.list, _), (.view, _),
      (.optionalView, _):
      false
    }
  }

  /// For messages: what a template must know to use the name.
  var kind: String {
    switch self {
    case .text: "a text"
    case .optionalText: "a text that may be missing"
    case .flag: "a flag"
    case .slot: "markup"
    case .list: "a list"
    case .view: "a group of names"
    case .optionalView: "a group of names that may be missing"
    }
  }
}
