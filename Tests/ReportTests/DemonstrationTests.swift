// SPDX-License-Identifier: Apache-2.0
import Columns
import Foundation
import Queries
import Report
import Testing

/// A report of the size people have, written and validated as a whole.
@Suite struct DemonstrationTests {
  @Test func writesAWholeReportThatValidates() throws {
    // With TRAILBINDER_DEMONSTRATION set to a folder the report stays there to be looked at.
    let place = ProcessInfo.processInfo.environment["TRAILBINDER_DEMONSTRATION"]
    try Fixture.withFolder { folder in
      let output = place ?? folder
      let library = try Fixture.library()
      let validator = try PageValidator(schema: Fixture.schema)
      let publisher = try Publisher(folder: output)
      let input = Demonstration.input
      let site = try SiteBuilder(input).build()
      var staged = try publisher.stage(site.identifier)
      try site.write(to: &staged, templates: library)
      try validator.validate(staged)
      let report = try publisher.publish(
        staged,
        of: site,
        templates: library,
        validator: validator
      )
      let files = try Fixture.files(in: report.folder)
      #expect(files["index.html"] != nil)
      #expect(files["queries/errors-denied-calls-2.html"] != nil)
      #expect(files["csv/errors-denied-calls.raw.csv"] != nil)
      #expect(files.keys.contains { $0.hasPrefix("users/") && $0.contains("/alice-") })
    }
  }
}

/// A month of a company's logs, made up, the same in every run.
private enum Demonstration {
  static let users = [
    "alice", "bob", "Deploy/build-4711", "root", "identity-center/9067", "ops-deploy", "m.okafor",
    "Admin/erin@example.com", "autoscaling.amazonaws.com",
  ]
  static let accounts = ["111122223333", "222233334444", "333344445555"]
  static let regions = ["eu-central-1", "us-east-1", "eu-west-1", "ap-southeast-2"]
  static let events = [
    "ConsoleLogin", "AssumeRole", "GetObject", "PutObject", "RunInstances", "TerminateInstances",
    "CreateAccessKey", "AttachUserPolicy", "DescribeInstances", "GetSecretValue", "StopLogging",
  ]

  static var input: ReportInput {
    var input = Fixture.input(queries)
    input.organization = "Northwind Payments"
    input.accountNames = ["111122223333": "production", "222233334444": "staging"]
    input.entityActivity = activity
    input.dailyActivity = daily
    input.evidence = evidence
    return input
  }

  static func time(_ seed: Int) -> String {
    let day = String(seed % 30 + 101).suffix(2)
    let hour = String(seed * 7 % 24 + 100).suffix(2)
    let minute = String(seed * 13 % 60 + 100).suffix(2)
    return "2026-10-\(day)T\(hour):\(minute):0\(seed % 10)Z"
  }

  static var activity: [EntityActivity] {
    var rows: [EntityActivity] = []
    for (place, user) in users.enumerated() {
      for (number, event) in events.enumerated() where (place * 3 + number) % 4 != 0 {
        let seed = place * 11 + number
        let count = (seed * 7919 % 97 + 1) * (seed * 31 % 13 + 1) * (place == 0 ? 40 : 3)
        rows.append(
          EntityActivity(
            user: Text(user),
            eventName: Text(event),
            accessKey: place % 3 == 0 ? nil : Text("AKIAEXAMPLE\(place)000"),
            account: Text(accounts[seed % 3]),
            eventCount: count,
            errorCount: seed % 5 == 0 ? count / 9 : 0,
            firstEventTime: Text(time(seed % 9)),
            lastEventTime: Text(time(seed % 9 + 20))
          )
        )
      }
    }
    return rows
  }

  static var daily: [DailyActivity] {
    var rows: [DailyActivity] = []
    for day in 1...30 {
      for (number, account) in accounts.enumerated() {
        for (place, region) in regions.enumerated() {
          // One account falls silent in the middle of the month.
          if number == 2 && (14...17).contains(day) || (place == 3 && day % 3 != 0) { continue }
          let weekend = day % 7 == 3 || day % 7 == 4
          let count =
            (3 - number) * (5 - place) * (place == 3 ? 3 : 2411) * (weekend ? 4 : 9)
            + day * 37 * (place + 1)
          rows.append(
            DailyActivity(
              account: Text(account),
              region: Text(region),
              day: Text("2026-10-\(String(day + 100).suffix(2))"),
              eventCount: count,
              errorCount: count / 61
            )
          )
        }
      }
    }
    return rows
  }

