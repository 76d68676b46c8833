// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Where the values of a declared partition column come from: a part of the path of a log file.
enum PartitionSource {
  /// Names in use, and the part of the path each stands for.
  private static let wellKnown: [String: String] = [
    "account": "account", "account_partition": "account", "accountid": "account",
    "account_id": "account", "region": "region", "region_partition": "region",
    "awsregion": "region", "year": "year", "month": "month", "day": "day", "timestamp": "date",
    "dt": "date", "date": "date", "date_partition": "date", "eventdate": "date",
  ]

  /// The part of the path behind a partition column.
  ///
  /// The location template of partition projection tells it by the place of `${column}`; without
  /// one, the names that people use do.
  static func part(of column: Identifier, template: String?) throws(QueryError) -> String {
    if let template, let part = part(of: column.key, inTemplate: template) { return part }
    if let part = wellKnown[column.key] { return part }
    let near = NearestName.nearest(column.key, in: wellKnown.keys)
    throw QueryError(
      .invalidArguments,
      "cannot tell which part of a log file's path the partition column '\(column.name)' is",
      hint: near.map { "did you mean '\($0)'?" }
        ?? "name it account, region, year, month, day or date, or give storage.location.template",
      at: column.range
    )
  }

  private static func part(of column: String, inTemplate template: String) -> String? {
    let segments = template.split(separator: "/").map { $0.lowercased() }
    guard let place = segments.firstIndex(of: "${\(column)}") else { return nil }
    guard let service = segments.firstIndex(where: { $0.hasPrefix("cloudtrail") }) else {
      return nil
    }
    if place == service - 1 { return "account" }
    if place == service + 1 { return "region" }
    let dates = segments.count - service - 2
    guard place > service + 1 else { return nil }
    return dates == 1 ? "date" : ["year", "month", "day"].dropFirst(place - service - 2).first
  }
}
