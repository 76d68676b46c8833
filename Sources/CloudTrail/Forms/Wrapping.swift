// SPDX-License-Identifier: Apache-2.0

/// What an object is, by its keys, and where the records in it stand.
struct Wrapping {
  private(set) var isRecord = false
  private(set) var form: InputForm?
  /// Objects, arrays and strings that records stand in.
  private(set) var inner: [Range<Int>] = []
  /// The strings of `inner` are gzip in base64.
  private(set) var isBase64 = false
  /// Messages that are known to hold no record.
  private(set) var foreignCount = 0
  /// What the object is instead, when it is known.
  private(set) var foreignKind: SkippedKind?

  init(_ text: Span<UInt8>, _ range: Range<Int>) {
    var values: [String: Range<Int>] = [:]
    var sight = ObjectSight()
    var cursor = JSONCursor(place: range.lowerBound + 1)
    while let (name, value) = cursor.member(text) {
      if sight.isRecord(with: name) {
        isRecord = true
        return
      }
      if Self.wantedKeys.contains(name) { values[name] = value }
    }
    foreignKind = sight.foreignKind
    recognise(text, values)
  }

  private static let wantedKeys: Set = [
    "Records", "messageType", "logEvents", "awslogs", "detail-type", "detail", "Events",
    "CloudTrailEvent", "events", "results", "message", "timestamp", "_raw", "result",
    "event", "event.original", "_source",
  ]

  private mutating func recognise(_ text: Span<UInt8>, _ values: [String: Range<Int>]) {
    func member(_ name: String, of key: String) -> Range<Int>? {
      values[key].flatMap { Self.member(name, of: $0, text) }
    }
    if let records = values["Records"] {
      take(.logFile, records)
    } else if let detail = values["detail"], let type = values["detail-type"] {
      let name = JSONCursor.string(text, type) ?? []
      guard name.hasSuffix(Array("via CloudTrail".utf8)) else { return }
      take(.eventBridge, detail)
    } else if let type = values["messageType"] {
      form = .cloudWatchSubscription
      guard JSONCursor.string(text, type) == Array("DATA_MESSAGE".utf8) else {
        foreignCount = 1
        return
      }
      takeMessages(values["logEvents"], key: "message", text)
    } else if let data = member("data", of: "awslogs") {
      isBase64 = true
      take(.cloudWatchSubscription, data)
    } else if let event = values["CloudTrailEvent"] {
      take(.lookupEvents, event)
    } else if let events = values["Events"] {
      takeMessages(events, key: "CloudTrailEvent", text)
      form = .lookupEvents
    } else if let events = values["events"], text[events.lowerBound] == UInt8(ascii: "[") {
      takeMessages(events, key: "message", text)
      form = .cloudWatchEvents
    } else if let results = values["results"], text[results.lowerBound] == UInt8(ascii: "[") {
      takeQueryResults(results, text)
      form = .cloudWatchEvents
    } else if let message = values["message"], values["timestamp"] != nil {
      take(.cloudWatchEvents, message)
    } else if let original = values["_raw"] ?? member("_raw", of: "result")
      ?? values["event.original"] ?? member("original", of: "event")
      ?? member("event", of: "_source").flatMap({ Self.member("original", of: $0, text) })
    {
      take(.searchExport, original)
    }
  }

  private mutating func take(_ form: InputForm, _ range: Range<Int>) {
    self.form = form
    inner = [range]
  }

  /// Takes what stands under a key in each object of an array.
  private mutating func takeMessages(_ range: Range<Int>?, key: String, _ text: Span<UInt8>) {
    guard let range, text[range.lowerBound] == UInt8(ascii: "[") else { return }
    var cursor = JSONCursor(place: range.lowerBound + 1)
    while let element = cursor.element(text) {
      if let message = Self.member(key, of: element, text) {
        inner.append(message)
      } else {
        foreignCount += 1
      }
    }
  }

  /// Takes the field `@message` of each row of CloudWatch Logs Insights.
  private mutating func takeQueryResults(_ range: Range<Int>, _ text: Span<UInt8>) {
    var rows = JSONCursor(place: range.lowerBound + 1)
    while let row = rows.element(text) {
      let count = inner.count
      if text[row.lowerBound] == UInt8(ascii: "[") {
        var fields = JSONCursor(place: row.lowerBound + 1)
        while let field = fields.element(text) {
          let name = JSONCursor.string(text, Self.member("field", of: field, text))
          guard name == Array("@message".utf8) else { continue }
          if let value = Self.member("value", of: field, text) { inner.append(value) }
        }
      }
      if inner.count == count { foreignCount += 1 }
    }
  }

  /// The value under a key of an object.
  private static func member(
    _ name: String,
    of range: Range<Int>,
    _ text: Span<UInt8>
  ) -> Range<Int>? {
    guard text[range.lowerBound] == UInt8(ascii: "{") else { return nil }
    var cursor = JSONCursor(place: range.lowerBound + 1)
    while let member = cursor.member(text) {
      if member.name == name { return member.value }
    }
    return nil
  }
}

extension [UInt8] {
  fileprivate func hasSuffix(_ suffix: [UInt8]) -> Bool { self.suffix(suffix.count) == suffix[...] }
}
