// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// Casts to varbinary, ipaddress and uuid.
enum BytesCast {
  static func make(from source: DataType, to target: DataType) -> Cast.Conversion? {
    switch (source, target) {
    case (.varchar, .varbinary):
      return { (value) throws(QueryError) in .varbinary(try value.asText.bytes) }
    case (.ipaddress, .varbinary), (.uuid, .varbinary):
      return { (value) throws(QueryError) in .varbinary(try value.asBytes) }
    case (.varbinary, .ipaddress):
      return { (value) throws(QueryError) in
        let bytes = try value.asBytes
        switch bytes.count {
        case 16: return .ipaddress(bytes)
        case 4: return .ipaddress(Array(repeating: 0, count: 10) + [0xFF, 0xFF] + bytes)
        default: throw .invalidCast("Invalid IP address binary length: \(bytes.count)")
        }
      }
    case (.varbinary, .uuid):
      return { (value) throws(QueryError) in
        let bytes = try value.asBytes
        guard bytes.count == 16 else {
          throw .invalidCast("Invalid UUID binary length: \(bytes.count)")
        }
        return .uuid(bytes)
      }
    case (.varchar, .ipaddress), (.char, .ipaddress):
      return { (value) throws(QueryError) in
        let text = try value.asText
        guard let bytes = AddressNumeral.ipAddress(text.bytes) else {
          throw .invalidCast("Cannot cast value to IPADDRESS: \(text)")
        }
        return .ipaddress(bytes)
      }
    case (.varchar, .uuid), (.char, .uuid):
      return { (value) throws(QueryError) in
        let text = try value.asText
        guard let bytes = AddressNumeral.uuid(text.bytes) else {
          throw .invalidCast("Cannot cast value to UUID: \(text)")
        }
        return .uuid(bytes)
      }
    default: return nil
    }
  }
}
