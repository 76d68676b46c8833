// SPDX-License-Identifier: Apache-2.0
import Columns
import Report
import Testing

@Suite struct AthenaCSVTests {
  // The file Athena gave for: select * from (values ('', 'a'), ('N/A','a'), ('NULL','a'), (NULL,'a'))
  // (PyAthena issue 118).
  @Test func writesWhatAthenaWrites() {
    var file: [UInt8] = []
    let form = AthenaCSV()
    form.header(["_col0", "_col1"], into: &file)
    for cell in ["", "N/A", "NULL", nil] as [Text?] {
      form.row([cell, "a"], into: &file)
    }
    #expect(
      String(decoding: file, as: UTF8.self)
        == "\"_col0\",\"_col1\"\n\"\",\"a\"\n\"N/A\",\"a\"\n\"NULL\",\"a\"\n,\"a\"\n"
    )
  }

  @Test func doublesQuotesAndLeavesBytesAlone() {
    var file: [UInt8] = []
    AthenaCSV().row(
      [#"{"roleArn":"x"}"#, Text(bytes: [0xFF, 0x0A]), #"""#, "=1+1"],
      into: &file
    )
    let expected =
      Array(#""{""roleArn"":""x""}",""#.utf8) + [0xFF, 0x0A] + Array(#"","""","=1+1""#.utf8)
    #expect(file == expected + [0x0A])
  }
}
