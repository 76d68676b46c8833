// SPDX-License-Identifier: Apache-2.0

/// What a file's records stand in; recognised by content, whatever the file is called.
///
/// The words are those the report shows.
enum InputForm: String {
  /// `{"Records":[…]}`, as CloudTrail delivers it; also the console's download, and several of them.
  case logFile = "log file"
  /// Bare records: one, an array of them, one a line, or one after the other.
  case records = "records"
  /// Lines of a time, a space and a record, as an export task writes them.
  case cloudWatchExport = "CloudWatch Logs export"
  /// What a subscription sends to Kinesis, Firehose or Lambda.
  case cloudWatchSubscription = "CloudWatch Logs subscription"
  /// What filter-log-events, get-log-events and get-query-results answer.
  case cloudWatchEvents = "CloudWatch Logs events"
  case eventBridge = "EventBridge events"
  case lookupEvents = "lookup-events answer"
  /// Records as text in `_raw` or `event.original`.
  case searchExport = "search engine export"
}
