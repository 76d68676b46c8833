// SPDX-License-Identifier: Apache-2.0
import CloudTrail
import Testing

@Suite struct EventKeyTests {
  private func key(_ text: String) -> EventKey? {
    unsafe Array(text.utf8).withUnsafeBufferPointer { bytes in
      unsafe bytes.baseAddress.flatMap { unsafe EventKey($0) }
    }
  }

  /// A UUID by the digits of two numbers.
  private func identifier(_ high: UInt64, _ low: UInt64) -> String {
    let digits = [high, low].map { word in
      let text = String(word, radix: 16)
      return String(repeating: "0", count: 16 - text.count) + text
    }.joined()
    let parts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { range in
      String(Array(digits)[range])
    }
    return parts.joined(separator: "-")
  }

  @Test func packsEveryIdentifierThatCloudTrailWrites() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<1000 {
      let text = identifier(generator.next(), generator.next())
      #expect(key(text) != nil, "\(text)")
    }
  }

  @Test func noTwoIdentifiersShareAKey() {
    let base = Array(identifier(0x0123_4567_89ab_cdef, 0xfedc_ba98_7654_3210))
    var keys: Set<EventKey> = []
    var count = 0
    for place in base.indices where base[place] != "-" {
      for digit in "0123456789abcdef" where digit != base[place] {
        var text = base
        text[place] = digit
        if let key = key(String(text)) { keys.insert(key) }
        count += 1
      }
    }
    #expect(keys.count == count)
  }

  /// Other spellings are kept as they are written.
  @Test func packsNothingElse() {
    let base = Array(identifier(0x0123_4567_89ab_cdef, 0xfedc_ba98_7654_3210))
    for place in base.indices {
      for wrong in "gG@`/:AF\u{0}\u{7f}-" where wrong != base[place] {
        var text = base
        text[place] = wrong
        #expect(key(String(text)) == nil, "\(String(text))")
      }
    }
    #expect(key("00000000-0000-0000-0000-000000000000") == nil)
  }
}
