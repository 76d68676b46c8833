// SPDX-License-Identifier: Apache-2.0
package import CloudTrail
private import Columns
package import Queries
package import Report

/// Queries of the program itself that run beside the configured ones, in the same pass: who did how
/// much, how many events there were on each day, and what changed the logging itself.
package enum ActivityQueries {
  /// Events by user, event name, access key and account.
  package static let entities = """
    SELECT
      \(EntityRules.user) AS user_name,
      \(EntityRules.event) AS event_name,
      \(EntityRules.key) AS access_key,
      \(EntityRules.account) AS account_id,
      count(*) AS events,
      count(nullif(errorcode, '')) AS errors,
      min(eventtime) AS first_event,
      max(eventtime) AS last_event
    FROM cloudtrail_logs
    GROUP BY 1, 2, 3, 4
    ORDER BY 1, 2, 3, 4
    """

  /// Events by account, region, the day of their time, and kind.
  package static let days = """
    SELECT
      \(EntityRules.account) AS account_id,
      awsregion,
      substr(eventtime, 1, 10) AS event_day,
      CASE eventcategory WHEN 'Data' THEN 'data' WHEN 'Insight' THEN 'insights'
        WHEN 'NetworkActivity' THEN 'networkActivity' ELSE 'management' END AS kind,
      count(*) AS events,
      count(nullif(errorcode, '')) AS errors
    FROM cloudtrail_logs
    GROUP BY 1, 2, 3, 4
    ORDER BY 1, 2, 3, 4
    """

  /// Calls that start, stop or change what a trail logs.
  package static let changes = """
    SELECT
      eventtime,
      \(EntityRules.account) AS account_id,
      awsregion,
      eventname,
      \(EntityRules.user) AS user_name,
      coalesce(json_extract_scalar(requestparameters, '$.name'),
        json_extract_scalar(requestparameters, '$.trailName')) AS trail,
      errorcode,
      eventid
    FROM cloudtrail_logs
    WHERE eventsource = 'cloudtrail.amazonaws.com' AND eventname IN ('CreateTrail', 'DeleteTrail',
      'PutEventSelectors', 'PutInsightSelectors', 'StartLogging', 'StopLogging', 'UpdateTrail')
    ORDER BY eventtime, eventid
    LIMIT 10000
    """

  /// All, compiled: `entities`, `days`, `changes`.
  static func compile() throws(Failure) -> [CompiledQuery] {
    var compiled: [CompiledQuery] = []
    for sql in [entities, days, changes] {
      do throws(QueryError) {
        compiled.append(try Questions.compile(sql, Session(nowMicroseconds: 0)))
      } catch {
        throw Failure(.failed, "the program's own query cannot be compiled: \(error.message)")
      }
    }
    return compiled
  }

  /// The result of one of them: nothing in a log can make it fail.
  static func result(
    _ outcome: Result<QueryResult, QueryError>
  ) throws(Failure) -> QueryResult {
    do throws(QueryError) {
      return try outcome.get()
    } catch {
      throw Failure(.failed, "the program's own query failed: \(error.message)")
    }
  }

  /// The rows of `entities` as the report takes them.
  package static func entityActivity(_ result: QueryResult) -> [EntityActivity] {
    result.rows.map { row in
      EntityActivity(
        user: row[0].text,
        eventName: row[1].text,
        accessKey: row[2].text,
        account: row[3].text,
        eventCount: row[4].count,
        errorCount: row[5].count,
        firstEventTime: row[6].text,
        lastEventTime: row[7].text
      )
    }
  }

  /// The rows of `days`; a time that is no time has no day.
  package static func dailyActivity(_ result: QueryResult) -> [DailyActivity] {
    result.rows.map { row in
      DailyActivity(
        account: row[0].text,
        region: row[1].text,
        day: row[2].text.flatMap { Day($0.string) == nil ? nil : $0 },
        kind: row[3].text.flatMap { EventKind(rawValue: $0.string) } ?? .management,
        eventCount: row[4].count,
        errorCount: row[5].count
      )
    }
  }

  /// The rows of `changes` as the report takes them.
  package static func loggingChanges(_ result: QueryResult) -> [LoggingChange] {
    result.rows.map { row in
      let texts = row.map { $0.text?.string }
      return LoggingChange(
        time: texts[0] ?? "",
        account: texts[1],
        region: texts[2],
        name: texts[3] ?? "",
        user: texts[4],
        trail: texts[5],
        errorCode: texts[6],
        eventID: texts[7]
      )
    }
  }

  /// The first and the last day on which something happened.
  package static func coveredDays(_ activity: [DailyActivity]) -> (first: Day, last: Day)? {
    let days = activity.compactMap { $0.day.flatMap { Day($0.string) } }
    guard let first = days.min(), let last = days.max() else { return nil }
    return (first, last)
  }
}

extension Value {
  fileprivate var text: Text? {
    if case .varchar(let text) = self { text } else { nil }
  }

  fileprivate var count: Int {
    if case .bigint(let number) = self { Int(number) } else { 0 }
  }
}
