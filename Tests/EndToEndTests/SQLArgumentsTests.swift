// SPDX-License-Identifier: Apache-2.0
import Testing
import trailbinder

@Suite struct SQLArgumentsTests {
  @Test(arguments: [
    (["query", "--x\nSELECT 1", "--logs", "a"], ["query", "--logs", "a", "--", "--x\nSELECT 1"]),
    (["explain", "-- x y"], ["explain", "--", "-- x y"]),
    (["query", "--a=b\nSELECT 1"], ["query", "--", "--a=b\nSELECT 1"]),
    (["query", "--\nSELECT 1"], ["query", "--", "--\nSELECT 1"]),
    (["query", "-- x\nSELECT 1", "--"], ["query", "--", "-- x\nSELECT 1"]),
  ])
  func aCommentIsMovedBehindTheTerminator(arguments: [String], expected: [String]) {
    #expect(SQLArguments.reordered(arguments) == expected)
  }

  @Test(arguments: [
    ["query", "SELECT 1", "--logs", "a"],
    ["query", "--logs=/a folder", "SELECT 1"],
    ["query", "--logs=a\nb", "SELECT 1"],
    ["query", "--qiet", "SELECT 1"],
    ["query", "--", "-- x\nSELECT 1"],
    ["query", "-", "--logs", "a"],
    ["build", "-- x y"],
    ["--version"],
    [],
  ])
  func everythingElseStaysAsItIs(arguments: [String]) {
    #expect(SQLArguments.reordered(arguments) == arguments)
  }
}
