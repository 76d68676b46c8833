// SPDX-License-Identifier: Apache-2.0
import Columns
import Report
import Testing

@Suite struct MarkupTests {
  private func escaped(_ bytes: [UInt8]) -> String {
    var page: [UInt8] = []
    Markup.escape(bytes, into: &page)
    return String(decoding: page, as: UTF8.self)
  }

  @Test(arguments: [
    ("", ""),
    ("plain text 123", "plain text 123"),
    ("<script>alert('x')</script>", "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"),
    ("a & b &lt; &#39;", "a &amp; b &amp;lt; &amp;#39;"),
    ("\" onmouseover=\"x", "&quot; onmouseover=&quot;x"),
    ("]]> --> {{{a}}}", "]]&gt; --&gt; {{{a}}}"),
    ("tab\tand line\nfeed", "tab\tand line\nfeed"),
    ("é ü 漢字 😀 ‎", "é ü 漢字 😀 ‎"),
  ])
  func replacesWhatMeansSomethingToAParser(text: String, markup: String) {
    #expect(escaped(Array(text.utf8)) == markup)
  }

  // A quotation mark and the mark that combines with it are one character to Swift.
  @Test(arguments: ["\u{301}", "\u{200D}", "\u{FE0F}", "\u{E0100}", "\u{338}"])
  func escapesWhatACombiningMarkFollows(mark: String) {
    for (sign, reference) in [("\"", "&quot;"), ("<", "&lt;"), ("&", "&amp;"), ("'", "&#39;")] {
      #expect(Array(escaped(Array((sign + mark).utf8)).utf8) == Array((reference + mark).utf8))
    }
  }

  @Test(
    arguments: [
      [0x00], [0x1B], [0x08], [0x0D], [0x7F],  // C0 controls and delete
      [0xC2, 0x80], [0xC2, 0x9F],  // C1 controls
      [0xE2, 0x80, 0xAE], [0xE2, 0x80, 0xAA], [0xE2, 0x81, 0xA6], [0xE2, 0x81, 0xA9],  // directions
      [0xEF, 0xBF, 0xBE], [0xEF, 0xBF, 0xBF], [0xEF, 0xB7, 0x90], [0xF0, 0x9F, 0xBF, 0xBE],
      [0x80], [0xFF], [0xC0], [0xF8],  // no UTF-8
    ] as [[UInt8]]
  )
  func replacesWhatNoPageMayHold(bytes: [UInt8]) {
    #expect(escaped([0x61] + bytes + [0x62]) == "a\u{FFFD}b")
  }

  // Each byte that is no part of a character counts: overlong forms, surrogates, cut sequences.
  @Test(
    arguments: [
      ([0xC0, 0xAF], 2), ([0xE0, 0x80, 0xAF], 3), ([0xED, 0xA0, 0x80], 3), ([0xE2, 0x82], 2),
      ([0xF4, 0x90, 0x80, 0x80], 4), ([0xF0, 0x9F, 0x98], 3),
    ] as [([UInt8], Int)]
  )
  func replacesBytesThatAreNotUTF8(bytes: [UInt8], count: Int) {
    #expect(escaped(bytes) == String(repeating: "\u{FFFD}", count: count))
  }

  @Test func keepsALineFeedAfterACarriageReturn() {
    #expect(escaped(Array("a\r\nb\rc".utf8)) == "a\nb\u{FFFD}c")
  }
}
