// SPDX-License-Identifier: Apache-2.0

/// The bars of events over time, as an inline SVG with a table behind it.
struct DailyChart {
  let timeline: Timeline
  let series: Coverage.Series

  private let left = 56
  private let top = 12
  private let height = 150

  /// Appends the picture; `label` is the id of its caption.
  func write(into page: inout [UInt8], label: String) {
    let count = max(series.events.count, 1)
    let step = max(1120 / count, 12)
    let width = left + step * count + 8
    let ceiling = Self.ceiling(series.events.max() ?? 0)
    page.raw("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart wide\" ")
    page.raw("viewBox=\"0 0 \(width) \(top + height + 26)\" width=\"\(width)\" ")
    page.raw("height=\"\(top + height + 26)\" role=\"img\" aria-labelledby=\"\(label)\"><g>")
    for part in 0...2 {
      let y = top + height - height * part / 2
      page.raw("<line class=\"axis\" x1=\"\(left)\" y1=\"\(y)\" x2=\"\(width)\" y2=\"\(y)\"/>")
      let value = Figures.compact(ceiling / 2 * part)
      page.raw("<text x=\"\(left - 8)\" y=\"\(y + 4)\" text-anchor=\"end\">\(value)</text>")
    }
    page.raw("</g><g>")
    for (column, events) in series.events.enumerated() {
      writeBar(column, events: events, step: step, ceiling: ceiling, into: &page)
    }
    page.raw("</g><g>")
    let every = max(1, (timeline.unit == .day ? 22 : 52) / step + 1)
    for column in stride(from: 0, to: series.events.count, by: every) {
      let x = left + column * step + step / 2
      page.raw("<text x=\"\(x)\" y=\"\(top + height + 18)\" text-anchor=\"middle\">")
      page.raw("\(timeline.shortLabel(column))</text>")
    }
    page.raw("</g></svg>")
  }

  private func writeBar(
    _ column: Int,
    events: Int,
    step: Int,
    ceiling: Int,
    into page: inout [UInt8]
  ) {
    // Something must be seen of a day that has events at all.
    let tall = events == 0 ? 0 : max(Self.scaled(events, of: ceiling, to: height), 1)
    let gap = max(step / 6, 1)
    let x = left + column * step + gap
    let name = "\(timeline.labels[column]): \(Figures.counted(events, "event"))"
    if events == 0 {
      page.raw("<rect class=\"silent\" x=\"\(x)\" y=\"\(top + height - 4)\" ")
      page.raw("width=\"\(step - 2 * gap)\" height=\"4\"><title>\(name)</title></rect>")
    } else {
      page.raw("<rect class=\"b\" x=\"\(x)\" y=\"\(top + height - tall)\" ")
      page.raw("width=\"\(step - 2 * gap)\" height=\"\(tall)\"><title>\(name)</title></rect>")
    }
  }

  /// The numbers behind the picture, for those who cannot see it or want them exactly.
  func writeTable(into page: inout [UInt8]) {
    page.raw("<table class=\"data narrow\" id=\"daily-table\"><caption>Events and errors by ")
    page.raw("\(timeline.unit.rawValue), UTC</caption><thead><tr><th scope=\"col\">")
    page.raw("\(timeline.unit.rawValue.capitalizedFirst)</th><th scope=\"col\" class=\"num\">")
    page.raw("Events</th><th scope=\"col\" class=\"num\">Errors</th></tr></thead><tbody>")
    for (column, label) in timeline.labels.enumerated() {
      page.raw("<tr><th scope=\"row\">\(label)</th>")
      page.raw("<td class=\"num\">\(Figures.grouped(series.events[column]))</td>")
      page.raw("<td class=\"num\">\(Figures.grouped(series.errors[column]))</td></tr>")
    }
    page.raw("</tbody></table>")
  }

  /// The least of 2, 4, 10, 20, 40, 100 … that is not below a number.
  static func ceiling(_ number: Int) -> Int {
    var unit = 1
    while unit <= Int.max / 100 {
      for factor in [2, 4, 10] where number <= unit * factor {
        return unit * factor
      }
      unit *= 10
    }
    return number
  }

  static func scaled(_ part: Int, of whole: Int, to length: Int) -> Int {
    let (product, overflow) = part.multipliedReportingOverflow(by: length)
    return overflow ? part / max(whole / length, 1) : product / max(whole, 1)
  }
}

extension String {
  /// With a capital at its beginning.
  fileprivate var capitalizedFirst: String {
    prefix(1).uppercased() + dropFirst()
  }
}
