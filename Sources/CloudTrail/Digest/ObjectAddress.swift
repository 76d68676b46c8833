// SPDX-License-Identifier: Apache-2.0
package import Columns

/// Where an object stands in S3, byte by byte as a digest writes it.
package struct ObjectAddress: Hashable, Comparable, Sendable {
  package let bucket: Text
  package let object: Text

  init(bucket: Text, object: Text) {
    self.bucket = bucket
    self.object = object
  }

  /// `s3://bucket/object`; the object alone where the bucket is not known.
  package var text: Text {
    bucket.isEmpty
      ? object : Text(bytes: Array("s3://".utf8) + bucket.bytes + Array("/".utf8) + object.bytes)
  }

  /// What stands behind the last slash.
  var name: Text { Self.name(of: object) }

  /// What stands behind the last slash of a path.
  static func name(of path: Text) -> Text {
    guard let slash = path.bytes.lastIndex(of: UInt8(ascii: "/")) else { return path }
    return Text(bytes: Array(path.bytes[(slash + 1)...]))
  }

  /// Whose file it is, by its folders and its name.
  var place: LogPlace {
    let names = object.bytes.split(separator: UInt8(ascii: "/"))
      .map { String(decoding: $0, as: UTF8.self) }
    return LogPlace(folders: names.dropLast()).completed(byName: names.last ?? "")
  }

  package static func < (left: ObjectAddress, right: ObjectAddress) -> Bool {
    (left.bucket, left.object) < (right.bucket, right.object)
  }
}
