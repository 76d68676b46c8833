// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Two records in one of the forms in which CloudTrail's records are handed on.
///
/// - Source: the shapes are those of the AWS documentation: CloudTrail log file examples; CloudWatch
///   Logs subscription filters and export tasks; EventBridge events from AWS services; the CLI
///   reference of lookup-events, filter-log-events and get-query-results.
struct WrittenForm: CustomTestStringConvertible {
  let name: String
  let bytes: [UInt8]
  /// As the evidence names it.
  let form: String
  var isReformatted = false
  /// Messages without a record.
  var foreignCount = 0
  var testDescription: String { name }

  init(
    _ name: String,
    _ text: String,
    _ form: String,
    isReformatted: Bool = false,
    foreignCount: Int = 0
  ) {
    self.init(name, Array(text.utf8), form)
    self.isReformatted = isReformatted
    self.foreignCount = foreignCount
  }

  init(_ name: String, _ bytes: [UInt8], _ form: String) {
    self.name = name
    self.bytes = bytes
    self.form = form
  }

  static let first = record("RunInstances", id: "11111111-aaaa-4bbb-8ccc-000000000001")
  static let second = record("GetObject", id: "22222222-aaaa-4bbb-8ccc-000000000002")

  private static func record(_ name: String, id: String) -> String {
    #"{"eventVersion":"1.08","userIdentity":{"type":"IAMUser","userName":"j\u00e9r\u00f4me \"x\""},"#
      + #""eventTime":"2024-03-14T10:00:00Z","eventSource":"s3.amazonaws.com","#
      + #""eventName":"\#(name)","awsRegion":"eu-west-1","#
      + #""requestParameters":{"path":"C:\\temp\\new","list":[1,{"a":"}]"}]},"#
      + #""eventID":"\#(id)","recipientAccountId":"111122223333"}"#
  }

  private static var pretty: String {
    let records = [first, second].map {
      $0.replacing(",\"", with: ",\n      \"").replacing("\":", with: "\" : ")
    }
    return "{\n  \"Records\": [\n    \(records.joined(separator: ",\n    "))\n  ]\n}\n"
  }

