// SPDX-License-Identifier: Apache-2.0
import Columns
import Report
import Testing

@Suite struct CoverageGradeTests {
  private static let account = "111122223333"
  private static let october1 = 20_727  // days since 1970-01-01

  /// A file on each of some days of October 2026.
  private static func files(
    _ days: some Sequence<Int>,
    account: String = account,
    region: String = "us-east-1"
  ) -> [FileEvidence] {
    days.map { day in
      FileEvidence(
        path: Text("\(account)/\(region)/\(day)"),
        root: 0,
        account: account,
        region: region,
        day: "2026-10-\(day < 10 ? "0" : "")\(day)",
        recordCount: 1
      )
    }
  }

  /// Hours of October 2026 under a digest.
  private static func digest(
    _ hours: Range<Int>,
    _ verdict: DigestInterval.Verdict = .verified,
    account: String = account,
    region: String = "us-east-1",
    trail: String = "t"
  ) -> DigestInterval {
    DigestInterval(
      account: account,
      region: region,
      trail: trail,
      start: october1 * 86_400 + hours.lowerBound * 3600,
      end: october1 * 86_400 + hours.upperBound * 3600,
      verdict: verdict
    )
  }

  private static func input(
    _ files: [FileEvidence],
    digests: [DigestInterval] = [],
    expected: ExpectedLogs = ExpectedLogs(),
    changes: [LoggingChange] = []
  ) -> ReportInput {
    var input = Fixture.input(
      [],
      daily: [
        DailyActivity(
          account: "1",
          region: "r",
          day: "2026-10-02",
          kind: .management,
          eventCount: 5,
          errorCount: 0
        )
      ],
      evidence: Evidence(files: files, digestCoverage: digests)
    )
    input.expected = expected
    input.loggingChanges = changes
    return input
  }

  private static func management(_ input: ReportInput) throws -> KindCoverage {
    try #require(Coverage(input: input).judgement.kinds.first)
  }

  private static let named = ExpectedLogs(
    accounts: [ExpectedAccount(id: account)],
    regions: ["us-east-1"]
  )

  /// Days with files, and the words of the first reason.
  @Test(arguments: [
    (Array(1...31), CoverageGrade.consistent, "no digests were checked"),
    (Array(1...30), .gaps, "no account has a file on 2026-10-31"),
    (Array(2...31), .gaps, "no account has a file on 2026-10-01"),
    (Array(1...9) + Array(11...31), .gaps, "no account has a file on 2026-10-10"),
    ([], .consistent, "no digests were checked"),
  ])
  func gradesDaysWithoutAnyFile(days: [Int], grade: CoverageGrade, reason: String) throws {
    let kind = try Self.management(Self.input(Self.files(days)))
    #expect(kind.grade == grade)
    #expect(kind.reasons.first == reason)
  }

