// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// The functions over bytes: digests, encodings, numbers as bytes.
enum BinaryFunctions {
  static let all: [ScalarFunction] =
    digests + keyedDigests
    + [
      ScalarFunction(
        "crc32",
        "The CRC-32 of bytes.",
        [
          .plain("(varbinary) -> bigint") { (arguments) throws(QueryError) in
            .bigint(Int64(CRC32.checksum(try arguments.bytes(0))))
          }
        ]
      ),
      ScalarFunction(
        "to_hex",
        "Bytes as hexadecimal digits in upper case.",
        [
          .plain("(varbinary) -> varchar") { (arguments) throws(QueryError) in
            .varchar(Text(bytes: Hexadecimal.encode(try arguments.bytes(0))))
          }
        ]
      ),
      decoder("from_hex", "The bytes of hexadecimal digits.", decodeHex),
    ]
    + [BaseEncoding.base64, .base64URL, .base32].flatMap(encodings) + numbers

  // MARK: Digests

  private struct Digest: Sendable {
    let name: String
    let blockByteCount: Int
    let hash: @Sendable ([UInt8]) -> [UInt8]
  }

  private static let hashes = [
    Digest(name: "md5", blockByteCount: 64, hash: MD5.digest),
    Digest(name: "sha1", blockByteCount: 64, hash: SHA1.digest),
    Digest(name: "sha256", blockByteCount: 64, hash: SHA2.digest256),
    Digest(name: "sha512", blockByteCount: 128, hash: SHA2.digest512),
  ]

  private static var digests: [ScalarFunction] {
    let xxHash: @Sendable ([UInt8]) -> [UInt8] = {
      MerkleDamgard.bytes(XXHash64.hash($0), isBigEndian: true)
    }
    return (hashes + [Digest(name: "xxhash64", blockByteCount: 32, hash: xxHash)]).map { digest in
      ScalarFunction(
        digest.name,
        "The \(digest.name) digest of bytes.",
        [
          .plain("(varbinary) -> varbinary") { (arguments) throws(QueryError) in
            .varbinary(digest.hash(try arguments.bytes(0)))
          }
        ]
      )
    }
  }

  private static var keyedDigests: [ScalarFunction] {
    hashes.map { digest in
      ScalarFunction(
        "hmac_\(digest.name)",
        "The keyed \(digest.name) digest of bytes: message, key.",
        [
          .plain("(varbinary, varbinary) -> varbinary") { (arguments) throws(QueryError) in
            .varbinary(
              HMAC.digest(
                try arguments.bytes(0),
                key: try arguments.bytes(1),
                blockByteCount: digest.blockByteCount,
                with: digest.hash
              )
            )
          }
        ]
      )
    }
  }

  // MARK: Encodings

  /// Decoders take the digits as text or as bytes.
  private static func decoder(
    _ name: String,
    _ summary: String,
    _ decode: @escaping @Sendable ([UInt8]) throws(QueryError) -> [UInt8]
  ) -> ScalarFunction {
    ScalarFunction(
      name,
      summary,
      ["varchar", "varbinary"].map { type in
        .plain(Signature("(\(type)) -> varbinary")) { (arguments) throws(QueryError) in
          .varbinary(try decode(try arguments.bytes(0)))
        }
      }
    )
  }

  private static func encodings(_ encoding: BaseEncoding) -> [ScalarFunction] {
    [
      ScalarFunction(
        "to_\(encoding.name)",
        "Bytes as \(encoding.name) text.",
        [
          .plain("(varbinary) -> varchar") { (arguments) throws(QueryError) in
            .varchar(Text(bytes: encoding.encode(try arguments.bytes(0))))
          }
        ]
      ),
      decoder("from_\(encoding.name)", "The bytes of \(encoding.name) text.", encoding.decode),
    ]
  }

  private static func decodeHex(_ text: [UInt8]) throws(QueryError) -> [UInt8] {
    guard text.count % 2 == 0 else {
      throw .invalidArgument("from_hex takes an even number of digits, not \(text.count)")
    }
    var out: [UInt8] = []
    out.reserveCapacity(text.count / 2)
    for index in stride(from: 0, to: text.count, by: 2) {
      guard let high = Hexadecimal.value(of: text[index]),
        let low = Hexadecimal.value(of: text[index + 1])
      else {
        throw .invalidArgument("from_hex met what is no digit at character \(index + 1) or behind")
      }
      out.append(high << 4 | low)
    }
    return out
  }

  // MARK: Numbers

  private static let numbers: [ScalarFunction] = [
    ScalarFunction(
      "to_big_endian_32",
      "An integer as four bytes.",
      [
        .plain("(integer) -> varbinary") { (arguments) throws(QueryError) in
          let value = Int32(truncatingIfNeeded: try arguments.integer(0))
          return .varbinary(MerkleDamgard.bytes(value, isBigEndian: true))
        }
      ]
    ),
    ScalarFunction(
      "to_big_endian_64",
      "A bigint as eight bytes.",
      [
        .plain("(bigint) -> varbinary") { (arguments) throws(QueryError) in
          .varbinary(MerkleDamgard.bytes(try arguments.integer(0), isBigEndian: true))
        }
      ]
    ),
    ScalarFunction(
      "to_ieee754_32",
      "A real as four bytes.",
      [
        .plain("(real) -> varbinary") { (arguments) throws(QueryError) in
          let value = Float(try arguments.double(0))
          return .varbinary(MerkleDamgard.bytes(value.bitPattern, isBigEndian: true))
        }
      ]
    ),
    ScalarFunction(
      "to_ieee754_64",
      "A double as eight bytes.",
      [
        .plain("(double) -> varbinary") { (arguments) throws(QueryError) in
          .varbinary(
            MerkleDamgard.bytes(try arguments.double(0).bitPattern, isBigEndian: true)
          )
        }
      ]
    ),
    fromBytes("from_big_endian_32", "integer", 4) { (word: UInt32) in
      .bigint(Int64(Int32(bitPattern: word)))
    },
    fromBytes("from_big_endian_64", "bigint", 8) { (word: UInt64) in
      .bigint(Int64(bitPattern: word))
    },
    fromBytes("from_ieee754_32", "real", 4) { (word: UInt32) in .real(Float(bitPattern: word)) },
    fromBytes("from_ieee754_64", "double", 8) { (word: UInt64) in
      .double(Double(bitPattern: word))
    },
  ]

  private static func fromBytes<Word: FixedWidthInteger & Sendable>(
    _ name: String,
    _ type: String,
    _ count: Int,
    _ make: @escaping @Sendable (Word) -> Value
  ) -> ScalarFunction {
    ScalarFunction(
      name,
      "The \(type) that \(count) bytes hold.",
      [
        .plain(Signature("(varbinary) -> \(type)")) { (arguments) throws(QueryError) in
          let bytes = try arguments.bytes(0)
          guard bytes.count == count else {
            throw .invalidArgument("\(name) takes \(count) bytes, not \(bytes.count)")
          }
          return make(MerkleDamgard.words(bytes[...], isBigEndian: true)[0])
        }
      ]
    )
  }
}