  static var evidence: Evidence {
    var evidence = Evidence(roots: ["/srv/cloudtrail/AWSLogs"])
    for day in 1...30 {
      for (number, account) in accounts.enumerated() {
        for region in regions where !(number == 2 && (14...17).contains(day)) {
          let text = "2026-10-\(String(day + 100).suffix(2))"
          let name = text.replacingOccurrences(of: "-", with: "/")
          var file = FileEvidence(
            path: Text(
              "\(account)/CloudTrail/\(region)/\(name)/\(account)_CloudTrail_\(region)_"
                + "\(text.replacingOccurrences(of: "-", with: ""))T0005Z_ab3Kq9.json.gz"
            ),
            root: 0,
            account: account,
            region: region,
            day: text,
            storedByteCount: 48_211,
            inflatedByteCount: 612_400,
            recordCount: 412,
            outsideScopeCount: day == 1 ? 7 : 0
          )
          if day == 9 && region == "us-east-1" && number == 0 {
            file.issue = InputIssue(
              .truncated,
              path: file.path,
              reason: "the gzip stream ends after 12,288 bytes, expected an end mark"
            )
          }
          evidence.files.append(file)
        }
      }
    }
    evidence.skipped = [
      SkippedInput(
        kind: "CloudTrail digest",
        reason: "digest files hold no records",
        fileCount: 744,
        byteCount: 1_800_000,
        example: "111122223333/CloudTrail-Digest/eu-central-1/2026/10/01/x.json.gz"
      ),
      SkippedInput(
        kind: "VPC flow logs",
        reason: "not CloudTrail",
        fileCount: 12,
        byteCount: 9_000_000,
        example: "111122223333/vpcflowlogs/eu-central-1/2026/10/01/x.log.gz"
      ),
    ]
    return evidence
  }

  static func arn(_ seed: Int) -> Value {
    .text(
      [
        "arn:aws:iam::111122223333:user/alice", "arn:aws:iam::222233334444:user/ci/ops-deploy",
        "arn:aws:sts::111122223333:assumed-role/Deploy/build-4711",
        "arn:aws:iam::111122223333:root",
        "arn:aws:sts::333344445555:assumed-role/Admin/erin@example.com",
      ][seed % 5]
    )
  }

  static let agent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/122.0"

  static var queries: [ReportQuery] {
    let links = [ReportQuery.Link(column: 1, kind: .user), .init(column: 2, kind: .event)]
    let columns: [(String, DataType)] = [
      ("eventtime", .string), ("actor", .string), ("eventname", .string),
      ("sourceipaddress", .string), ("errorcode", .string), ("useragent", .string),
      ("requestparameters", .string), ("calls", .bigint),
    ]
    func rows(_ count: Int) -> [[Value]] {
      (0..<count).map { seed in
        [
          .text(time(seed)), arn(seed), .text(events[seed * 5 % events.count]),
          .text(seed % 4 == 0 ? "2001:db8:4f::1c" : "203.0.113.\(seed % 200)"),
          seed % 3 == 0 ? .null : .text("AccessDenied"), .text(agent),
          .text(#"{"userName":"bob","policyArn":"arn:aws:iam::aws:policy/ReadOnlyAccess"}"#),
          .bigint(Int64(seed * 37)),
        ]
      }
    }
    func query(
      _ id: String,
      _ title: String,
      _ section: String,
      _ severity: ReportQuery.Severity,
      _ expectation: ReportQuery.Expectation,
      _ controls: [String],
      _ count: Int
    ) -> ReportQuery {
      ReportQuery(
        id: id,
        title: title,
        section: section,
        severity: severity,
        controls: controls,
        expectation: expectation,
        description:
          "Calls of this kind should be rare. Look for a person who is not on the list of those "
          + "who may, and for a time outside working hours.",
        sql: "SELECT eventtime,\n       useridentity.arn AS actor,\n       eventname\n"
          + "FROM cloudtrail_logs\nWHERE errorcode LIKE 'AccessDenied%'\nORDER BY eventtime",
        perEntity: [.user, .event],
        links: links,
        outcome: .success(Fixture.result(columns, rows(count)))
      )
    }
    var failed = query(
      "data/keys-disabled",
      "Encryption keys disabled or to be deleted",
      "Data",
      .high,
      .anyRows,
      ["CIS-AWS-1.4 4.7"],
      0
    )
    failed.outcome = .failure(
      QueryError(
        .invalidCastArgument,
        "cannot cast '7 days' to bigint",
        hint: "use TRY_CAST",
        at: SourceRange(40, 48)
      )
    )
    return [
      query(
        "root/usage",
        "Use of the root user",
        "Root",
        .critical,
        .noRows,
        ["CIS-AWS-1.4 4.3", "PCI-DSS-3.2.1 10.2.2"],
        3
      ),
      query("sign-in/without-mfa", "Sign-ins without MFA", "Sign-in", .critical, .noRows, [], 0),
      query(
        "sign-in/failures",
        "Failed sign-ins",
        "Sign-in",
        .medium,
        .atMost(100),
        ["CIS-AWS-1.4 4.6"],
        41
      ),
      query(
        "errors/denied-calls",
        "Refused calls by user and action",
        "Errors",
        .medium,
        .anyRows,
        ["CIS-AWS-1.4 4.1", "PCI-DSS-3.2.1 10.2.4", "ISO-27001-2022 A.8.16"],
        1234
      ),
      query(
        "iam/policy-changes",
        "IAM policy changes",
        "IAM",
        .medium,
        .atMost(5),
        ["CIS-AWS-1.4 4.4"],
        12
      ),
      failed,
      query("logging/trail-changes", "Changes to CloudTrail", "Logging", .high, .noRows, [], 0),
    ]
  }
}
