// SPDX-License-Identifier: Apache-2.0
import Columns

/// The tables of records that are no events: they are rows of these tables, and of no others.
extension EventSchema {
  /// What went through VPC endpoints, in the columns of `cloudtrail_logs`.
  static let networkActivity = TableDefinition(
    name: "network_activity",
    columns: dataColumns + partitionColumns + [pathColumn],
    records: .networkActivity
  )

  /// Unusual activity that CloudTrail Insights noticed: its begin and its end, a row each.
  ///
  /// - Source: docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-insights-fields-trails.html
  static let insights = TableDefinition(
    name: "insights",
    columns: columns([
      Field("eventversion", .string),
      Field("eventtype", .string),
      Field("eventid", .string),
      Field("eventtime", .string),
      Field("awsregion", .string),
      Field("recipientaccountid", .string),
      Field("sharedeventid", .string),
      Field("insightdetails", insightDetails),
      Field("eventcategory", .string),
      Field("addendum", strings("reason", "updatedfields", "originalrequestid", "originaleventid")),
    ]) + partitionColumns + [pathColumn],
    records: .insight
  )

  /// Data events summed up over minutes; `summary` is JSON, by the template of the aggregation.
  ///
  /// - Source: docs.aws.amazon.com/awscloudtrail/latest/userguide/
  ///   cloudtrail-event-reference-aggregated-events.html
  static let aggregated = TableDefinition(
    name: "aggregated",
    columns: columns([
      Field("eventversion", .string),
      Field("accountid", .string),
      Field("eventid", .string),
      Field("eventcategory", .string),
      Field("eventtype", .string),
      Field("awsregion", .string),
      Field("eventsource", .string),
      Field("timewindow", strings("windowstart", "windowend", "windowsize")),
      Field("summary", .string),
    ]) + partitionColumns.filter { $0.field.name != "accountid" } + [pathColumn],
    records: .aggregated
  )

  private static func columns(_ fields: [Field]) -> [TableDefinition.Column] {
    fields.map { field in
      TableDefinition.Column(field: field, source: ScanColumn(.record([field.name]), field.type))
    }
  }

  /// Averages are calls or errors a minute, durations minutes.
  private static let insightDetails = DataType.row([
    RowField("state", .string),
    RowField("eventsource", .string),
    RowField("eventname", .string),
    RowField("insighttype", .string),
    RowField("errorcode", .string),
    RowField(
      "insightcontext",
      .row([
        RowField(
          "statistics",
          .row([
            RowField("baseline", .row([RowField("average", .double)])),
            RowField("insight", .row([RowField("average", .double)])),
            RowField("insightduration", .bigint),
            RowField("baselineduration", .bigint),
          ])
        ),
        RowField("attributions", .string),
      ])
    ),
  ])
}
