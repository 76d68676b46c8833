// SPDX-License-Identifier: Apache-2.0
import Columns
import Foundation
import Queries
import Report
import Testing

@Suite struct SiteTests {
  private func pages(_ input: ReportInput) throws -> [String: String] {
    try Fixture.withFolder { folder in
      try Fixture.write(input, to: folder)
      return try Fixture.files(in: folder).mapValues { String(decoding: $0, as: UTF8.self) }
    }
  }

  private func rows(_ count: Int) -> [[Value]] {
    (1...count).map { [.text("value \($0)")] }
  }

  @Test func cutsRowsIntoPagesAndSaysWhatIsBeyond() throws {
    var input = Fixture.input([Fixture.query("a/rows", rows: rows(23))])
    input.limits = ReportLimits(rowsPerPage: 5, pagesPerQuery: 3)
    let pages = try pages(input)
    let first = try #require(pages["queries/a-rows.html"])
    let third = try #require(pages["queries/a-rows-3.html"])
    #expect(pages["queries/a-rows-4.html"] == nil)
    #expect(first.contains("Rows 1–5 of 23") && third.contains("Rows 11–15 of 23"))
    #expect(first.contains("first 15 of 23 rows"))
    #expect(first.contains("value 5<") && !first.contains("value 6<"))
    #expect(third.contains(#"<tr id="r15">"#) && !third.contains("value 16<"))
    #expect(third.contains(##"<a href="a-rows-2.html" rel="prev">"##))
    #expect(!third.contains("rel=\"next\""))
    // What pages leave out is in the attachments.
    #expect(pages["csv/a-rows.raw.csv"]?.contains("\"value 23\"") == true)
    #expect(pages["csv/a-rows.csv"]?.contains("\"value 23\"\r\n") == true)
  }

  @Test func anEmptyResultIsAResult() throws {
    let pages = try pages(Fixture.input([Fixture.query("a/none", rows: [], expectation: .noRows)]))
    let page = try #require(pages["queries/a-none.html"])
    #expect(page.contains("The query ran and found no rows."))
    #expect(pages["csv/a-none.raw.csv"] == "\"column1\"\n")
    let index = try #require(pages["index.html"])
    #expect(index.contains(#"<span class="outcome no-rows">No rows</span>"#))
    #expect(index.contains(#"<span class="chip medium">Medium</span>"#))
  }

  @Test func aFailedQueryShowsItsErrorAndHasNoAttachment() throws {
    var query = Fixture.query("a/failed", rows: [])
    query.sql = "SELECT\n  1 / 0"
    query.outcome = .failure(
      QueryError(.divisionByZero, "division by zero", hint: "use nullif", at: SourceRange(9, 14))
    )
    let pages = try pages(Fixture.input([query]))
    let page = try #require(pages["queries/a-failed.html"])
    #expect(page.contains("<code>DIVISION_BY_ZERO</code> at line 2, column 3: division by zero"))
    #expect(page.contains("use nullif"))
    #expect(pages["csv/a-failed.csv"] == nil)
    #expect(pages["index.html"]?.contains(#"<span class="outcome failed">FAILED</span>"#) == true)
  }

  @Test(arguments: [
    (ReportQuery.Expectation.noRows, 0, "no-rows"), (.noRows, 1, "open"),
    (.atMost(2), 0, "no-rows"), (.atMost(2), 2, "within-limit"), (.atMost(2), 3, "exceeded"),
    (.anyRows, 0, "no-rows"), (.anyRows, 3, "listed"),
  ])
  func tellsTheOutcomeFromTheExpectation(
    expectation: ReportQuery.Expectation,
    count: Int,
    outcome: String
  ) throws {
    let values: [[Value]] = Array(repeating: [.bigint(1)], count: count)
    let query = Fixture.query("a/b", rows: values, expectation: expectation)
    let index = try #require(try pages(Fixture.input([query]))["index.html"])
    #expect(index.contains("<span class=\"outcome \(outcome)\">"))
  }

  @Test func showsNullApartFromEmptyTextAndNumbersAsTheyAre() throws {
    let query = Fixture.query(
      "a/b",
      rows: [[.null, .text(""), .bigint(-1234567), .double(1)]],
      columns: [("a", .string), ("b", .string), ("c", .bigint), ("d", .double)]
    )
    let pages = try pages(Fixture.input([query]))
    let page = try #require(pages["queries/a-b.html"])
    #expect(page.contains(#"<td class="nowrap"><span class="null">null</span></td>"#))
    #expect(page.contains(#"<td class="nowrap"><bdi></bdi></td>"#))
    #expect(page.contains(#"<td class="num">-1234567</td>"#))
    #expect(pages["csv/a-b.raw.csv"]?.hasSuffix("\n,\"\",\"-1234567\",\"1.0\"\n") == true)
  }

  @Test func cutsAVeryLongValueInPagesOnly() throws {
    let long = String(repeating: "é", count: 3000)
    let pages = try pages(Fixture.input([Fixture.query("a/b", rows: [[.text(long)]])]))
    let page = try #require(pages["queries/a-b.html"])
    #expect(page.contains("\(String(repeating: "é", count: 1000))</bdi>"))
    #expect(page.contains("all 6,000 bytes are in the CSV"))
    #expect(pages["csv/a-b.raw.csv"]?.contains(long) == true)
  }

