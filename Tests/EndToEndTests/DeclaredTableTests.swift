// SPDX-License-Identifier: Apache-2.0
import Testing

/// The tables that people have declared over CloudTrail's logs, asked over the sample logs.
///
/// The numbers were counted in the sample files by other means.
@Suite struct DeclaredTableTests {
  /// Declares a table, asks, and gives the answer's lines behind the heading.
  static func rows(_ statements: String...) throws -> [String] {
    let outcome = try Program.run(
      [
        "query", "--logs", "Samples", "--quiet", "--format", "csv",
        statements.joined(separator: ";"),
      ],
      folder: Program.checkout
    )
    #expect(outcome.status == 0, "\(outcome.messages)")
    return outcome.output.split(separator: "\n").dropFirst().map(String.init)
  }

  /// The columns of the guide until 2022, with or without the one that a revision left out.
  static func classic(_ last: String = ", vpcendpointid STRING") -> String {
    """
    eventversion STRING, useridentity STRUCT<type:STRING, principalid:STRING, arn:STRING,
    accountid:STRING, invokedby:STRING, accesskeyid:STRING, userName:STRING,
    sessioncontext:STRUCT<attributes:STRUCT<mfaauthenticated:STRING, creationdate:STRING>,
    sessionissuer:STRUCT<type:STRING, principalId:STRING, arn:STRING, accountId:STRING,
    userName:STRING>>>, eventtime STRING, eventsource STRING, eventname STRING, awsregion STRING,
    sourceipaddress STRING, useragent STRING, errorcode STRING, errormessage STRING,
    requestparameters STRING, responseelements STRING, additionaleventdata STRING,
    requestid STRING, eventid STRING, resources ARRAY<STRUCT<ARN:STRING, accountId:STRING,
    type:STRING>>, eventtype STRING, apiversion STRING, readonly STRING,
    recipientaccountid STRING, serviceeventdetails STRING, sharedeventid STRING\(last)
    """
  }

  private static let storage = """
    ROW FORMAT SERDE 'com.amazon.emr.hive.serde.CloudTrailSerde'
    STORED AS INPUTFORMAT 'com.amazon.emr.cloudtrail.CloudTrailInputFormat'
    OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
    LOCATION 's3://bucket/AWSLogs/'
    """

  private static let jsonStorage = storage.replacing(
    "com.amazon.emr.hive.serde.CloudTrailSerde",
    with: "org.apache.hive.hcatalog.data.JsonSerDe"
  )

  @Test func theClassicTable() throws {
    let rows = try Self.rows(
      "CREATE EXTERNAL TABLE cloudtrail_logs (\(Self.classic())) \(Self.storage)",
      "SELECT count(*), count(errorcode), count(vpcendpointid), sum(cardinality(resources)) "
        + "FROM cloudtrail_logs"
    )
    #expect(rows == ["\"174\",\"15\",\"0\",\"57\""])
  }

  @Test func aPartitionedTableAndItsPartitions() throws {
    let rows = try Self.rows(
      "CREATE EXTERNAL TABLE t (\(Self.classic())) "
        + "PARTITIONED BY (region string, year string, month string, day string) \(Self.storage)",
      "ALTER TABLE t ADD PARTITION (region='us-east-1', year='2026', month='10', day='07') "
        + "LOCATION 's3://bucket/AWSLogs/us-east-1/2026/10/07/'",
      "SELECT count(*) FROM t WHERE region = 'us-east-1' AND year = '2026' AND month = '10' "
        + "AND day = '07'"
    )
    #expect(rows == ["\"7\""])
  }

