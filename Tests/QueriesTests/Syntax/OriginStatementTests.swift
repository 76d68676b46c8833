// SPDX-License-Identifier: Apache-2.0
import Queries
import Testing

/// The two statements of the article that the tool grew from, word for word.
///
/// Andrew Clark, "Auditing AWS Activity with CloudTrail and Athena", 2017.
@Suite struct OriginStatementTests {
  @Test func readsTheTable() throws {
    guard case .createTable(let table) = try Parser.parse(Self.table) else {
      Issue.record("not a table")
      return
    }
    #expect(table.name.map(\.name) == ["logs"])
    #expect(table.columns.count == 23)
    #expect(
      table.columns.map(\.name.name).prefix(3) == ["eventversion", "userIdentity", "eventTime"]
    )
    #expect(table.columns.last?.name.key == "serviceeventdetails")
    #expect(table.serde == "com.amazon.emr.hive.serde.CloudTrailSerde")
    #expect(table.inputFormat == "com.amazon.emr.cloudtrail.CloudTrailInputFormat")
    #expect(
      table.outputFormat == "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat"
    )
    #expect(table.location == "s3://bucket-name/AWSLogs/account-id/")
    let identity = table.columns[1].type
    #expect(identity.name == "struct")
    #expect(identity.arguments.count == 8)
    guard case .field(let name?, let context) = identity.arguments[7] else {
      Issue.record("no field")
      return
    }
    #expect(name.key == "sessioncontext")
    #expect(context.arguments.count == 2)
    let resources = table.columns[13].type
    #expect(table.columns[13].name.key == "eventtype")
    #expect(table.columns[12].type.name == "array")
    #expect(resources.name == "string")
    #expect(table.columns[15].type.name == "boolean")
  }

  @Test func readsTheQuery() throws {
    guard case .query(let query) = try Parser.parse(Self.query),
      case .select(let select) = query.body
    else {
      Issue.record("not a query")
      return
    }
    #expect(select.items.count == 5)
    #expect(query.orderBy.count == 1)
    guard case .or(let terms)? = select.where?.kind else {
      Issue.record("no OR")
      return
    }
    #expect(terms.count == 3)
  }

  private static let table = """
    CREATE EXTERNAL TABLE logs (
       eventversion STRING,
       userIdentity STRUCT<
          type:STRING,
          principalid:STRING,
          arn:STRING,
          accountid:STRING,
          invokedby:STRING,
          accesskeyid:STRING,
          userName:String,
          sessioncontext:STRUCT<
             attributes:STRUCT<
                mfaauthenticated:STRING,
                creationdate:STRING>,
             sessionIssuer:STRUCT<
                type:STRING,
                principalId:STRING,
                arn:STRING,
                accountId:STRING,
                userName:STRING>>>,
       eventTime STRING,
       eventSource STRING,
       eventName STRING,
       awsRegion STRING,
       sourceIpAddress STRING,
       userAgent STRING,
       errorCode STRING,
       errorMessage STRING,
       requestId STRING,
       eventId STRING,
       resources ARRAY<STRUCT<
          ARN:STRING,
          accountId:STRING,
          type:STRING>>,
       eventType STRING,
       apiVersion STRING,
       readOnly BOOLEAN,
       recipientAccountId STRING,
       sharedEventID STRING,
       vpcEndpointId STRING,
       
       -- added:
       requestParameters STRING,
       responseElements STRING,
       additionalEventData STRING,
       serviceEventDetails STRING
     )
     ROW FORMAT SERDE 'com.amazon.emr.hive.serde.CloudTrailSerde'
     STORED AS INPUTFORMAT 'com.amazon.emr.cloudtrail.CloudTrailInputFormat'
     OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
     LOCATION 's3://bucket-name/AWSLogs/account-id/';
    """

  private static let query = """
    select
       eventTime,
       userIdentity.userName,
       eventName,
       requestParameters,
       responseElements
    from logs
    where
       -- filter to include only requests by user john.smith
       -- or requests by others that involved his user account
       userIdentity.userName like '%john.smith%' or
       requestParameters     like '%john.smith%' or
       responseElements      like '%john.smith%'
    order by eventTime
    """
}