  @Test func namesFilesOfQueriesApart() throws {
    let ids = ["a/b-c", "a-b/c", "x", "x-2", "activity", "A/B-C"]
    var input = Fixture.input(ids.map { Fixture.query($0, rows: rows(2)) })
    input.limits.rowsPerPage = 1
    let pages = try pages(input)
    let first = pages.keys.filter { $0.hasPrefix("csv/") && $0.hasSuffix(".raw.csv") }
    // A query each, and the attachments of every report.
    #expect(first.count == ids.count + 8)
    #expect(pages["queries/x.html"] != nil && pages["queries/x-2.html"] != nil)
    #expect(pages["queries/x-2.html"]?.contains("Title of x, page 2") == true)
  }

  @Test func linksCellsToTheEntitiesTheyName() throws {
    let query = Fixture.query(
      "a/b",
      rows: [
        [.text("arn:aws:iam::111122223333:user/team/alice"), .text("StopLogging")],
        [.text("nobody"), .null],
      ],
      perEntity: [.user],
      links: [.init(column: 0, kind: .user), .init(column: 1, kind: .event)]
    )
    var input = Fixture.input([query])
    input.entityActivity = [
      EntityActivity(
        user: "alice",
        eventName: "StopLogging",
        accessKey: "AKIA1",
        account: "111122223333",
        eventCount: 3,
        errorCount: 1,
        firstEventTime: "2026-10-02T00:00:00Z",
        lastEventTime: "2026-10-03T00:00:00Z"
      ),
      EntityActivity(
        user: "alice",
        eventName: "GetObject",
        accessKey: nil,
        account: "222233334444",
        eventCount: 4,
        errorCount: 0,
        firstEventTime: "2026-10-01T00:00:00Z",
        lastEventTime: "2026-10-02T00:00:00Z"
      ),
    ]
    let pages = try pages(input)
    // SHA-256 of "alice", as sha256sum prints it.
    let alice = "users/2b/alice-2bd806c97f0e00af1a1fc3328fa763a9.html"
    let page = try #require(pages["queries/a-b.html"])
    #expect(
      page.contains(
        "<a href=\"../\(alice)\"><bdi>arn:aws:iam::111122223333:user/team/alice</bdi></a>"
      )
    )
    let entity = try #require(pages[alice])
    #expect(entity.contains("<dd>7<small>in this period</small>"))
    #expect(entity.contains("<dd>2026-10-01<small>00:00:00 UTC</small>"))
    #expect(entity.contains("<dd>2026-10-03<small>00:00:00 UTC</small>"))
    #expect(entity.contains(#"<a href="../../queries/a-b.html#r1">1</a>"#))
    #expect(!entity.contains("#r2"))
    #expect(entity.contains("<bdi>StopLogging</bdi></a>"))
    #expect(entity.contains("222233334444 "))
    // A name that only results know has a page that says so.
    let nobody = try #require(pages.first { $0.key.contains("/nobody-") })
    #expect(nobody.value.contains("no event of its own in this period"))
    #expect(pages["csv/entities-user.raw.csv"]?.contains("\"alice\",\"7\",\"1\"") == true)
  }

  @Test func givesPagesFirstToWhatSevereResultsName() throws {
    let links = [ReportQuery.Link(column: 0, kind: .user)]
    var input = Fixture.input([
      Fixture.query("a/low", rows: [[.text("low")]], severity: .low, links: links),
      Fixture.query("a/critical", rows: [[.text("critical")]], severity: .critical, links: links),
    ])
    input.entityActivity = ["busy", "quiet"].map { name in
      EntityActivity(
        user: Text(name),
        eventName: nil,
        accessKey: nil,
        account: nil,
        eventCount: name == "busy" ? 100 : 1,
        errorCount: 0,
        firstEventTime: nil,
        lastEventTime: nil
      )
    }
    input.limits.entityPages = [.user: 3]
    let pages = try pages(input)
    let users = pages.keys.filter { $0.hasPrefix("users/") && !$0.hasSuffix("index.html") }
    #expect(users.count == 3 && !users.contains { $0.contains("/quiet-") })
    let list = try #require(pages["users/index.html"])
    #expect(list.contains("1 of 4 have no page of their own"))
    #expect(list.contains("<bdi>quiet</bdi></th>"))
    #expect(pages["csv/entities-user.csv"]?.contains("\"quiet\"") == true)
  }

  @Test func cutsTheRowsOfAnEntityIntoPagesAcrossQueries() throws {
    let links = [ReportQuery.Link(column: 0, kind: .key)]
    func rows(_ count: Int) -> [[Value]] { Array(repeating: [.text("AKIA1")], count: count) }
    var input = Fixture.input([
      Fixture.query("a/one", rows: rows(3), perEntity: [.key], links: links),
      Fixture.query("a/two", rows: rows(4), perEntity: [.key], links: links),
    ])
    input.limits = ReportLimits(rowsPerPage: 2, pagesPerQuery: 3)
    let pages = try pages(input)
    let path = try #require(pages.keys.first { $0.contains("/akia1-") && !$0.contains("-2.html") })
    let base = path.replacingOccurrences(of: "-3.html", with: ".html").dropLast(5)
    let second = try #require(pages["\(base)-2.html"])
    #expect(second.contains("Title of a/one") && second.contains("Title of a/two"))
    #expect(second.contains("3–3 of 3") && second.contains("1–1 of 4"))
    #expect(pages["\(base)-3.html"]?.contains("2–3 of 4") == true)
    #expect(pages["\(base)-4.html"] == nil)
    #expect(pages["\(base).html"]?.contains("first 6 of 7 rows") == true)
  }

  /// 10 records of a verified file with 1 copy, and 5 of another with 2 outside the scope.
  @Test(arguments: [(false, "9 of 12 records used"), (true, "10 of 13 records used")])
  func sharesOfVerifiedRecordsAreThoseOfTheBalance(
    keepsDuplicates: Bool,
    note: String
  ) throws {
    var evidence = Evidence(roots: ["/logs"])
    for (name, count) in [("a", 10), ("b", 5)] {
      evidence.files.append(
        FileEvidence(
          path: Text(name),
          root: 0,
          account: nil,
          region: nil,
          day: nil,
          recordCount: count
        )
      )
    }
    evidence.files[0].duplicateCount = 1
    evidence.files[0].verdict = .verified
    evidence.files[1].outsideScopeCount = 2
    evidence.files[1].verdict = .notCovered
    evidence.integrity = IntegrityEvidence()
    var input = Fixture.input([], evidence: evidence)
    input.keepsDuplicates = keepsDuplicates
    let pages = try pages(input)
    #expect(pages["integrity.html"]?.contains(note) == true)
  }

  @Test func saysWhatWasNotReadAndWhatIsMissing() throws {
    var evidence = Evidence(roots: ["/logs"])
    for day in ["2026-10-01", "2026-10-03"] {
      evidence.files.append(
        FileEvidence(
          path: Text("a/\(day).json.gz"),
          root: 0,
          account: "111122223333",
          region: "us-east-1",
          day: day,
          inflatedByteCount: 1000,
          recordCount: 5
        )
      )
    }
    evidence.files[1].issue = InputIssue(.corrupt, path: "a/x.json.gz", reason: "a bad byte")
    evidence.files[1].salvagedCount = 5
    evidence.files[1].refusedCount = 2
    evidence.skipped = [
      SkippedInput(
        kind: "CloudTrail digest",
        reason: "no records",
        fileCount: 7,
        byteCount: 70,
        example: "d"
      )
    ]
    var input = Fixture.input([], evidence: evidence)
    input.scope.days = DayRange(first: "2026-10-01", last: "2026-10-06")
    let pages = try pages(input)
    let index = try #require(pages["index.html"])
    #expect(index.contains("2 files, 2.0\u{A0}kB unpacked<"))
    #expect(index.contains("10 read = 0 outside the scope + 0 duplicates + 10 used"))
    #expect(index.contains("7 files of 1 kind"))
    #expect(index.contains("1 problem with the input"))
    #expect(index.contains("Management events NONE"))
    let sources = try #require(pages["sources.html"])
    #expect(sources.contains("4 days without files, added over accounts and regions."))
    #expect(sources.contains("<td class=\"cd\">!</td>"))
    #expect(sources.contains("5: what stood behind the damage is lost"))
    #expect(sources.contains("2: beyond a limit, or not JSON"))
    #expect(sources.contains("<strong>Corrupt</strong>, 5 records saved"))
    let account = try #require(pages["coverage/111122223333.html"])
    #expect(account.contains("<td class=\"mid\">2026-10-02, 2026-10-04 to 2026-10-06</td>"))
    #expect(sources.contains("a bad byte"))
    #expect(
      pages["csv/issues.raw.csv"]?.contains("\"corrupt\",\"a/x.json.gz\",\"a bad byte\"") == true
    )
  }

  @Test func makesTheSameBytesOfTheSameInput() throws {
    let input = Fixture.input(
      [
        Fixture.query(
          "a/b",
          rows: rows(40),
          perEntity: [.user],
          links: [.init(column: 0, kind: .user)]
        )
      ],
      daily: [
        DailyActivity(
          account: "1",
          region: "us-east-1",
          day: "2026-10-01",
          eventCount: 5,
          errorCount: 0
        )
      ]
    )
    var later = input
    later.run.startMicroseconds += 86_400_000_000
    later.run.durationMilliseconds = 77_777
    later.run.queries[0].durationMilliseconds = 55_555
    #expect(try pages(input) == pages(later))
  }

  @Test func refusesAnIdentifierThatIsNoFolderName() {
    for identifier in ["", "..", ".hidden", "a/b", "a b", "-x"] {
      var input = Fixture.input([])
      input.identifier = identifier
      #expect(throws: ReportError.self) { try SiteBuilder(input).build() }
    }
  }
}