  /// Days with files of a second region or account, beside one that is never silent.
  @Test(arguments: [
    // Seven days running, then nothing.
    (
      "us-west-2", account, Array(1...7),
      "account 111122223333 falls silent in us-west-2: 2026-10-08 to 2026-10-31"
    ),
    (
      "us-west-2", "444455556666", Array(1...7),
      "account 444455556666 falls silent: 2026-10-08 to 2026-10-31"
    ),
    ("us-west-2", account, Array(1...6), nil),
    ("us-west-2", account, [1, 2, 3, 4, 5, 6, 8, 9, 31], nil),
    ("us-west-2", account, Array(20...31), nil),
    (
      "us-west-2", account, Array(10...16) + Array(18...31),
      "account 111122223333 falls silent in us-west-2: 2026-10-17"
    ),
  ])
  func tellsSilenceFromRegularDelivery(
    region: String,
    account: String,
    days: [Int],
    reason: String?
  ) throws {
    let files = Self.files(1...31) + Self.files(days, account: account, region: region)
    let kind = try Self.management(Self.input(files))
    #expect(kind.grade == (reason == nil ? .consistent : .gaps))
    if let reason { #expect(kind.reasons.first == reason) }
  }

  /// Digests over files of every day, and what is expected of them.
  @Test(arguments: [
    ([digest(0..<744)], named, CoverageGrade.complete),
    ([digest(0..<300), digest(290..<744, .linked)], named, .complete),
    ([digest(0..<300), digest(301..<744)], named, .consistent),
    ([digest(0..<300), digest(300..<301, trail: "other"), digest(301..<744)], named, .complete),
    ([digest(0..<743), digest(743..<744, .tipUnsigned)], named, .consistent),
    ([digest(0..<743), digest(743..<744, .noKey)], named, .consistent),
    ([digest(0..<743), digest(743..<744, .missing)], named, .gaps),
    ([digest(0..<743), digest(743..<744, .bad)], named, .gaps),
    ([digest(-5..<800)], named, .complete),
    ([digest(0..<744)], ExpectedLogs(accounts: named.accounts), .consistent),
    ([digest(0..<744)], ExpectedLogs(regions: named.regions), .consistent),
    ([digest(0..<744)], ExpectedLogs(), .consistent),
    (
      [digest(0..<744)],
      ExpectedLogs(accounts: named.accounts, regions: ["us-east-1", "eu-west-1"]), .gaps
    ),
    (
      [digest(0..<744), digest(0..<744, region: "eu-west-1")],
      ExpectedLogs(accounts: named.accounts, regions: ["us-east-1", "eu-west-1"]), .complete
    ),
    (
      [digest(0..<744)],
      ExpectedLogs(
        accounts: [
          ExpectedAccount(id: account), ExpectedAccount(id: "444455556666", isActive: false),
          ExpectedAccount(id: "777788889999", joinedDay: "2026-11-02"),
        ],
        regions: ["us-east-1"]
      ), .complete
    ),
    (
      [digest(0..<744)],
      ExpectedLogs(
        accounts: [ExpectedAccount(id: account), ExpectedAccount(id: "444455556666")],
        regions: ["us-east-1"]
      ), .gaps
    ),
  ])
  func needsProofForEveryExpectedHour(
    digests: [DigestInterval],
    expected: ExpectedLogs,
    grade: CoverageGrade
  ) throws {
    let input = Self.input(Self.files(1...31), digests: digests, expected: expected)
    #expect(try Self.management(input).grade == grade)
  }

  @Test func provenSilenceIsNoGap() throws {
    let input = Self.input(
      Self.files([3]),
      digests: [Self.digest(0..<744)],
      expected: Self.named
    )
    #expect(try Self.management(input).grade == .complete)
    let row = try #require(Coverage(input: input).calendar.rows.first)
    #expect(row.state(Self.october1 + 2) == .proven)
    #expect(row.state(Self.october1 + 10) == .proven)
    let partly = Self.input(Self.files([3]), digests: [Self.digest(0..<12)])
    let days = try #require(Coverage(input: partly).calendar.rows.first)
    #expect(days.state(Self.october1) == .partlyProven)
    #expect(days.state(Self.october1 + 1) == .silent)
    #expect(days.state(Self.october1 + 2) == .files)
  }

  @Test func damageAndStoppedLoggingAreSigns() throws {
    var files = Self.files(1...31)
    files[4].issue = InputIssue(.truncated, path: "x", reason: "ends early")
    #expect(try Self.management(Self.input(files)).reasons == ["1 problem with the input"])
    for (name, error, grade) in [
      ("StopLogging", nil, CoverageGrade.gaps), ("DeleteTrail", nil, .gaps),
      ("StopLogging", "AccessDenied", .consistent), ("UpdateTrail", nil, .consistent),
    ] {
      let change = LoggingChange(
        time: "2026-10-07T10:00:00Z",
        account: Self.account,
        region: "us-east-1",
        name: name,
        errorCode: error
      )
      let kind = try Self.management(Self.input(Self.files(1...31), changes: [change]))
      #expect(kind.grade == grade, "\(name)")
      if grade == .gaps {
        #expect(kind.reasons == ["\(name) at 2026-10-07T10:00:00Z in account 111122223333"])
      }
    }
  }

  /// Whether data events were seen, what the selectors say, and the grade.
  @Test(
    arguments: [
      (false, nil, CoverageGrade.none), (false, [EventKind.management], .none),
      (false, [.management, .data], .gaps), (true, nil, .consistent),
      (true, [.management, .data], .consistent),
    ] as [(Bool, Set<EventKind>?, CoverageGrade)]
  )
  func gradesEachKindByItself(
    isSeen: Bool,
    selected: Set<EventKind>?,
    grade: CoverageGrade
  ) throws {
    var input = Self.input(
      Self.files(1...31),
      expected: ExpectedLogs(
        selectors: selected.map {
          [ExpectedSelectors(trail: "t", kinds: $0, limits: ["data events of AWS::S3::Object"])]
        }
      )
    )
    if isSeen {
      input.dailyActivity.append(
        DailyActivity(
          account: "1",
          region: "r",
          day: "2026-10-02",
          kind: .data,
          eventCount: 1,
          errorCount: 0
        )
      )
    }
    let kinds = Coverage(input: input).judgement.kinds
    #expect(kinds.map(\.kind) == EventKind.allCases)
    #expect(kinds[1].grade == grade)
    #expect(kinds[2].grade == .none)
    if isSeen, selected != nil {
      #expect(kinds[1].reasons.last == "the trail 't' logs data events of AWS::S3::Object")
    }
  }

  @Test func aReportWithoutTheRegionOfGlobalServicesSaysSo() {
    var input = Self.input(Self.files(1...31, region: "eu-west-1"))
    let caveats = Coverage(input: input).judgement.caveats
    #expect(caveats.first?.hasPrefix("No file of us-east-1 was read: events of IAM") == true)
    input.scope.regions = ["eu-west-1"]
    let scoped = Coverage(input: input).judgement.caveats
    #expect(scoped.first?.hasPrefix("The report leaves out us-east-1: events of IAM") == true)
    let whole = Coverage(input: Self.input(Self.files(1...31))).judgement.caveats
    #expect(whole.count == 1 && whole[0].hasPrefix("Files are read that were delivered up to"))
  }

  /// Heads and cells of the table of accounts, for periods with a calendar and without.
  @Test(arguments: [
    ("2016-02-11", "2026-10-11", 11 + 5, "files for every day", false),
    ("2006-10-11", "2026-10-31", 5, "There is no period, or one of more than twenty years", true),
  ])
  func tablesOfLongPeriodsHaveACellForEachHead(
    first: String,
    last: String,
    columns: Int,
    summary: String,
    isContained: Bool
  ) throws {
    var input = Self.input(Self.files(1...3))
    input.scope.days = DayRange(first: first, last: last)
    let page = try Fixture.withFolder { folder in
      try Fixture.write(input, to: folder)
      return try Fixture.read(folder + "/sources.html")
    }
    #expect(page.contains(summary) == isContained)
    let table = try #require(
      page.split(separator: "id=\"cover\"").last?.split(separator: "</table>").first
    )
    let parts = table.split(separator: "<tbody>")
    try #require(parts.count == 2)
    #expect(parts[0].ranges(of: "<th ").count == columns)
    #expect(parts[1].ranges(of: "<th ").count + parts[1].ranges(of: "<td").count == columns)
  }

