// SPDX-License-Identifier: Apache-2.0
import CloudTrail
import Columns
import Testing

/// Oddities of real records, and what the columns of the default table show of them.
@Suite struct EdgeCaseTests {
  /// A record, the path of a text column, and what it shows; `nil` is NULL.
  struct Case: Sendable, CustomTestStringConvertible {
    let record: String
    let path: String
    let text: String?

    init(_ record: String, _ path: String, _ text: String?) {
      self.record = record
      self.path = path
      self.text = text
    }

    var testDescription: String { "\(path) of \(record)" }
  }

  private static let identities = [
    Case(#"{"eventName":"A"}"#, "useridentity.type", nil),
    Case(#"{"userIdentity":null}"#, "useridentity.type", nil),
    Case(#"{"userIdentity":"root"}"#, "useridentity.type", nil),
    Case(#"{"userIdentity":[{"type":"Root"}]}"#, "useridentity.type", nil),
    Case(#"{"userIdentity":{"accountId":"1","invokedBy":"x"}}"#, "useridentity.type", nil),
    Case(#"{"userIdentity":{"type":"Root","userName":"alias"}}"#, "useridentity.username", "alias"),
    Case(#"{"userIdentity":{"accessKeyId":""}}"#, "useridentity.accesskeyid", ""),
    Case(
      #"{"userIdentity":{"sessionContext":{"sessionIssuer":{},"webIdFederationData":{}}}}"#,
      "useridentity.sessioncontext.sessionissuer.username",
      nil
    ),
    Case(
      #"{"userIdentity":{"sessionContext":{"attributes":{"mfaAuthenticated":false}}}}"#,
      "useridentity.sessioncontext.attributes.mfaauthenticated",
      "false"
    ),
    Case(
      #"{"userIdentity":{"sessionContext":{"ec2RoleDelivery":2.0}}}"#,
      "useridentity.sessioncontext.ec2roledelivery",
      "2.0"
    ),
    Case(
      #"{"userIdentity":{"principalId":"AROAX:alice@example.com"}}"#,
      "useridentity.principalid",
      "AROAX:alice@example.com"
    ),
  ]

  private static let scalars = [
    Case(#"{"sourceIPAddress":"AWS Internal"}"#, "sourceipaddress", "AWS Internal"),
    Case(#"{"sourceIPAddress":"2001:db8::1"}"#, "sourceipaddress", "2001:db8::1"),
    Case(#"{"sourceIPAddress":"10.0.0.1, 10.0.0.2"}"#, "sourceipaddress", "10.0.0.1, 10.0.0.2"),
    Case(#"{"errorCode":null}"#, "errorcode", nil),
    Case(
      #"{"errorCode":"Client.UnauthorizedOperation"}"#,
      "errorcode",
      "Client.UnauthorizedOperation"
    ),
    Case(#"{"errorMessage":"a\nb\tc \"d\" \\e\/"}"#, "errormessage", "a\nb\tc \"d\" \\e/"),
    Case(#"{"readOnly":true}"#, "readonly", "true"),
    Case(#"{"readOnly":"true"}"#, "readonly", "true"),
    Case(#"{"managementEvent":false}"#, "managementevent", "false"),
    Case(#"{"apiVersion":null}"#, "apiversion", nil),
    Case(#"{"apiVersion":"2012-08-10"}"#, "apiversion", "2012-08-10"),
    Case(#"{"sessionCredentialFromConsole":true}"#, "sessioncredentialfromconsole", "true"),
    Case(#"{"recipientAccountId":"012345678901"}"#, "recipientaccountid", "012345678901"),
    Case(#"{"recipientAccountId":12345678901}"#, "recipientaccountid", "12345678901"),
    Case(#"{"userAgent":"null"}"#, "useragent", "null"),
    Case(#"{"userAgent":"[S3Console/0.4]"}"#, "useragent", "[S3Console/0.4]"),
    Case(#"{"userAgent":{"a":1}}"#, "useragent", #"{"a":1}"#),
    Case(#"{"eventID":"xxxxxxxx-xxxx"}"#, "eventid", "xxxxxxxx-xxxx"),
    Case(#"{"requestID":null}"#, "requestid", nil),
    Case(#"{"eventName":"k\u003dv\u0026\u003c\u202f"}"#, "eventname", "k=v&<\u{202f}"),
    Case(#"{"eventName":"객고🤖’"}"#, "eventname", "객고🤖’"),
    Case(#"{"eventName":"\ud83e\udd16"}"#, "eventname", "🤖"),
    Case(#"{"eventName":"\ud83e"}"#, "eventname", "\u{fffd}"),
    Case(#"{"eventName":"\udd16\ud83e\ud83e\udd16"}"#, "eventname", "\u{fffd}\u{fffd}🤖"),
    Case(#"{"eventName":"a\u0000b"}"#, "eventname", "a\0b"),
    Case(#"{"eventName":"\u00zz\q"}"#, "eventname", #"\u00zz\q"#),
  ]

  private static let freeForms = [
    Case(#"{"requestParameters":null}"#, "requestparameters", nil),
    Case(#"{"eventName":"A"}"#, "requestparameters", nil),
    Case(#"{"requestParameters":{}}"#, "requestparameters", "{}"),
    Case(
      #"{"additionalEventData":{"b": 0.0,"a":1.688560107857E9,"n":9007199254740993}}"#,
      "additionaleventdata",
      #"{"b": 0.0,"a":1.688560107857E9,"n":9007199254740993}"#
    ),
    Case(
      #"{"requestParameters":{"policy":"{\"a\":\"}\"}","x-amz":["*"]}}"#,
      "requestparameters",
      #"{"policy":"{\"a\":\"}\"}","x-amz":["*"]}"#
    ),
    Case(#"{"responseElements":"plain \"text\""}"#, "responseelements", #"plain "text""#),
    Case(
      #"{"responseElements":[1, {"_return":true}]}"#,
      "responseelements",
      #"[1, {"_return":true}]"#
    ),
    Case(#"{"responseElements":12.50}"#, "responseelements", "12.50"),
    Case(#"{"serviceEventDetails":{"a":null}}"#, "serviceeventdetails", #"{"a":null}"#),
    Case(
      #"{"requestParameters":{"Name":"a","name":"b"}}"#,
      "requestparameters",
      #"{"Name":"a","name":"b"}"#
    ),
    Case(#"{"requestParameters":{"Name":"a"}}"#, "requestparameters.name", "a"),
    Case(#"{"requestParameters":{"é":"a"}}"#, "requestparameters.é", "a"),
  ]

  private static let keys = [
    Case(#"{"EVENTNAME":"A"}"#, "eventname", "A"),
    Case(#"{"eventName":"A","eventName":"B"}"#, "eventname", "B"),
    Case(#"{"eventName":"A","EventName":"B"}"#, "eventname", "B"),
    Case(#"{"eventName":"A","eventName":null}"#, "eventname", nil),
    Case(#"{"userIdentity":{"arn":"A"},"userIdentity":{}}"#, "useridentity.arn", nil),
    Case(#"{"userIdentity":{"arn":"A"},"useridentity":null}"#, "useridentity.arn", nil),
    Case(#"{"userIdentity":{"arn":"A"},"useridentity":"x"}"#, "useridentity.arn", nil),
    Case(#"{"userIdentity":{"arn":"A","ARN":"B"}}"#, "useridentity.arn", "B"),
    Case(#"{"event\u004eame":"A"}"#, "eventname", "A"),
    Case(#"{"p_any_ip_addresses":["1.2.3.4"]}"#, "p_any_ip_addresses", #"["1.2.3.4"]"#),
    Case(#"{"":"empty"}"#, "eventname", nil),
    Case(#"{"eventNam":"A","eventName2":"B"}"#, "eventname", nil),
  ]

  @Test(arguments: identities + scalars + freeForms + keys)
  func showsText(example: Case) throws {
    // A second record of another shape, so that nothing of the first is left in the row.
    let document = "{\"Records\":[\(example.record),{\"z\":1},\(example.record)]}"
    let result = try scan(
      document: document,
      columns: [field(example.path)],
      duplicates: .keep
    )
    #expect(result.evidence.issues.isEmpty)
    #expect(result.column == [example.text, nil, example.text])
  }

  @Test func invalidUTF8StaysAsItIs() throws {
    let bytes =
      Array("{\"Records\":[{\"eventName\":\"a".utf8) + [0xff, 0xc3]
      + Array("b\",\"eventID\":\"".utf8)
      + [0xe2, 0x82] + Array("\\n\"}]}".utf8)
    let result = try scan(document: bytes, columns: [field("eventname"), field("eventid")])
    #expect(
      result.rows == [
        [
          .varchar(Text(bytes: [0x61, 0xff, 0xc3, 0x62])),
          .varchar(Text(bytes: [0xe2, 0x82, 0x0a])),
        ]
      ]
    )
  }

  @Test func resourcesThatAreNoArrayAreNull() throws {
    let table = try #require(EventSchema.tables.first)
    let column = try #require(table.columns.first { $0.field.name == "resources" }?.source)
    let document = """
      {"Records":[{"resources":"x"},{"resources":{}},{"resources":[]},
      {"resources":[{"ARN":"a","accountId":"1","type":"t","ARNPrefix":"p"},{"arn":"b"},null,7]}]}
      """
    let result = try scan(document: document, columns: [column])
    #expect(
      result.rows.map { $0[0] } == [
        .null, .null, .array([]),
        .array([
          .row([.text("a"), .text("1"), .text("t")]), .row([.text("b"), .null, .null]), .null,
          .null,
        ]),
      ]
    )
  }

  @Test func aWholeObjectAndAFieldOfItCanBothBeAsked() throws {
    let identity = DataType.row([RowField("arn", .string), RowField("type", .string)])
    let document = #"{"Records":[{"userIdentity":{"type":"Root", "arn":"x"}},{"userIdentity":5}]}"#
    let result = try scan(
      document: document,
      columns: [
        field("useridentity", identity), field("useridentity"), field("useridentity.arn"),
        field(""),
        field("useridentity", .map(key: .string, value: .string)),
      ]
    )
    #expect(
      result.rows == [
        [
          .row([.text("x"), .text("Root")]), .text(#"{"type":"Root", "arn":"x"}"#), .text("x"),
          .text(#"{"userIdentity":{"type":"Root", "arn":"x"}}"#),
          .map([
            MapEntry(key: .text("type"), value: .text("Root")),
            MapEntry(key: .text("arn"), value: .text("x")),
          ]),
        ],
        [.null, .text("5"), .null, .text(#"{"userIdentity":5}"#), .null],
      ]
    )
  }

  /// Runs of backslashes that begin and end around the end of a block of 64 bytes.
  @Test func backslashesAcrossBlocksAreCounted() throws {
    for length in 40..<80 {
      for count in 0...5 {
        let text =
          String(repeating: "x", count: length) + String(repeating: #"\\"#, count: count) + #"\"}"#
        let nested = #"{"k":"\#(text)","l":[]}"#
        let document = #"{"Records":[{"a":\#(nested),"b":"\#(text)","eventName":"E"}]}"#
        let result = try scan(
          document: document,
          columns: [field("a"), field("b"), field("eventname")]
        )
        let plain =
          String(repeating: "x", count: length) + String(repeating: #"\"#, count: count) + "\"}"
        #expect(result.texts == [[nested, plain, "E"]])
      }
    }
  }
}
