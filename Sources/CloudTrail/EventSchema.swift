// SPDX-License-Identifier: Apache-2.0
package import Columns

/// The tables that queries may name.
///
/// `cloudtrail_logs` is the table of the Athena user guide (docs.aws.amazon.com/athena/latest/ug/
/// create-cloudtrail-table.html): 29 columns in the order of its statement, structs as rows. `logs`
/// is a short name for the same. `lake` has the columns of CloudTrail Lake. Records that are no events
/// have tables of their own.
///
/// `SELECT *` gives these 29. The partition columns, which every team names in its own way, are
/// there under all the names in use, computed from the place of the file; they and `$path` are left
/// out of `SELECT *`.
package enum EventSchema {
  package static let tables =
    ["cloudtrail_logs", "logs"].map { name in
      TableDefinition(name: name, columns: dataColumns + partitionColumns + [pathColumn])
    } + [lake, networkActivity, insights, aggregated]

  static let dataColumns = dataFields.map { field in
    TableDefinition.Column(
      field: field,
      source: ScanColumn(.record([field.name]), field.type)
    )
  }

  private static let dataFields = [
    Field("eventversion", .string),
    Field("useridentity", userIdentity),
    Field("eventtime", .string),
    Field("eventsource", .string),
    Field("eventname", .string),
    Field("awsregion", .string),
    Field("sourceipaddress", .string),
    Field("useragent", .string),
    Field("errorcode", .string),
    Field("errormessage", .string),
    Field("requestparameters", .string),
    Field("responseelements", .string),
    Field("additionaleventdata", .string),
    Field("requestid", .string),
    Field("eventid", .string),
    Field("resources", .array(strings("arn", "accountid", "type"))),
    Field("eventtype", .string),
    Field("apiversion", .string),
    Field("readonly", .string),
    Field("recipientaccountid", .string),
    Field("serviceeventdetails", .string),
    Field("sharedeventid", .string),
    Field("vpcendpointid", .string),
    Field("vpcendpointaccountid", .string),
    Field("eventcategory", .string),
    Field("addendum", strings("reason", "updatedfields", "originalrequestid", "originaleventid")),
    Field("sessioncredentialfromconsole", .string),
    Field("edgedevicedetails", .string),
    Field("tlsdetails", strings("tlsversion", "ciphersuite", "clientprovidedhostheader")),
  ]

  private static let userIdentity = DataType.row([
    RowField("type", .string),
    RowField("principalid", .string),
    RowField("arn", .string),
    RowField("accountid", .string),
    RowField("invokedby", .string),
    RowField("accesskeyid", .string),
    RowField("username", .string),
    RowField("onbehalfof", strings("userid", "identitystorearn")),
    RowField("sessioncontext", sessionContext),
  ])

  private static let sessionContext = DataType.row([
    RowField("attributes", strings("mfaauthenticated", "creationdate")),
    RowField("sessionissuer", strings("type", "principalid", "arn", "accountid", "username")),
    RowField("ec2roledelivery", .string),
    RowField(
      "webidfederationdata",
      .row([
        RowField("federatedprovider", .string),
        RowField("attributes", .map(key: .string, value: .string)),
      ])
    ),
  ])

  static func strings(_ names: String...) -> DataType {
    .row(names.map { RowField($0, .string) })
  }

  static let partitionColumns = [
    ("account", ["account", "account_partition", "accountid", "account_id"]),
    ("region", ["region", "region_partition"]),
    ("year", ["year"]),
    ("month", ["month"]),
    ("day", ["day"]),
    ("date", ["timestamp", "dt", "date", "date_partition"]),
  ].flatMap { partition, names in
    names.map { name in
      TableDefinition.Column(
        field: Field(name, .string),
        source: ScanColumn(.partition(partition), .string),
        isHidden: true
      )
    }
  }

  static let pathColumn = TableDefinition.Column(
    field: Field("$path", .string),
    source: ScanColumn(.path, .string),
    isHidden: true
  )
}