  /// A text as a JSON string.
  static func string(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  private static func message(_ records: String...) -> String {
    let events = records.enumerated().map { number, record in
      #"{"id":"3\#(number)","timestamp":1710410400000,"message":\#(string(record))}"#
    }
    return #"{"messageType":"DATA_MESSAGE","owner":"111122223333","logGroup":"trail","#
      + #""logStream":"s","subscriptionFilters":["f"],"logEvents":[\#(events.joined(separator: ","))]}"#
  }

  private static let control =
    #"{"messageType":"CONTROL_MESSAGE","owner":"CloudwatchLogs","logGroup":"","logStream":"","#
    + #""subscriptionFilters":[],"logEvents":[{"id":"","timestamp":1,"message":"CWL CONTROL"}]}"#

  private static func envelope(_ record: String) -> String {
    #"{"version":"0","id":"6f87d04b","detail-type":"AWS API Call via CloudTrail","#
      + #""source":"aws.s3","account":"111122223333","time":"2024-03-14T10:00:00Z","#
      + #""region":"eu-west-1","resources":[],"detail":\#(record)}"#
  }

  private static func lookup(_ record: String) -> String {
    #"{"EventId":"x","EventName":"y","ReadOnly":"true","EventTime":1710410400.0,"#
      + #""EventSource":"s3.amazonaws.com","Resources":[],"CloudTrailEvent":\#(string(record))}"#
  }

  private static var lambda: String {
    let data = Data(Gzip.stored(message(first, second)))
    return #"{"awslogs":{"data":"\#(data.base64EncodedString())"}}"#
  }

  static let all: [WrittenForm] = logFiles + records + cloudWatch + others

  private static let logFiles = [
    WrittenForm("log file", "{\"Records\":[\(first),\(second)]}", "log file"),
    WrittenForm("log file, gzip", Gzip.stored("{\"Records\":[\(first),\(second)]}"), "log file"),
    WrittenForm("log file, zstd", Zstd.stored("{\"Records\":[\(first),\(second)]}"), "log file"),
    WrittenForm("pretty-printed", pretty, "log file", isReformatted: true),
    WrittenForm(
      "log files, one a line",
      "{\"Records\":[\(first)]}\n{\"Records\":[]}\n{\"Records\":[\(second)]}\n",
      "log file"
    ),
  ]

  private static let records = [
    WrittenForm("array", "[\(first),\(second)]", "records"),
    WrittenForm("one a line", "\(first)\n\(second)\n", "records"),
    WrittenForm("one a line, CRLF", "\(first)\r\n\r\n\(second)\r\n", "records"),
    WrittenForm("one a line, byte order mark", "\u{feff}\(first)\n\(second)", "records"),
    WrittenForm("one after the other", "\(first)\(second)", "records"),
    WrittenForm("arrays, one a line", "[\(first)]\n[\(second)]\n", "records"),
    WrittenForm(
      "members, a record each",
      Gzip.stored(first) + Gzip.stored("\n" + second),
      "records"
    ),
    WrittenForm("frames, a record each", Zstd.stored(first) + Zstd.stored(second), "records"),
  ]

  private static let cloudWatch = [
    WrittenForm(
      "export, ISO time",
      "2024-03-14T10:00:00.000Z \(first)\n2024-03-14T09:59:59.000Z \(second)\n",
      "CloudWatch Logs export"
    ),
    WrittenForm(
      "export, milliseconds",
      "1710410400000 \(first)\n1710410399000 \(second)\n",
      "CloudWatch Logs export"
    ),
    WrittenForm(
      "export, other messages between",
      "1710410400000 \(first)\n1710410400000 START RequestId: 1\n  at line 2\n"
        + "1710410400000 {\"level\":\"info\"}\n1710410399000 \(second)\n",
      "CloudWatch Logs export",
      foreignCount: 3
    ),
    WrittenForm(
      "export, several members",
      Gzip.stored("1710410400000 \(first)\n") + Gzip.stored("1710410399000 \(second)\n"),
      "CloudWatch Logs export"
    ),
    WrittenForm("subscription", message(first, second), "CloudWatch Logs subscription"),
    WrittenForm(
      "subscription, objects in a row",
      control + message(first) + message(second),
      "CloudWatch Logs subscription",
      foreignCount: 1
    ),
    WrittenForm(
      "subscription, several members",
      Gzip.stored(message(first)) + Gzip.stored(message(second)),
      "CloudWatch Logs subscription"
    ),
    WrittenForm("subscription, to Lambda", lambda, "CloudWatch Logs subscription"),
    WrittenForm(
      "filter-log-events",
      #"{"events":[{"logStreamName":"s","timestamp":1,"message":\#(string(first)),"eventId":"1"},"#
        + #"{"logStreamName":"s","timestamp":1,"message":\#(string(second)),"eventId":"2"}]}"#,
      "CloudWatch Logs events"
    ),
    WrittenForm(
      "get-query-results",
      #"{"results":[[{"field":"@timestamp","value":"2024"},{"field":"@message","value":"#
        + string(first) + #"}],[{"field":"@message","value":\#(string(second))}]],"#
        + #""statistics":{"recordsMatched":2.0},"status":"Complete"}"#,
      "CloudWatch Logs events"
    ),
  ]

  private static let others = [
    WrittenForm(
      "EventBridge, one a line",
      envelope(first) + "\n" + envelope(second),
      "EventBridge events"
    ),
    WrittenForm(
      "EventBridge, array",
      "[" + envelope(first) + "," + envelope(second) + "]",
      "EventBridge events"
    ),
    WrittenForm(
      "lookup-events",
      #"{"Events":[\#(lookup(first)),\#(lookup(second))],"NextToken":"x"}"#,
      "lookup-events answer"
    ),
    WrittenForm(
      "lookup-events, an event a line",
      lookup(first) + "\n" + lookup(second),
      "lookup-events answer"
    ),
    WrittenForm(
      "Splunk",
      #"{"preview":false,"result":{"_raw":\#(string(first))}}"# + "\n"
        + #"{"preview":false,"result":{"_raw":\#(string(second))}}"#,
      "search engine export"
    ),
    WrittenForm(
      "Elastic",
      #"{"_index":"i","_source":{"event":{"original":\#(string(first))}}}"# + "\n"
        + #"{"event":{"original":\#(string(second))}}"#,
      "search engine export"
    ),
  ]
}
