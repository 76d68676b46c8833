// SPDX-License-Identifier: Apache-2.0

/// JSON text with slots, as `{"bucketName":"$bucket$"}`, taken apart once.
struct RecordTemplate {
  /// What stands between two dollar signs.
  enum Slot: String {
    /// The same for a whole file.
    case account, region, date
    /// The same for a session.
    case bucket, prefix, role, user, function, vpc, subnet, group, image, parameter, secret, table
    case cluster, logGroup = "loggroup", kmsKey = "kmskey", roleID = "roleid", userID = "userid"
    /// One of a few that a session works on.
    case instance, volume, objectKey = "key"
    /// New in each record.
    case uuid, hex4, hex17, id16, base64x32, base64x76, base64x420
    case count, bytes, minute, newUser = "newuser", policy, flag, octet
    /// The event's own.
    case event
  }

  enum Part {
    case text([UInt8])
    case slot(Slot)
  }

  let parts: [Part]

  init(_ text: String) {
    var parts: [Part] = []
    for (index, piece) in text.split(separator: "$", omittingEmptySubsequences: false).enumerated()
    where index % 2 == 1 || !piece.isEmpty {
      if index % 2 == 0 {
        parts.append(.text([UInt8](piece.utf8)))
      } else {
        guard let slot = Slot(rawValue: String(piece)) else {
          preconditionFailure("template slot '\(piece)' is one of RecordTemplate.Slot")
        }
        parts.append(.slot(slot))
      }
    }
    self.parts = parts
  }
}