  @Test func aTableWithoutAColumnDoesNotKnowIt() throws {
    let declaration =
      "CREATE EXTERNAL TABLE t (\(Self.classic(""))) "
      + "PARTITIONED BY (region string, year string, month string, day string) \(Self.storage);"
    #expect(try Self.rows(declaration, "SELECT count(*) FROM t") == ["\"174\""])
    let outcome = try Program.run("explain", declaration + "SELECT vpcendpointid FROM t")
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains("COLUMN_NOT_FOUND: column 'vpcendpointid'"))
  }

  private static let projection = """
    TBLPROPERTIES ('projection.enabled'='true', 'projection.timestamp.format'='yyyy/MM/dd',
    'projection.timestamp.interval'='1', 'projection.timestamp.interval.unit'='DAYS',
    'projection.timestamp.range'='2020/01/01,NOW', 'projection.timestamp.type'='date',
    'storage.location.template'='s3://bucket/AWSLogs/account-id/CloudTrail/aws-region/${timestamp}')
    """

  @Test(arguments: [
    "timestamp >= '2026/10/09'", "\"timestamp\" BETWEEN '2026/10/09' AND '2026/10/11'",
  ])
  func aProjectedTimestamp(condition: String) throws {
    let rows = try Self.rows(
      "CREATE EXTERNAL TABLE cloudtrail_logs_pp (\(Self.classic())) "
        + "PARTITIONED BY (`timestamp` string) \(Self.storage) \(Self.projection)",
      "SELECT count(*) FROM cloudtrail_logs_pp WHERE \(condition)"
    )
    #expect(rows == ["\"67\""])
  }

  /// The columns of 2022: the SerDe of Hive's catalog, TLS details, and a map in the identity.
  @Test func theTableWithTLSDetails() throws {
    let identity = Self.classic().replacing(
      "userName:STRING>>>",
      with: "userName:STRING>, ec2RoleDelivery:string, webIdFederationData:map<string,string>>>"
    )
    let rows = try Self.rows(
      "CREATE EXTERNAL TABLE t (\(identity), tlsDetails struct<tlsVersion:string, "
        + "cipherSuite:string, clientProvidedHostHeader:string>) "
        + "PARTITIONED BY (`timestamp` string) \(Self.jsonStorage) \(Self.projection)",
      "SELECT tlsdetails.tlsversion, count(*), count(useridentity.sessioncontext."
        + "webidfederationdata), min(timestamp) FROM t GROUP BY 1 ORDER BY 1"
    )
    #expect(
      rows == [
        "\"TLSv1.3\",\"154\",\"0\",\"2026/10/05\"", ",\"20\",\"0\",\"2026/10/05\"",
      ]
    )
  }

  @Test func theTableOfToday() throws {
    let columns = """
      eventversion STRING, useridentity STRUCT<type: STRING, principalid: STRING, arn: STRING,
      accountid: STRING, invokedby: STRING, accesskeyid: STRING, username: STRING,
      onbehalfof: STRUCT<userid: STRING, identitystorearn: STRING>, sessioncontext:
      STRUCT<attributes: STRUCT<mfaauthenticated: STRING, creationdate: STRING>, sessionissuer:
      STRUCT<type: STRING, principalid: STRING, arn: STRING, accountid: STRING, username: STRING>,
      ec2roledelivery: STRING, webidfederationdata: STRUCT<federatedprovider: STRING,
      attributes: map<string,string>>>>, eventtime STRING, eventsource STRING, eventname STRING,
      awsregion STRING, sourceipaddress STRING, useragent STRING, errorcode STRING,
      errormessage STRING, requestparameters STRING, responseelements STRING,
      additionaleventdata STRING, requestid STRING, eventid STRING, readonly STRING,
      resources ARRAY<STRUCT<arn: STRING, accountid: STRING, type: STRING>>, eventtype STRING,
      apiversion STRING, recipientaccountid STRING, serviceeventdetails STRING,
      sharedeventid STRING, vpcendpointid STRING, vpcendpointaccountid STRING,
      eventcategory STRING, addendum STRUCT<reason: STRING, updatedfields: STRING,
      originalrequestid: STRING, originaleventid: STRING>, sessioncredentialfromconsole STRING,
      edgedevicedetails STRING, tlsdetails STRUCT<tlsversion: STRING, ciphersuite: STRING,
      clientprovidedhostheader: STRING>
      """
    let rows = try Self.rows(
      "CREATE EXTERNAL TABLE t (\(columns)) PARTITIONED BY (account string, region string, "
        + "year string, month string, day string) \(Self.jsonStorage)",
      "SELECT account, region, count(*), count(additionaleventdata), max(day) FROM t "
        + "WHERE eventcategory <> '' GROUP BY 1, 2 HAVING count(*) < 100 ORDER BY 1, 2"
    )
    #expect(
      rows.map { String($0.split(separator: ",").prefix(3).joined(separator: ",")) } == [
        "\"111122223333\",\"us-east-1\",\"19\"", "\"444455556666\",\"eu-central-1\",\"10\"",
        "\"444455556666\",\"us-east-1\",\"8\"",
      ]
    )
  }

  /// Partition columns by the names other people gave them, reserved words among them.
  @Test(arguments: [
    ("`date` string, account string, region string", "\"date\" >= '2026/10/09'"),
    ("`date` string, region string", "date >= '2026/10/09'"),
    ("dt string", "dt >= '2026/10/09'"),
    (
      "`year` string, `month` string, `day` string",
      "year = '2026' AND month = '10' AND day >= '09'"
    ),
    ("year int, month int, day int", "year = 2026 AND month = 10 AND day >= 9"),
    ("eventdate date", "eventdate >= DATE '2026-10-09'"),
  ])
  func partitionColumnsOfAllNames(columns: String, condition: String) throws {
    let rows = try Self.rows(
      "CREATE EXTERNAL TABLE t (\(Self.classic())) PARTITIONED BY (\(columns)) \(Self.storage)",
      "SELECT count(*) FROM t WHERE \(condition)"
    )
    #expect(rows == ["\"67\""])
  }

  @Test func enumeratedAndProjectedPartitions() throws {
    let rows = try Self.rows(
      """
      CREATE EXTERNAL TABLE t (\(Self.classic())) PARTITIONED BY (date_partition STRING,
      region_partition STRING, account_partition STRING) \(Self.storage)
      TBLPROPERTIES ('projection.enabled'='true', 'projection.date_partition.type'='date',
      'projection.region_partition.type'='enum',
      'projection.region_partition.values'='us-east-1,eu-central-1',
      'projection.account_partition.type'='enum', 'storage.location.template'=
      's3://b/AWSLogs/${account_partition}/CloudTrail/${region_partition}/${date_partition}')
      """,
      "SELECT count(*) FROM t WHERE date_partition >= '2026/10/05' AND "
        + "region_partition = 'us-east-1' AND account_partition = '444455556666'"
    )
    #expect(rows == ["\"8\""])
  }

  /// Names of one's own: the template tells what a partition is, the SerDe what a column is.
  @Test func renamedColumnsAndPartitions() throws {
    let rows = try Self.rows(
      """
      CREATE EXTERNAL TABLE t (what STRING, failure STRING) PARTITIONED BY (whose string, w string)
      ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'
      WITH SERDEPROPERTIES ('mapping.what'='eventName', 'mapping.failure'='errorCode')
      LOCATION 's3://b/AWSLogs/' TBLPROPERTIES ('storage.location.template'=
      's3://b/AWSLogs/${whose}/CloudTrail/${w}/2026/10/05/')
      """,
      "SELECT count(what), count(failure), min(whose), min(w) FROM t WHERE what = 'AssumeRole'"
    )
    #expect(rows == ["\"8\",\"0\",\"111122223333\",\"eu-central-1\""])
  }

  @Test func booleansAndColumnsThatTheGuideLacks() throws {
    let rows = try Self.rows(
      "CREATE EXTERNAL TABLE t (eventName STRING, readOnly BOOLEAN, managementEvent BOOLEAN, "
        + "nothing STRING) ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' "
        + "LOCATION 's3://b/AWSLogs/'",
      "SELECT count_if(readonly), count_if(NOT readonly), count_if(managementevent), "
        + "count(nothing) FROM t"
    )
    #expect(rows == ["\"125\",\"49\",\"167\",\"0\""])
  }

  @Test func aTableOfWholeFilesIsUnnested() throws {
    let rows = try Self.rows(
      "CREATE EXTERNAL TABLE t (Records ARRAY<STRUCT<eventName:STRING, userIdentity:"
        + "STRUCT<type:STRING>, errorCode:STRING>>) "
        + "ROW FORMAT SERDE 'com.amazon.emr.hive.serde.CloudTrailSerde' LOCATION 's3://b/AWSLogs/'",
      "SELECT count(*), count(r.errorcode) FROM t CROSS JOIN UNNEST(records) AS u (r) "
        + "WHERE r.eventname IN ('Decrypt', 'ConsoleLogin')"
    )
    #expect(rows.first?.hasPrefix("\"51\",") == true, "\(rows)")
  }

  @Test func partitionColumnsEndSelectStar() throws {
    let outcome = try Program.run(
      "query",
      "--logs",
      "Samples",
      "--quiet",
      "--format",
      "csv",
      "CREATE EXTERNAL TABLE logs (eventName STRING, eventTime STRING) PARTITIONED BY (region "
        + "string, `timestamp` string); SELECT * FROM logs ORDER BY eventtime LIMIT 1",
      folder: Program.checkout
    )
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.first == "\"eventname\",\"eventtime\",\"region\",\"timestamp\"")
    #expect(lines.last?.contains("\"2026-10-05T01:48:47Z\"") == true)
    #expect(lines.last?.hasSuffix("\"2026/10/05\"") == true)
  }

  /// A JSON null is NULL for every SerDe, unless the table asks for the look of the old one.
  @Test func nullIsTextWhereATableAsksForIt() throws {
    let columns = "(eventname STRING, responseelements STRING, additionaleventdata STRING)"
    let question =
      "SELECT count(responseelements), count_if(responseelements = 'null'), "
      + "count(additionaleventdata) FROM t"
    #expect(
      try Self.rows("CREATE EXTERNAL TABLE t \(columns) \(Self.storage)", question)
        == ["\"23\",\"0\",\"16\""]
    )
    let spelled = "TBLPROPERTIES ('json.null.text'='true')"
    #expect(
      try Self.rows("CREATE EXTERNAL TABLE t \(columns) \(Self.storage) \(spelled)", question)
        == ["\"174\",\"151\",\"16\""]
    )
  }
}
