// SPDX-License-Identifier: Apache-2.0
import Columns
import Report
import Testing

/// Secrets in values of logs, by the rule of docs/security.md.
@Suite struct SecretMaskTests {
  private static let token = "IQoJb3JpZ2luX2Vj" + String(repeating: "Ab1+/", count: 20) + "=="

  /// Text, and the same with its secrets covered.
  static let covered: [(String, String)] = [
    // The answer of sts:AssumeRole, as CloudTrail wrote it in its documentation's example.
    (
      #"{"credentials":{"accessKeyId":"ASIAEXAMPLE","sessionToken":"\#(token)","expiration":"x"}}"#,
      #"{"credentials":{"accessKeyId":"ASIAEXAMPLE","sessionToken":"(masked)","expiration":"x"}}"#
    ),
    (#"{"secretAccessKey": "wJalrXUtnFEMI"}"#, #"{"secretAccessKey": "(masked)"}"#),
    (#"{"masterUserPassword" : "a\"b\\","x":1}"#, #"{"masterUserPassword" : "(masked)","x":1}"#),
    (#"{"pin_password":4711,"b":2}"#, #"{"pin_password":(masked),"b":2}"#),
    (#"{"DB_PASSWORD":"x y z"}"#, #"{"DB_PASSWORD":"(masked)"}"#),
    (#"{"new-password":"x y z"}"#, #"{"new-password":"(masked)"}"#),
    (#"{"secret":"x y z","b":"c"}"#, #"{"secret":"(masked)","b":"c"}"#),
    // JSON in a string of JSON, once and twice.
    (
      #"{"policy":"{\"clientSecret\":\"a\\\"b\",\"c\":\"d\"}"}"#,
      #"{"policy":"{\"clientSecret\":\"(masked)\",\"c\":\"d\"}"}"#
    ),
    (
      #"{"a":"{\"b\":\"{\\\"authToken\\\":\\\"x\\\",\\\"y\\\":1}\"}"}"#,
      #"{"a":"{\"b\":\"{\\\"authToken\\\":\\\"(masked)\\\",\\\"y\\\":1}\"}"}"#
    ),
    // A secret that is JSON itself.
    (#"{"secretString":"{\"user\":\"a\"}","b":1}"#, #"{"secretString":"(masked)","b":1}"#),
    // Cut off by CloudTrail.
    (#"{"privateKey":"abc"#, #"{"privateKey":"(masked)"#),
    // Lists of names and values.
    (
      #"[{"name":"DB_PASSWORD","value":"hunter2"},{"name":"HOST","value":"db"}]"#,
      #"[{"name":"DB_PASSWORD","value":"(masked)"},{"name":"HOST","value":"db"}]"#
    ),
    (
      #"{"parameterKey": "DBPassword", "parameterValue": "hunter2"}"#,
      #"{"parameterKey": "DBPassword", "parameterValue": "(masked)"}"#
    ),
    // Other text.
    ("{user=alice, password=hunter2, region=x}", "{user=alice, password=(masked), region=x}"),
    ("https://x/?X-Amz-Security-Token=abc&b=c", "https://x/?X-Amz-Security-Token=(masked)&b=c"),
    ("ALTER USER a SET password='it is' NOW", "ALTER USER a SET password='(masked)' NOW"),
    // Private keys.
    (
      "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\nrest",
      "(masked)\nrest"
    ),
    (
      #"{"body":"-----BEGIN PRIVATE KEY-----\nMII\n-----END PRIVATE KEY-----\n"}"#,
      #"{"body":"(masked)\n"}"#
    ),
    ("cut -----BEGIN ENCRYPTED PRIVATE KEY-----\nMII", "cut (masked)"),
    // A token by itself, as json_extract_scalar and json_extract give it.
    (token, "(masked)"), ("\"\(token)\"", "\"(masked)\""),
    (#"{"t":"\#(token)"}"#, #"{"t":"(masked)"}"#),
  ]

  @Test(arguments: covered)
  func coversSecrets(text: String, expected: String) throws {
    let found = try #require(SecretMask.covered(Text(text)))
    #expect(found.text.string == expected)
    #expect(found.count == 1)
    // What is covered stays so.
    #expect(SecretMask.covered(found.text) == nil)
  }

  static let untouched: [String] = [
    "", "password", "ListUsers", "2026-10-05T08:00:00Z", "arn:aws:iam::111122223333:user/alice",
    #"{"userName":"alice","passwordResetRequired":true}"#,
    #"{"password":"***"}"#, #"{"masterUserPassword":"****"}"#,
    #"{"password":"HIDDEN_DUE_TO_SECURITY_REASONS"}"#, #"{"changePassword":"true"}"#,
    #"{"password":null,"x":""}"#, #"{"password":""}"#, #"{"password":{"a":"b"}}"#,
    #"{"minimumPasswordLength":14,"passwordPolicy":"strict"}"#,
    #"{"nextToken":"abc","clientRequestToken":"def","tokenId":"x"}"#,
    #"{"keyId":"arn:aws:kms:x","accessKeyId":"AKIAEXAMPLE","publicKey":"ssh-rsa AAAA"}"#,
    #"{"secretId":"prod/db","secretArn":"arn:aws:secretsmanager:x"}"#,
    #"{"eventName":"ChangePassword","count":"3"}"#,
    "-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----",
    "-----BEGIN PUBLIC KEY-----\nMII\n-----END PUBLIC KEY-----",
    "IQoJb3JpZ2lu is how they begin", "a=b&c=d", "password=", "password=****",
  ]

  @Test(arguments: untouched)
  func leavesAllElse(text: String) {
    #expect(SecretMask.covered(Text(text)) == nil)
  }

  @Test func countsEverySecret() throws {
    let text = #"{"a":{"password":"x1"},"b":[{"sessionToken":"x2"},{"secretKey":"x3"}]}"#
    #expect(try #require(SecretMask.covered(Text(text))).count == 3)
  }

  /// Every way to cut a hostile text: no trap, and a cover for what is left of the secret.
  @Test func endsAnywhere() {
    let json = #"{"a":"{\"password\":\"x\\\"y\"}","name":"PASSWD","value":"v","b":"#
    let text = Array((json + #""-----BEGIN PRIVATE KEY-----"}"#).utf8)
    for start in text.indices {
      for end in start...text.count {
        _ = SecretMask.covered(Text(bytes: Array(text[start..<end])))
      }
    }
  }

  @Test(arguments: [
    ("sessionToken", true), ("SECRET_ACCESS_KEY", true), ("password", true), ("old-password", true),
    ("secret", true), ("SECRET", true), ("secrets", false), ("my_secret", false),
    ("passwordlastused", false), ("token", false), ("accesskeyid", false), ("", false),
    ("_", false),
  ])
  func knowsTellingNames(name: String, isSecret: Bool) {
    #expect(SecretMask.isSecretName(Array(name.utf8)[...]) == isSecret)
  }

  @Test(arguments: [("hunter2", true), ("", false), ("****", false), ("true", false)])
  func coversAValueByItsColumn(value: String, isCovered: Bool) {
    #expect(SecretMask.isSecretValue(Array(value.utf8).span) == isCovered)
  }
}
