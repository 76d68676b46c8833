// SPDX-License-Identifier: Apache-2.0

/// What stands in the margins of printed pages: CSS cannot take it from the page itself.
struct PrintFrame {
  let input: ReportInput

  /// The asset it is written to.
  static let fileName = "margins.css"

  var css: [UInt8] {
    let name = [input.title, input.organization].compactMap(\.self).joined(separator: ", ")
    let days = input.scope.days ?? input.coveredDays
    let boxes = [
      ("top-left", Self.string(name)),
      ("top-right", Self.string(days.map { "\($0.first) to \($0.last) UTC" } ?? "no events")),
      ("bottom-left", Self.string("Report \(input.identifier)")),
      ("bottom-right", "\"Page \" counter(page) \" of \" counter(pages)"),
    ]
    var css: [UInt8] = []
    css.raw("@page {\n")
    for (place, content) in boxes {
      css.raw("  @\(place) { content: \(content); font: 8pt system-ui, sans-serif; ")
      css.raw("color: #3d4653; }\n")
    }
    css.raw("}\n")
    return css
  }

  /// A CSS string; everything but letters, digits and blanks is written as its number.
  static func string(_ text: String) -> String {
    var css = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", " ", ",", ".", "-": css.unicodeScalars.append(scalar)
      case _ where Markup.isForbidden(scalar.value): css += "\\fffd "
      default: css += "\\" + String(scalar.value, radix: 16) + " "
      }
    }
    return css + "\""
  }
}
