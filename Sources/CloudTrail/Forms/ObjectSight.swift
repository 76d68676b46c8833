// SPDX-License-Identifier: Apache-2.0

/// What the keys of an object tell, taken one after the other.
struct ObjectSight {
  /// Keys of documents that records may stand in.
  static let wrappingKeys: Set = [
    "messageType", "awslogs", "detail-type", "Events", "CloudTrailEvent", "events", "results",
    "logEvents", "_raw", "result", "event", "event.original", "_source", "message",
  ]

  private var hasVersion = false
  private var hasSource = false
  /// The first keys, for a message.
  private(set) var names: [String] = []

  /// Whether the object is known for a record now that it has this key too.
  ///
  /// Records of every kind have a version, and tell what they are or where they come from.
  mutating func isRecord(with name: String) -> Bool {
    switch name {
    case "eventVersion": hasVersion = true
    case "eventSource", "eventType", "eventCategory": hasSource = true
    default: break
    }
    if names.count < 64 { names.append(name) }
    return hasVersion && hasSource
  }

  /// What else the object is, by its keys; `nil` when that is not known.
  var foreignKind: SkippedKind? {
    func has(_ wanted: String...) -> Bool { wanted.allSatisfy(names.contains) }
    if has("digestS3Object") { return .digest }
    if has("publicKeyList") || has("PublicKeyList") { return .publicKeys }
    if has("configurationItems") || has("configurationItem") { return .otherLogs("Config") }
    if has("webaclId") { return .otherLogs("WAFLogs") }
    if has("query_timestamp") { return .otherLogs("vpcdnsquerylogs") }
    if has("schemaVersion", "service", "severity") { return .otherLogs("GuardDuty") }
    if has("class_uid", "metadata") { return .otherLogs("Security Lake") }
    return nil
  }
}
