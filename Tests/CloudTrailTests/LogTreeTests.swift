// SPDX-License-Identifier: Apache-2.0
import CloudTrail
import Columns
import Testing

@Suite struct LogTreeTests {
  private static let day = "AWSLogs/111122223333/CloudTrail/eu-west-1/2024/03/14/"
  private static let name =
    "111122223333_CloudTrail_eu-west-1_20240314T1005Z_aB3xYz0123456789.json.gz"

  /// The file's place below a root, and what is known of it: account, region, day.
  struct Layout: Sendable, CustomTestStringConvertible {
    let path: String
    let account: String?
    let region: String?
    let day: String?

    init(_ path: String, _ account: String?, _ region: String?, _ day: String?) {
      self.path = path
      self.account = account
      self.region = region
      self.day = day
    }

    var testDescription: String { path }
  }

  @Test(arguments: [
    Layout(day + "x.json.gz", "111122223333", "eu-west-1", "2024-03-14"),
    Layout(day + name, "111122223333", "eu-west-1", "2024-03-14"),
    Layout("my/prefix/" + day + name, "111122223333", "eu-west-1", "2024-03-14"),
    Layout(
      "AWSLogs/o-a1b2c3d4e5/444455556666/CloudTrail/us-gov-west-1/2023/12/31/x.json.gz",
      "444455556666",
      "us-gov-west-1",
      "2023-12-31"
    ),
    Layout(
      "o-12345/AWSLogs/o-12345/444455556666/CloudTrail/us-east-1/2023/12/31/x.json",
      "444455556666",
      "us-east-1",
      "2023-12-31"
    ),
    Layout(
      "111122223333/CloudTrail/eu-west-1/2024/03/14/x.json",
      "111122223333",
      "eu-west-1",
      "2024-03-14"
    ),
    Layout("CloudTrail/eu-west-1/2024/03/14/x.json", nil, "eu-west-1", "2024-03-14"),
    Layout("eu-west-1/2024/03/14/x.json", nil, "eu-west-1", "2024-03-14"),
    Layout("2024/03/14/x.json", nil, nil, "2024-03-14"),
    Layout("a=1/region=eu-west-1/year=2024/month=03/day=14/x.json", nil, "eu-west-1", "2024-03-14"),
    Layout(
      "AWSLogs/111122223333/eu-west-1/2024/03/14/x.json",
      "111122223333",
      "eu-west-1",
      "2024-03-14"
    ),
    Layout(name, "111122223333", "eu-west-1", "2024-03-14"),
    Layout("copies/" + name, "111122223333", "eu-west-1", "2024-03-14"),
    Layout("x.json", nil, nil, nil),
    Layout("2024/02/30/x.json", nil, nil, nil),
    // The folders are believed before the name.
    Layout(
      "AWSLogs/999988887777/CloudTrail/us-east-1/2020/01/02/" + name,
      "999988887777",
      "us-east-1",
      "2020-01-02"
    ),
    // Nobody's account number, but where one stands.
    Layout(
      "AWSLogs/acme/CloudTrail/eu-west-1/2024/03/14/x.json",
      "acme",
      "eu-west-1",
      "2024-03-14"
    ),
  ])
  func readsThePlaceOfAFile(layout: Layout) throws {
    let folder = TemporaryTree()
    folder.write(Text(layout.path), "{}")
    let tree = LogTree(roots: [folder.root])
    let file = try #require(tree.files.first)
    #expect(file.path == Text(layout.path))
    #expect(file.account == layout.account)
    #expect(file.region == layout.region)
    #expect(file.day?.description == layout.day)
    #expect(file.storedByteCount == 2)
  }

  @Test(arguments: [
    "", "AWSLogs", "AWSLogs/111122223333", "AWSLogs/111122223333/CloudTrail/eu-west-1",
    "AWSLogs/111122223333/CloudTrail/eu-west-1/2024/03/14",
    "AWSLogs/111122223333/CloudTrail/eu-west-1/2024/03/14/x.json",
  ])
  func aRootMayBeAnyFolderOrAFile(below: String) throws {
    let folder = TemporaryTree()
    folder.write(Text(Self.day + "x.json"), "{}")
    let tree = LogTree(roots: [
      below.isEmpty ? folder.root : Text(bytes: folder.location(Text(below)))
    ])
    let file = try #require(tree.files.first)
    #expect(file.account == "111122223333")
    #expect(file.region == "eu-west-1")
    #expect(file.day?.description == "2024-03-14")
    #expect(tree.location(of: file) == Text(bytes: folder.location(Text(Self.day + "x.json"))))
  }

