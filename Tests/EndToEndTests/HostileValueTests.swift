// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Values that an attacker may choose, in every text field of a record.
///
/// The site made of them must have exactly the elements and attributes of the site made of harmless
/// values in their place: then no value became markup.
@Suite struct HostileValueTests {
  /// What was tried against report generators, templates and spreadsheets.
  private static let values = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>",
    "\" onmouseover=\"alert(1)", "' onfocus='alert(1)", "\"\u{301} onmouseover=document.title=1 y",
    "\"\u{200D} autofocus onfocus=alert(1) y", "\"\u{FE0F} onclick=alert(1) y",
    "\"\u{E0100} onclick=alert(1) y", "<\u{338}script>alert(1)</script>", "]]><script>", "--><b>",
    "</title><script>alert(1)</script>", "{{{title}}}", "{{#rows}}x{{/rows}}", "{{>page}}",
    "&lt;b&gt;", "&#60;b&#62;", "nul\u{0}byte", "esc\u{1B}[31mred", "c1\u{9B}31m", "\u{FFFE}",
    "\u{202E}gnp.exe", "line\r\nSet-Cookie: a=b", "javascript:alert(1)", "=1+1", "+1+1", "-1+1",
    "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "../../../etc/passwd", "CON", "a/b\\c:d*e?f|g",
  ]

  private func json(_ text: String) throws -> String {
    let array = try JSONSerialization.data(withJSONObject: [text])
    return String(String(decoding: array, as: UTF8.self).dropFirst().dropLast())
  }

  /// One record whose every text is `value`.
  private func record(_ value: String, _ number: Int) throws -> String {
    let text = try json(value)
    let named = try json("arn:aws:iam::111122223333:user/" + value)
    return """
      {"eventVersion":"1.11","userIdentity":{"type":\(text),"principalId":\(text),"arn":\(named),\
      "accountId":\(text),"accessKeyId":\(text),"userName":\(text),"invokedBy":\(text)},\
      "eventTime":"2026-10-05T08:00:\(String(format: "%02d", number))Z","eventSource":\(text),\
      "eventName":\(text),"awsRegion":\(text),"sourceIPAddress":\(text),"userAgent":\(text),\
      "errorCode":\(text),"errorMessage":\(text),"requestParameters":{\(text):\(text)},\
      "responseElements":\(text),"additionalEventData":{\(text):\(text)},"requestID":\(text),\
      "eventID":"e\(number)","readOnly":\(text),"resources":[{"ARN":\(text),"type":\(text)}],\
      "eventType":\(text),"recipientAccountId":"111122223333","sharedEventID":\(text),\
      "eventCategory":\(text)}
      """
  }

  private func site(of values: [String], in workspace: Workspace) throws -> [String: Data] {
    let records = try values.enumerated().map { try record($1, $0) }
    try workspace.write("logs/" + Logs.path("2026-10-05"), Logs.file(records))
    try workspace.write(
      "audit.json",
      """
      {"title": "Hostile", "logs": "logs", "output": "site",
       "packs": [], "templates": "\(Program.checkout)/Templates",
       "queries": [{"id": "all", "title": "All", "sql": "SELECT *, useridentity.username, \
      useridentity.accesskeyid FROM logs ORDER BY eventtime", "per": ["user", "event", "key"]}]}
      """
    )
    let outcome = try Program.run(["build", "audit.json", "--quiet"], folder: workspace.path)
    #expect(outcome.status == 0, "\(outcome.messages)")
    let files = try workspace.files(in: "site/2026-10-05--2026-10-05")
    // A page for every user, event name and access key, and those of the report.
    #expect(files.count > 3 * values.count)
    return files
  }

  /// How often each element and attribute occurs on all pages together.
  private func census(_ files: [String: Data]) -> [String: Int] {
    var counts: [String: Int] = [:]
    for (name, data) in files where name.hasSuffix(".html") {
      let page = String(decoding: data, as: UTF8.self)
      for match in page.matches(of: /<\/?([a-z][a-z0-9]*)((?:\s+[a-z:-]+="[^"]*")*)\s*\/?>/) {
        counts["<\(match.1)>", default: 0] += 1
        for attribute in match.2.matches(of: /([a-z:-]+)="/) {
          counts["\(match.1) \(attribute.1)", default: 0] += 1
        }
      }
      counts["<", default: 0] += page.utf8.count { $0 == UInt8(ascii: "<") }
    }
    return counts
  }

  @Test func becomeNoMarkup() throws {
    let hostile = try Workspace()
    let harmless = try Workspace()
    let attacked = try site(of: Self.values, in: hostile)
    let twin = try site(of: Self.values.indices.map { "harmless \($0)" }, in: harmless)
    #expect(attacked.count == twin.count)
    let found = census(attacked)
    let expected = census(twin)
    for key in Set(found.keys).union(expected.keys).sorted() {
      #expect(found[key] == expected[key], "\(key)")
    }
  }

  @Test func becomeNoFormula() throws {
    let workspace = try Workspace()
    let files = try site(of: Self.values, in: workspace)
    for (name, data) in files where name.hasSuffix(".csv") && !name.hasSuffix(".raw.csv") {
      var text = String(decoding: data, as: UTF8.self).unicodeScalars[...]
      if text.first == "\u{FEFF}" { text = text.dropFirst() }
      for field in String(text).components(separatedBy: "\"").joined(separator: "\u{1}")
        .components(separatedBy: "\u{1},\u{1}")
      {
        let start = field.unicodeScalars.first { $0 != "\u{1}" && $0 != "\r" && $0 != "\n" }
        #expect(!["=", "+", "@", "\t", "＝"].contains(start), "\(name): \(field)")
      }
    }
  }

  @Test func makeSafeFileNames() throws {
    let workspace = try Workspace()
    for name in try site(of: Self.values, in: workspace).keys {
      #expect(name.wholeMatch(of: /[A-Za-z0-9._\/-]+/) != nil, "\(name)")
      #expect(name.utf8.count < 120, "\(name)")
    }
  }
}
