// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

/// Digests are compared with Python's hashlib, hmac and zlib, encodings with RFC 4648.
@Suite struct BinaryFunctionsTests {
  @Test(arguments: [
    Example("md5", [.utf8("")], .hex("d41d8cd98f00b204e9800998ecf8427e")),
    Example("md5", [.utf8("hello")], .hex("5d41402abc4b2a76b9719d911017c592")),
    Example("sha1", [.utf8("abc")], .hex("a9993e364706816aba3e25717850c26c9cd0d89d")),
    Example(
      "sha256",
      [.utf8("hello")],
      .hex("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824")
    ),
    Example("xxhash64", [.utf8("")], .hex("EF46DB3751D8E999")),
    Example("xxhash64", [.utf8("a")], .hex("D24EC4F1A98C6E5B")),
    Example("xxhash64", [.utf8("abc")], .hex("44BC2CF5AD770999")),
    Example("xxhash64", [.utf8("hashme")], .hex("F9D96E0E1165E892")),
    Example(
      "xxhash64",
      [.utf8("Nobody inspects the spammish repetition")],
      .hex("FBCEA83C8A378BF1")
    ),
    Example("crc32", [.utf8("123456789")], 0xCBF4_3926),
    Example("crc32", [.utf8("")], 0),
  ])
  func digests(_ example: Example) throws { try example.check() }

  /// A chain over messages of every length up to 299, each with the digest before it in front:
  /// `acc = hash(acc + message[:n])`, message bytes `(i * 7 + 3) & 0xff`.
  @Test(arguments: [
    ("md5", "57b9160ddadb76347d6892b6eddd5150"),
    ("sha1", "21065f6d9595ce217474ea4a264f39eb38dd2348"),
    ("sha256", "9f39bd485eedcc5fab126d9a93ba2963420fb57508216c8e0af3e82dda9c633c"),
    (
      "sha512",
      "ce1c9e50a37b37072ccd78438280351bbeb39bd0b7773b605e4d42d0e1775da6"
        + "8aa94abc7449a21919b30a24f864729486d2003a102981908208d8e590bddc79"
    ),
  ])
  func digestsEveryLength(name: String, expected: String) throws {
    var accumulated = Value.varbinary([])
    for count in 0..<300 {
      let input = bytes(accumulated) + Self.message.prefix(count)
      accumulated = try Functions.call(name, [.bytes(input)])
    }
    #expect(accumulated == Argument.hex(expected).value)
  }

  /// `acc = hmac(key: message[:n], acc + message[:n])` for every seventh length.
  @Test(arguments: [
    ("hmac_md5", "ec97d9ae4a593869cbb9c35cef221f75"),
    ("hmac_sha1", "cbe8953afb9e2e3aee39da96de0067b95ecd6b01"),
    ("hmac_sha256", "d470cb0ce7f7157e555f9b032233edc6e0a30b89cc7c79be7e27461fbc4e4ef4"),
    (
      "hmac_sha512",
      "3484ff72100a1d6674a781c4bd620735c0b7465d933a37261bdabb086fcbb286"
        + "a74624f95f55f11a32c2d3232f4a9a6e14bd9c35b56d54895dab29549ced448a"
    ),
  ])
  func authenticatesEveryLength(name: String, expected: String) throws {
    var accumulated = Value.varbinary([])
    for count in stride(from: 0, to: 300, by: 7) {
      let part = Array(Self.message.prefix(count))
      accumulated = try Functions.call(
        name,
        [.bytes(bytes(accumulated) + part), .bytes(part)]
      )
    }
    #expect(accumulated == Argument.hex(expected).value)
  }

  private static let message = (0..<300).map { UInt8(($0 * 7 + 3) & 0xFF) }

  private func bytes(_ value: Value) -> [UInt8] {
    if case .varbinary(let bytes) = value { bytes } else { [] }
  }

  @Test(arguments: [
    Example("to_hex", [.bytes([0, 0xAB, 0xFF])], "00ABFF"),
    Example("from_hex", ["00abFF"], .bytes([0, 0xAB, 0xFF])),
    Example("from_hex", [.utf8("ff")], .bytes([0xFF])),
    Example("from_hex", ["0"], failsWith: "even number"),
    Example("from_hex", ["0g"], failsWith: "character 1"),
    Example("to_base64", [.utf8("")], ""),
    Example("to_base64", [.utf8("f")], "Zg=="),
    Example("to_base64", [.utf8("fo")], "Zm8="),
    Example("to_base64", [.utf8("foobar")], "Zm9vYmFy"),
    Example("from_base64", ["Zm8="], .utf8("fo")),
    Example("from_base64", ["Zm8"], .utf8("fo")),
    Example("from_base64", [.utf8("Zm9vYmFy")], .utf8("foobar")),
    Example("from_base64", ["Zm8=="], failsWith: "padding"),
    Example("from_base64", ["Zm9v=A=="], failsWith: "padding"),
    Example("from_base64", ["Z"], failsWith: "too short"),
    Example("from_base64", ["Zm-v"], failsWith: "character 3"),
    Example("to_base64url", [.bytes([0xFB, 0xFF])], "-_8="),
    Example("to_base64", [.bytes([0xFB, 0xFF])], "+/8="),
    Example("from_base64url", ["-_8="], .bytes([0xFB, 0xFF])),
    Example("to_base32", [.utf8("foobar")], "MZXW6YTBOI======"),
    Example("to_base32", [.utf8("fo")], "MZXQ===="),
    Example("from_base32", ["MZXW6YTBOI======"], .utf8("foobar")),
    Example("from_base32", ["MZXQ"], .utf8("fo")),
    Example("from_base32", ["M"], failsWith: "too short"),
    Example("from_base32", ["mzxq"], failsWith: "character 1"),
  ])
  func encodes(_ example: Example) throws { try example.check() }

  @Test(arguments: [
    Example("to_big_endian_64", [-2], .hex("FFFFFFFFFFFFFFFE")),
    Example("from_big_endian_64", [.hex("FFFFFFFFFFFFFFFE")], -2),
    Example("to_big_endian_32", [-2], .hex("FFFFFFFE")),
    Example("from_big_endian_32", [.hex("FFFFFFFE")], -2),
    Example("from_big_endian_32", [.hex("00")], failsWith: "takes 4 bytes, not 1"),
    Example("to_ieee754_64", [1.5], .hex("3FF8000000000000")),
    Example("from_ieee754_64", [.hex("3FF8000000000000")], 1.5),
    Example("to_ieee754_32", [.real(1.5)], .hex("3FC00000")),
    Example("from_ieee754_32", [.hex("3FC00000")], .real(1.5)),
  ])
  func packsNumbers(_ example: Example) throws { try example.check() }
}
