// SPDX-License-Identifier: Apache-2.0
import Columns
import Testing

@Suite struct ByteSearchTests {
  @Test func findsWhatALoopOverBytesFinds() {
    var random = SystemRandomNumberGenerator()
    // Those looked for, and those one bit or one step beside them.
    let bytes: [UInt8] = [0x3a, 0x3d, 0x2d, 0x3b, 0x3c, 0x2c, 0xba, 0x00, 0x01, 0xff, 0x61]
    let search = ByteSearch(0x3a, 0x3d, 0x2d)
    for round in 0..<4_000 {
      let text = (0..<(round % 45)).map { _ in
        round % 3 == 0 ? bytes.randomElement(using: &random) ?? 0 : [0x61, 0x3a, 0x39][round % 2]
      }
      for start in 0...text.count {
        let found = text[start...].firstIndex { [0x3a, 0x3d, 0x2d].contains($0) }
        #expect(search.next(in: text.span, from: start) == found ?? text.count)
      }
    }
  }
}
