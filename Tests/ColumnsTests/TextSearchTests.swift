// SPDX-License-Identifier: Apache-2.0
import Columns
import Testing

@Suite struct TextSearchTests {
  @Test func findsWhatANaiveSearchFinds() {
    var random = SystemRandomNumberGenerator()
    let bytes: [UInt8] = Array("ae\"0A/".utf8)
    func text(_ count: Int) -> [UInt8] {
      (0..<count).map { _ in bytes.randomElement(using: &random) ?? 0 }
    }
    for round in 0..<3_000 {
      let needle = text(round % 5)
      let hay = text(round % 41)
      let last = hay.count - needle.count
      let isThere = last >= 0 && (0...max(0, last)).contains { hay[$0...].starts(with: needle) }
      #expect(TextSearch(needle).isFound(in: hay.span) == isThere)
    }
  }
}
