// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// One input, one report: wherever, whenever and however it is made.
@Suite struct ReproducibilityTests {
  /// Copies the sample tree, its files in an order of their own.
  private func workspace(_ place: String, backwards: Bool) throws -> (Workspace, String) {
    let workspace = try Workspace()
    let samples = Program.checkout + "/Samples"
    var files = (FileManager.default.enumerator(atPath: samples)?.allObjects ?? [])
      .compactMap { $0 as? String }.sorted()
    if backwards { files.reverse() }
    for file in files {
      var isFolder: ObjCBool = false
      let path = samples + "/" + file
      guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
        !isFolder.boolValue, let content = FileManager.default.contents(atPath: path)
      else { continue }
      try workspace.write("\(place)/logs/\(file)", content)
    }
    // Damage and odd names are part of the input.
    let day = "AWSLogs/\(Logs.account)/CloudTrail/us-east-1/2026/10/05/"
    try workspace.write("\(place)/logs/\(day)\"odd\"\nname.json", "{\"Records\":[")
    try workspace.write(
      "\(place)/audit.json",
      """
      {"title": "Twice", "logs": "logs", "packs": ["\(Program.checkout)/Packs"], "output": "site",
       "templates": "\(Program.checkout)/Templates"}
      """
    )
    return (workspace, place)
  }

  @Test func twoRunsFarApartGiveTheSameBytes() throws {
    let (first, firstPlace) = try workspace("a", backwards: false)
    let (second, secondPlace) = try workspace("some/other place/deeper", backwards: true)
    let one = try Program.run(
      ["build", "audit.json", "--quiet", "--workers", "1"],
      folder: "\(first.path)/\(firstPlace)",
      environment: ["TZ": "Pacific/Auckland", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "86400"]
    )
    let other = try Program.run(
      ["build", "\(second.path)/\(secondPlace)/audit.json", "--workers", "5"],
      folder: "/",
      environment: [
        "TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8", "LANG": "de_DE.UTF-8",
        "SOURCE_DATE_EPOCH": "86400",
      ]
    )
    #expect(one.status == 3, "\(one.messages)")
    #expect(other.status == 3, "\(other.messages)")
    // The history too, since the clock stands still; the lock names a process.
    var left = try first.files(in: "\(firstPlace)/site")
    var right = try second.files(in: "\(secondPlace)/site")
    left[".lock"] = nil
    right[".lock"] = nil
    #expect(left.count > 100)
    #expect(left.keys.sorted() == right.keys.sorted())
    for (name, content) in left {
      #expect(right[name] == content, "\(name) differs")
    }
  }
}
