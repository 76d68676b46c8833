// SPDX-License-Identifier: Apache-2.0
package import Columns

/// Finds secrets in values of logs, and covers them.
///
/// The rule stands in docs/security.md: values of telling names, in JSON, in JSON within JSON strings,
/// in `name=value` and in lists of names and values; private keys; AWS session tokens. It covers too
/// little rather than too much, since what is covered is evidence as well.
package enum SecretMask {
  /// What stands in the place of a secret.
  package static let cover = "(masked)"

  /// Covers the secrets in a text.
  ///
  /// - Returns: the text with covers and their number; nil where there is no secret.
  /// - Complexity: O(n); nothing is copied where no name, sign or token can begin a secret.
  package static func covered(_ text: Span<UInt8>) -> (bytes: [UInt8], count: Int)? {
    guard text.count > 8 else { return nil }
    let signs = signs
    var scanner: SecretScanner?
    var result: [UInt8] = []
    var count = 0
    var copied = 0
    var index = 0
    var place: SecretScanner.Place? = signs.mayBeToken(text, from: 0) ? .start : nil
    while true {
      if let found = place {
        let looking = scanner ?? SecretScanner(bytes: Text(copying: text).bytes)
        scanner = looking
        if let secret = looking.secret(found), secret.lowerBound >= copied {
          result += looking.bytes[copied..<secret.lowerBound]
          result += cover.utf8
          copied = secret.upperBound
          index = secret.upperBound
          count += 1
        } else if case .start = found {
          index = 0
        } else {
          index += 1
        }
      }
      guard let next = signs.next(in: text, from: &index) else { break }
      place = next
    }
    guard count > 0, let scanner else { return nil }
    result += scanner.bytes[copied...]
    return (result, count)
  }

  /// Covers the secrets in a text.
  package static func covered(_ text: Text) -> (text: Text, count: Int)? {
    covered(text.bytes.span).map { (Text(bytes: $0.bytes), $0.count) }
  }

  /// Whether a value with a telling name of its own, as a column's, tells something: it is not empty,
  /// no truth value, and not hidden already.
  package static func isSecretValue(_ value: Span<UInt8>) -> Bool {
    SecretScanner(bytes: Text(copying: value).bytes).isSecretValue(0..<value.count)
  }

  /// Whether a name says that its value is a secret: by its end, without `-` and `_`, in any case.
  package static func isSecretName(_ name: ArraySlice<UInt8>) -> Bool {
    guard let tail = SecretSigns.tail(name.span, before: name.count),
      let endings = endingsByTail[tail]
    else { return false }
    return endings.contains { hasEnding(name, $0) } || isExactly(name, "secret")
  }

  private static let endings: [[UInt8]] = [
    "password", "passwd", "passphrase", "secretkey", "secretaccesskey", "clientsecret", "appsecret",
    "apisecret", "sharedsecret", "presharedkey", "privatekey", "keymaterial",
    "encryptioncustomerkey", "sessiontoken", "securitytoken", "authtoken", "accesstoken",
    "refreshtoken", "bearertoken", "webidentitytoken", "samlassertion", "secretstring",
    "secretbinary",
  ].map { Array($0.utf8) }

  /// By their last four letters, as `SecretSigns` gives them; `secret` is told apart.
  private static let endingsByTail: [UInt32: [[UInt8]]] = {
    var byTail = Dictionary(grouping: endings) {
      SecretSigns.tail($0.span, before: $0.count) ?? 0
    }
    let secret = Array("secret".utf8)
    byTail[SecretSigns.tail(secret.span, before: secret.count) ?? 0, default: []] += []
    return byTail
  }()

  private static let signs = SecretSigns(
    tails: (endings + ["secret", "value"].map { Array($0.utf8) }).compactMap {
      SecretSigns.tail($0.span, before: $0.count)
    }
  )

  private static func hasEnding(
    _ name: some BidirectionalCollection<UInt8>,
    _ ending: [UInt8]
  ) -> Bool {
    var rest = ending[...]
    for byte in name.reversed() where byte != UInt8(ascii: "-") && byte != UInt8(ascii: "_") {
      guard let wanted = rest.last else { return true }
      guard byte | 0x20 == wanted else { return false }
      rest = rest.dropLast()
    }
    return rest.isEmpty
  }

  private static func isExactly(
    _ name: some BidirectionalCollection<UInt8>,
    _ word: String
  ) -> Bool {
    name.elementsEqual(word.utf8) { $0 | 0x20 == $1 }
  }
}