  @Test func tellsWhatIsNotReadByKind() throws {
    let folder = TemporaryTree()
    let account = "AWSLogs/111122223333/"
    let others = [
      ("CloudTrail-Digest/eu-west-1/2024/03/14/a.json.gz", "CloudTrail digests"),
      ("CloudTrail-Lake/Query/2024/03/14/q/result_1.csv.gz", "CloudTrail Lake results"),
      ("Config/eu-west-1/2024/3/4/ConfigHistory/a.json.gz", "AWS Config"),
      ("elasticloadbalancing/eu-west-1/2024/03/14/a.log.gz", "Elastic Load Balancing logs"),
      ("vpcflowlogs/eu-west-1/2024/03/14/a.log.gz", "VPC flow logs"),
      ("../aws-account-id=111122223333/aws-service=vpcflowlogs/a.log.gz", "VPC flow logs"),
      ("WAFLogs/eu-west-1/acl/2024/03/14/a.log.gz", "AWS WAF logs"),
      ("SomethingNew/eu-west-1/a.json.gz", "other AWS logs (SomethingNew)"),
      ("CloudTrail/.DS_Store", "system files"),
    ]
    for (path, _) in others { folder.write(Text(account + path), "12345") }
    for name in ["_SUCCESS", "aws-logs-write-test", "x_$folder$"] {
      folder.write(Text("exports/" + name), "1")
    }
    let digest = "111122223333_CloudTrail-Digest_eu-west-1_t_eu-west-1_20240314T100000Z.json.gz"
    folder.write(Text("loose/" + digest), "1")
    folder.write(Text(Self.day + Self.name), "1")
    let tree = LogTree(roots: [folder.root])
    #expect(tree.files.map(\.path) == [Text(Self.day + Self.name)])
    #expect(tree.unlisted.isEmpty)
    let skipped = Dictionary(uniqueKeysWithValues: tree.skipped.map { ($0.kind, $0) })
    #expect(Set(skipped.keys) == Set(others.map(\.1)))
    #expect(skipped["CloudTrail digests"]?.fileCount == 2)
    #expect(skipped["CloudTrail digests"]?.byteCount == 6)
    #expect(skipped["system files"]?.fileCount == 4)
    #expect(skipped["VPC flow logs"]?.fileCount == 2)
    #expect(
      skipped["CloudTrail digests"]?.example
        == Text(bytes: folder.location(Text(account + others[0].0)))
    )
    #expect(tree.skipped.map(\.kind) == tree.skipped.map(\.kind).sorted())
  }

  @Test func leavesOutWhatLiesOutsideTheScope() throws {
    let folder = TemporaryTree()
    for account in ["111122223333", "444455556666"] {
      for region in ["eu-west-1", "us-east-1"] {
        for day in ["12", "13", "14", "15", "16", "17"] {
          folder.write(Text("AWSLogs/\(account)/CloudTrail/\(region)/2024/03/\(day)/a.json"), "{}")
        }
      }
    }
    folder.write("a.json", "{}")
    let scope = Scope(
      accounts: ["111122223333"],
      regions: ["eu-west-1"],
      from: Day("2024-03-14"),
      to: Day("2024-03-15")
    )
    let tree = LogTree(roots: [folder.root], scope: scope)
    // The days around the period may hold late and early records; an unplaced file may hold any.
    #expect(
      tree.files.map(\.path.string) == ["13", "14", "15", "16"].map {
        "AWSLogs/111122223333/CloudTrail/eu-west-1/2024/03/\($0)/a.json"
      } + ["a.json"]
    )
    #expect(tree.skipped.map(\.kind) == ["outside the scope"])
    #expect(tree.skipped.first?.fileCount == 20)
  }

  @Test func listsNoFoldersBeyondTheLimit() throws {
    let folder = TemporaryTree()
    for name in ["c/1", "a/1", "b/1", "a/2", "d/1", "b/2"] {
      folder.write(Text(name + ".json"), "{}")
    }
    let tree = LogTree(roots: [folder.root], fileLimit: 3)
    // A folder is listed whole or not at all, in the order of names.
    #expect(tree.files.map(\.path) == ["a/1.json", "a/2.json", "b/1.json", "b/2.json"])
    #expect(tree.unlisted.map(\.kind) == [.tooMany])
    #expect(tree.unlisted.map(\.path) == [Text(bytes: folder.location("c"))])
    let reason = try #require(tree.unlisted.first?.reason)
    #expect(reason.hasPrefix("there are more than the limit of 3 files"))
  }

  @Test func listsInTheOrderOfBytes() throws {
    let folder = TemporaryTree()
    let names = ["b/a.json", "a.json", "a/z.json", "a-b/c.json", "A.json", "ä.json", "a b.json"]
    for name in names { folder.write(Text(name), "{}") }
    let tree = LogTree(roots: [folder.root])
    let sorted = names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    #expect(tree.files.map(\.path.string) == sorted)
  }

  @Test func keepsNamesThatAreNotText() throws {
    let folder = TemporaryTree()
    let names: [Text] = [
      Text(bytes: [0xff, 0xfe] + Array(".json".utf8)), "line\nbreak.json", "quote\".json",
      "-rf.json", "~.json", Text(bytes: Array("sub-".utf8) + [0xc3] + Array("/x.json".utf8)),
    ]
    for name in names { folder.write(name, "{\"Records\":[{\"eventName\":\"A\"}]}") }
    let result = try scan(
      [folder.root],
      columns: [field("eventname"), ScanColumn(.path, .string)]
    )
    #expect(result.evidence.issues.isEmpty)
    #expect(Set(result.evidence.files.map(\.path)) == Set(names))
    #expect(
      Set(result.rows.map { $0[1] })
        == Set(names.map { .varchar(Text(bytes: folder.location($0))) })
    )
  }

  @Test func followsNoLinksBelowARoot() throws {
    let folder = TemporaryTree()
    let elsewhere = TemporaryTree()
    elsewhere.write("secret.json", "{}")
    folder.write("a/x.json", "{}")
    folder.makeLink("a/loop", to: "..")
    folder.makeLink("a/self", to: "self")
    folder.makeLink("out", to: elsewhere.root)
    folder.makeLink("file.json", to: Text(bytes: elsewhere.location("secret.json")))
    let tree = LogTree(roots: [folder.root])
    #expect(tree.files.map(\.path) == ["a/x.json"])
    #expect(tree.skipped.map(\.kind) == ["symbolic links"])
    #expect(tree.skipped.first?.fileCount == 4)
    #expect(tree.unlisted.isEmpty)
  }

  @Test func followsALinkThatIsARoot() throws {
    let folder = TemporaryTree()
    folder.write("real/x.json", "{\"Records\":[{}]}")
    folder.makeLink("link", to: "real")
    folder.makeLink("file", to: "real/x.json")
    for root in ["link", "file"] {
      let result = try scan([Text(bytes: folder.location(Text(root)))], columns: [])
      #expect(result.evidence.files.map(\.recordCount) == [1])
      #expect(result.evidence.issues.isEmpty)
    }
  }

  @Test func opensNoPipes() throws {
    let folder = TemporaryTree()
    folder.makePipe("AWSLogs/pipe.json.gz")
    folder.write("x.json", "{}")
    let tree = LogTree(roots: [folder.root, Text(bytes: folder.location("AWSLogs/pipe.json.gz"))])
    #expect(tree.files.map(\.path) == ["x.json"])
    #expect(tree.unlisted.map(\.kind) == [.notRegularFile, .notRegularFile])
    #expect(tree.unlisted.first?.reason == "a named pipe, expected a regular file")
  }

  @Test(arguments: ["/no/such/folder", "", "/dev/null/x", "a\u{0}b"])
  func reportsARootThatIsNotThere(root: String) throws {
    let tree = LogTree(roots: [Text(root)])
    #expect(tree.files.isEmpty)
    #expect(tree.unlisted.map(\.kind) == [.unreadable])
    #expect(tree.unlisted.map(\.path) == [Text(root)])
  }

  @Test func readsAFileOnceThoughTwoRootsLeadToIt() throws {
    let folder = TemporaryTree()
    folder.write("a/x.json", "{}")
    folder.write("b/y.json", "{}")
    let tree = LogTree(roots: [
      Text(bytes: folder.location("a")), folder.root, Text(bytes: folder.location("b/y.json")),
    ])
    #expect(tree.files.map(\.root) == [0, 1])
    #expect(tree.files.map(\.path) == ["x.json", "b/y.json"])
    #expect(tree.skipped.map(\.kind) == ["files under two roots"])
    #expect(tree.skipped.first?.fileCount == 2)
  }

  @Test func aTreeDeeperThanAPathMayBeEnds() throws {
    let folder = TemporaryTree()
    let name = String(repeating: "d", count: 200)
    // 20 levels of 200 bytes stay below what one path may hold here.
    folder.write(Text(Array(repeating: name, count: 18).joined(separator: "/") + "/x.json"), "{}")
    let tree = LogTree(roots: [folder.root])
    #expect(tree.files.count == 1)
  }
}
