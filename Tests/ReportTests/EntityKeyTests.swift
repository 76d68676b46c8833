// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Report
import Testing

@Suite struct EntityKeyTests {
  // The forms of userIdentity.arn in "CloudTrail userIdentity element" of the AWS user guide.
  @Test(arguments: [
    ("arn:aws:iam::111122223333:user/alice", "alice"),
    ("arn:aws:iam::111122223333:user/division/team/alice", "alice"),
    ("arn:aws-us-gov:iam::111122223333:user/alice", "alice"),
    ("arn:aws:sts::111122223333:assumed-role/Deploy/build-4711", "Deploy/build-4711"),
    ("arn:aws:iam::111122223333:root", "root"),
    ("arn:aws:sts::111122223333:federated-user/bob", "federated-user/bob"),
    ("arn:aws:iam::111122223333:role/Deploy", "arn:aws:iam::111122223333:role/Deploy"),
    ("arn:aws:sts::111122223333:assumed-role/", "arn:aws:sts::111122223333:assumed-role/"),
    ("arn:aws:iam::111122223333:user/", "arn:aws:iam::111122223333:user/"),
    ("arn:aws:iam:root", "arn:aws:iam:root"),
    ("alice", "alice"), ("root", "root"), ("Deploy/build-4711", "Deploy/build-4711"),
    ("AROAEXAMPLE:session", "AROAEXAMPLE:session"), ("a:b:c:d:e:root", "a:b:c:d:e:root"),
  ])
  func readsTheUserOfACell(cell: String, user: String) {
    #expect(EntityKey.user(fromCell: Text(cell)) == Text(user))
  }

  @Test func mapsArnsForUsersOnly() {
    let arn: Text = "arn:aws:iam::111122223333:user/alice"
    #expect(EntityKey(.user, cell: arn) == EntityKey(.user, "alice"))
    #expect(EntityKey(.key, cell: arn) == EntityKey(.key, arn))
    #expect(EntityKey(.event, cell: "") == nil)
  }

  @Test func tellsTextsApartByTheirBytes() {
    // "é" as one scalar and as two.
    #expect(EntityKey(.user, "\u{E9}") != EntityKey(.user, "e\u{301}"))
  }
}
