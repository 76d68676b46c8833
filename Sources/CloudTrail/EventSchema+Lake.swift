// SPDX-License-Identifier: Apache-2.0
package import Columns

extension EventSchema {
  /// The events in the columns of a CloudTrail Lake event data store.
  ///
  /// Times are timestamps in UTC, free-form JSON is a map of its top-level keys to text, and
  /// `readonly` and `managementevent` are booleans. `eventjson` is the record as it was delivered;
  /// `eventjsonchecksum`, which no log file holds, is NULL.
  ///
  /// - Source: docs.aws.amazon.com/awscloudtrail/latest/userguide/query-limitations.html
  package static let lake = TableDefinition(
    name: "lake",
    columns: lakeFields.map { field in
      TableDefinition.Column(
        field: field,
        source: ScanColumn(.record(field.name == "eventjson" ? [] : [field.name]), field.type)
      )
    } + [pathColumn],
    usesLakeDialect: true
  )

  private static let lakeFields = [
    Field("eventversion", .string),
    Field("useridentity", lakeIdentity),
    Field("eventtime", time),
    Field("eventsource", .string),
    Field("eventname", .string),
    Field("awsregion", .string),
    Field("sourceipaddress", .string),
    Field("useragent", .string),
    Field("errorcode", .string),
    Field("errormessage", .string),
    Field("requestparameters", texts),
    Field("responseelements", texts),
    Field("additionaleventdata", texts),
    Field("requestid", .string),
    Field("eventid", .string),
    Field("readonly", .boolean),
    Field("resources", .array(strings("accountid", "type", "arn", "arnprefix"))),
    Field("eventtype", .string),
    Field("apiversion", .string),
    Field("managementevent", .boolean),
    Field("recipientaccountid", .string),
    Field("sharedeventid", .string),
    Field("annotation", .string),
    Field("vpcendpointid", .string),
    Field("vpcendpointaccountid", .string),
    Field("serviceeventdetails", texts),
    Field("addendum", texts),
    Field("edgedevicedetails", texts),
    Field("insightdetails", texts),
    Field("eventcategory", .string),
    Field("tlsdetails", strings("tlsversion", "ciphersuite", "clientprovidedhostheader")),
    Field("sessioncredentialfromconsole", .string),
    Field("eventjson", .string),
    Field("eventjsonchecksum", .string),
  ]

  private static let time = DataType.timestamp(precision: 3)
  private static let texts = DataType.map(key: .string, value: .string)

  private static let lakeIdentity = DataType.row([
    RowField("type", .string),
    RowField("principalid", .string),
    RowField("arn", .string),
    RowField("accountid", .string),
    RowField("accesskeyid", .string),
    RowField("username", .string),
    RowField("sessioncontext", lakeSession),
    RowField("invokedby", .string),
    RowField("identityprovider", .string),
    RowField("credentialid", .string),
    RowField("onbehalfof", strings("userid", "identitystorearn")),
  ])

  private static let lakeSession = DataType.row([
    RowField(
      "attributes",
      .row([RowField("creationdate", time), RowField("mfaauthenticated", .string)])
    ),
    RowField("sessionissuer", strings("type", "principalid", "arn", "accountid", "username")),
    RowField(
      "webidfederationdata",
      .row([RowField("federatedprovider", .string), RowField("attributes", texts)])
    ),
    RowField("sourceidentity", .string),
    RowField("ec2roledelivery", .string),
    RowField("ec2issuedinvpc", .string),
  ])
}
