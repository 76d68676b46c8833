// SPDX-License-Identifier: Apache-2.0
import Columns
import Report
import Testing

@Suite struct SpreadsheetCSVTests {
  private func row(_ cell: Text?) -> (text: String, guarded: Int) {
    var form = SpreadsheetCSV()
    var line: [UInt8] = []
    form.row([cell], into: &line)
    return (String(decoding: line, as: UTF8.self), form.guardedCount)
  }

  // The characters OWASP and ASVS 1.2.10 name, and what spreadsheets drop before them.
  @Test(arguments: [
    "=1+1", "+cmd", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1", " =1+1",
    "\u{FEFF}=1", "\u{A0}@x", "\u{3000}+x", "＝1", "＋x", "－x", "＠x", "-", "+", "-1+1", "+1-2", "-.",
    "-1e", "-1e+",
  ])
  func guardsWhatASpreadsheetWouldCompute(cell: String) {
    #expect(row(Text(cell)).text == "\"'\(cell)\"\r\n")
    #expect(row(Text(cell)).guarded == 1)
  }

  @Test(arguments: [
    "", "plain", "1=1", "a+b", "-12.5", "+3", "-0", "1e-9", "-1E+10", "x-",
    "2026-10-05T00:00:11Z", "arn:aws:iam::1:user/a", " text",
  ])
  func leavesOtherTextAndNumbersAlone(cell: String) {
    #expect(row(Text(cell)).text == "\"\(cell)\"\r\n")
    #expect(row(Text(cell)).guarded == 0)
  }

  @Test func beginsWithAByteOrderMarkAndEndsLinesForSpreadsheets() {
    var form = SpreadsheetCSV()
    var file: [UInt8] = []
    form.header(["a", "=b"], into: &file)
    form.row([nil, ""], into: &file)
    #expect(file == [0xEF, 0xBB, 0xBF] + Array("\"a\",\"'=b\"\r\n,\"\"\r\n".utf8))
    #expect(form.guardedCount == 1)
  }
}
