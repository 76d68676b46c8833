// SPDX-License-Identifier: Apache-2.0
import Testing
import trailbinder

/// The rule that says who acted, over one record of every kind of identity.
@Suite struct ActivityQueryTests {
  struct Case: CustomTestStringConvertible {
    let identity: String
    let user: String?
    var testDescription: String { identity }
  }

  /// By the identities the CloudTrail user guide shows ("CloudTrail userIdentity element").
  static let cases: [Case] = [
    Case(
      identity: """
        {"type":"Root","principalId":"111122223333","arn":"arn:aws:iam::111122223333:root"}
        """,
      user: "root"
    ),
    Case(identity: "{\"type\":\"Root\"}", user: "root"),
    Case(
      identity: """
        {"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/team/alice","userName":"alice"}
        """,
      user: "alice"
    ),
    Case(
      identity: "{\"type\":\"IAMUser\",\"arn\":\"arn:aws:iam::111122223333:user/team/carol\"}",
      user: "carol"
    ),
    Case(
      identity: """
        {"type":"AssumedRole","arn":"arn:aws:sts::111122223333:assumed-role/Admin/bob@example.com",\
        "principalId":"AROAEXAMPLE:bob@example.com"}
        """,
      user: "Admin/bob@example.com"
    ),
    Case(
      identity: """
        {"type":"AssumedRole","principalId":"AROAEXAMPLE:i-0123",\
        "sessionContext":{"sessionIssuer":{"type":"Role","userName":"Server"}}}
        """,
      user: "Server/i-0123"
    ),
    Case(
      identity: "{\"type\":\"AssumedRole\",\"principalId\":\"AROAEXAMPLE:i-0123\"}",
      user: "AROAEXAMPLE:i-0123"
    ),
    Case(
      identity: """
        {"type":"FederatedUser","arn":"arn:aws:sts::111122223333:federated-user/dora",\
        "principalId":"111122223333:dora"}
        """,
      user: "federated-user/dora"
    ),
    Case(
      identity: "{\"type\":\"FederatedUser\",\"principalId\":\"111122223333:dora\"}",
      user: "federated-user/dora"
    ),
    Case(
      identity: """
        {"type":"IdentityCenterUser","onBehalfOf":{"userId":"544894e8-80c1-707f-60e3-3ba6510dfac1",\
        "identityStoreArn":"arn:aws:identitystore::111122223333:identitystore/d-90"}}
        """,
      user: "identity-center/544894e8-80c1-707f-60e3-3ba6510dfac1"
    ),
    Case(
      identity: """
        {"type":"SAMLUser","principalId":"SAMLExample:erin","userName":"erin"}
        """,
      user: "erin"
    ),
    Case(
      identity: "{\"type\":\"WebIdentityUser\",\"principalId\":\"accounts.google.com:app:frank\"}",
      user: "accounts.google.com:app:frank"
    ),
    Case(
      identity: "{\"type\":\"AWSService\",\"invokedBy\":\"ec2.amazonaws.com\"}",
      user: "ec2.amazonaws.com"
    ),
    Case(
      identity: "{\"accountId\":\"111122223333\",\"invokedBy\":\"config.amazonaws.com\"}",
      user: "config.amazonaws.com"
    ),
    Case(
      identity: """
        {"type":"AWSAccount","principalId":"AIDAEXAMPLE","accountId":"444455556666"}
        """,
      user: "AIDAEXAMPLE"
    ),
    Case(
      identity: "{\"type\":\"AWSAccount\",\"accountId\":\"444455556666\"}",
      user: "account/444455556666"
    ),
    Case(identity: "{\"type\":\"Unknown\",\"accountId\":\"444455556666\"}", user: "444455556666"),
    Case(identity: "{\"type\":\"Unknown\",\"userName\":\"\"}", user: nil),
    Case(identity: "{}", user: nil),
    Case(identity: "null", user: nil),
  ]

  @Test(arguments: cases)
  func theRuleNamesWhoActed(_ example: Case) throws {
    let workspace = try Workspace()
    try workspace.write(
      "logs/" + Logs.path("2026-10-05"),
      """
      {"Records":[{"userIdentity":\(example.identity),"eventTime":"2026-10-05T08:00:00Z",\
      "eventName":"X","eventSource":"s","awsRegion":"us-east-1"}]}
      """
    )
    try workspace.write("activity.sql", ActivityQueries.entities)
    let outcome = try Program.run(
      "query",
      "--quiet",
      "--logs",
      "logs",
      "--file",
      "activity.sql",
      "--format",
      "csv",
      folder: workspace.path
    )
    let row = outcome.output.split(separator: "\n").last ?? ""
    let user = row.split(separator: ",", omittingEmptySubsequences: false).first ?? ""
    #expect(user == example.user.map { "\"\($0)\"" } ?? "", "\(outcome.messages)")
  }

  @Test func activityCountsEventsAndErrors() throws {
    let workspace = try Workspace()
    try workspace.writeLogs()
    try workspace.write("entities.sql", ActivityQueries.entities)
    try workspace.write("days.sql", ActivityQueries.days)
    let entities = try Program.run(
      "query",
      "--quiet",
      "--logs",
      "logs",
      "--file",
      "entities.sql",
      "--format",
      "csv",
      folder: workspace.path
    )
    #expect(
      entities.output == """
        "user_name","event_name","access_key","account_id","events","errors","first_event",\
        "last_event"
        "alice","CreateUser","AKIAEXAMPLEALICE","111122223333","1","0","2026-10-05T09:00:00Z",\
        "2026-10-05T09:00:00Z"
        "alice","ListUsers","AKIAEXAMPLEALICE","111122223333","1","0","2026-10-05T08:00:00Z",\
        "2026-10-05T08:00:00Z"
        "bob","DeleteUser","AKIAEXAMPLEBOB","111122223333","1","1","2026-10-07T08:00:00Z",\
        "2026-10-07T08:00:00Z"
        "bob","ListUsers","AKIAEXAMPLEBOB","111122223333","1","0","2026-10-06T08:00:00Z",\
        "2026-10-06T08:00:00Z"

        """
    )
    let days = try Program.run(
      "query",
      "--quiet",
      "--logs",
      "logs",
      "--file",
      "days.sql",
      "--format",
      "csv",
      folder: workspace.path
    )
    #expect(
      days.output == """
        "account_id","awsregion","event_day","kind","events","errors"
        "111122223333","us-east-1","2026-10-05","management","2","0"
        "111122223333","us-east-1","2026-10-06","management","1","0"
        "111122223333","us-east-1","2026-10-07","management","1","1"

        """
    )
  }
}