  @Test func pagesOfManyAccountsStaySmall() throws {
    let days = 1...31
    var files: [FileEvidence] = []
    var digests: [DigestInterval] = []
    for account in 0..<20 {
      for region in 0..<20 {
        let id = "\(100_000_000_000 + account)"
        if region % 2 == 0 {
          files += Self.files(days.filter { $0 % 3 == 0 }, account: id, region: "us-east-\(region)")
        }
        digests.append(Self.digest(0..<400, account: id, region: "us-east-\(region)"))
      }
    }
    try Fixture.withFolder { folder in
      try Fixture.write(Self.input(files, digests: digests), to: folder)
      let pages = try Fixture.files(in: folder)
      let accounts = pages.filter { $0.key.hasPrefix("coverage/") }
      #expect(accounts.count == 20)
      #expect(accounts.values.allSatisfy { $0.count < 60_000 })
      let page = String(
        decoding: try #require(pages["coverage/100000000000.html"]),
        as: UTF8.self
      )
      // Sixteen whole days and sixteen hours, then files on every third day.
      #expect(page.contains("<td class=\"cv\">✓</td><td class=\"cp\">16h</td>"))
      #expect(page.contains("<td class=\"cf\">1</td><td class=\"cs\">·</td>"))
      let csv = String(
        decoding: try #require(pages["csv/coverage.raw.csv"]),
        as: UTF8.self
      )
      #expect(
        csv.contains(
          #""100000000000","us-east-1","2026-10-01","2026-10-16","16","proven","0","0","384""#
        )
      )
      #expect(
        csv.contains(
          #""100000000000","us-east-1","2026-10-18","2026-10-31","14","silent","0","0","0""#
        )
      )
    }
  }
}
