// SPDX-License-Identifier: Apache-2.0
import CloudTrail
import Columns
import Testing

@Suite struct EventSchemaTests {
  /// The statement of the Athena user guide, retyped: names and types in its order.
  private static let statement = """
    eventversion varchar
    useridentity row(type varchar, principalid varchar, arn varchar, accountid varchar, \
    invokedby varchar, accesskeyid varchar, username varchar, onbehalfof row(userid varchar, \
    identitystorearn varchar), sessioncontext row(attributes row(mfaauthenticated varchar, \
    creationdate varchar), sessionissuer row(type varchar, principalid varchar, arn varchar, \
    accountid varchar, username varchar), ec2roledelivery varchar, webidfederationdata \
    row(federatedprovider varchar, attributes map(varchar, varchar))))
    eventtime varchar
    eventsource varchar
    eventname varchar
    awsregion varchar
    sourceipaddress varchar
    useragent varchar
    errorcode varchar
    errormessage varchar
    requestparameters varchar
    responseelements varchar
    additionaleventdata varchar
    requestid varchar
    eventid varchar
    resources array(row(arn varchar, accountid varchar, type varchar))
    eventtype varchar
    apiversion varchar
    readonly varchar
    recipientaccountid varchar
    serviceeventdetails varchar
    sharedeventid varchar
    vpcendpointid varchar
    vpcendpointaccountid varchar
    eventcategory varchar
    addendum row(reason varchar, updatedfields varchar, originalrequestid varchar, \
    originaleventid varchar)
    sessioncredentialfromconsole varchar
    edgedevicedetails varchar
    tlsdetails row(tlsversion varchar, ciphersuite varchar, clientprovidedhostheader varchar)
    """

  @Test func bothTablesHaveTheColumnsOfTheGuide() {
    #expect(
      EventSchema.tables.map(\.name) == [
        "cloudtrail_logs", "logs", "lake", "network_activity", "insights", "aggregated",
      ]
    )
    for table in EventSchema.tables.prefix(2) {
      let shown = table.columns.filter { !$0.isHidden }
      #expect(shown.count == 29)
      #expect(
        shown.map { "\($0.field.name) \($0.field.type)" }
          == Self.statement.split(separator: "\n").map(String.init)
      )
      #expect(shown.allSatisfy { $0.source == ScanColumn(.record([$0.field.name]), $0.field.type) })
    }
  }

  @Test func partitionColumnsHaveAllTheNamesInUse() throws {
    let table = try #require(EventSchema.tables.first)
    let hidden = table.columns.filter(\.isHidden)
    let partitions = hidden.map { column in
      if case .partition(let name) = column.source.origin {
        "\(column.field.name)=\(name)"
      } else {
        column.field.name
      }
    }
    #expect(
      partitions == [
        "account=account", "account_partition=account", "accountid=account", "account_id=account",
        "region=region", "region_partition=region", "year=year", "month=month", "day=day",
        "timestamp=date", "dt=date", "date=date", "date_partition=date", "$path",
      ]
    )
    #expect(Set(table.columns.map(\.field.name)).count == table.columns.count)
  }
}
