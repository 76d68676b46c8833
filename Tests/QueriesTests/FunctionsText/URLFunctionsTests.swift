// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

/// Expected results are the documentation's and what Java's URI class gives for these texts.
@Suite struct URLFunctionsTests {
  @Test(arguments: [
    Example("url_extract_protocol", ["http://localhost:8080/req_path"], "http"),
    Example("url_extract_protocol", ["ftp://path/file"], "ftp"),
    Example("url_extract_protocol", ["/only/path"], ""),
    Example("url_extract_host", ["https://127.0.0.1:8080/req_path"], "127.0.0.1"),
    Example("url_extract_host", ["http://[::1]:80/"], "[::1]"),
    Example("url_extract_host", ["mailto:a@b.c"], ""),
    // Underscores are in no host name.
    Example("url_extract_host", ["http://a_b/"], ""),
    Example("url_extract_port", ["http://localhost:8080/"], 8080),
    Example("url_extract_port", ["http://localhost/"], nil),
    Example("url_extract_port", ["http://localhost:/"], nil),
    Example("url_extract_path", ["file:///etc/passwd"], "/etc/passwd"),
    Example("url_extract_path", ["http://a"], ""),
    Example("url_extract_query", ["http://a/?x=1"], "x=1"),
    Example("url_extract_query", ["http://a/"], ""),
    Example("url_extract_fragment", ["http://a/#"], ""),
    Example("url_extract_host", ["http://a b/"], nil),
    Example("url_extract_path", ["http://a/|"], nil),
    Example("url_extract_path", ["http://a/%zz"], nil),
    Example("url_extract_path", ["http://a/ü"], "/ü"),
    Example("url_extract_protocol", [":foo"], nil),
    Example("url_extract_protocol", ["http:"], nil),
    Example("url_extract_path", [""], ""),
    Example("url_extract_parameter", ["http://a/?k1=v1&k2=v2&k1&k3#f", "k1"], "v1"),
    Example("url_extract_parameter", ["http://a/?k1=v1&k2=v2&k1&k3#f", "k3"], ""),
    Example("url_extract_parameter", ["http://a/?k1=v1", "k9"], nil),
    Example("url_extract_parameter", ["http://a/", "k1"], nil),
    Example("url_extract_parameter", ["not a url", "k1"], nil),
    Example("url_encode", ["a b&c=ü"], "a+b%26c%3D%C3%BC"),
    Example("url_encode", ["A-z_0.9*~"], "A-z_0.9*%7E"),
    Example("url_decode", ["a+b%26c%3D%C3%BC"], "a b&c=ü"),
    Example("url_decode", ["%FF"], "\u{FFFD}"),
    Example("url_decode", ["100%"], failsWith: "'100%'"),
    Example("url_decode", ["%zz"], failsWith: "'%'"),
  ])
  func takesURLsApart(_ example: Example) throws { try example.check() }

  @Test(arguments: [
    Example("url_extract_protocol", [.whole], "https"),
    Example("url_extract_host", [.whole], "example.com"),
    Example("url_extract_port", [.whole], 8443),
    Example("url_extract_path", [.whole], "/a b/c"),
    Example("url_extract_query", [.whole], "k1=v1&k2=a+b&"),
    Example("url_extract_fragment", [.whole], "f!"),
    Example("url_extract_parameter", [.whole, "k2"], "a b&"),
  ])
  func decodesTheParts(_ example: Example) throws { try example.check() }
}

extension Argument {
  fileprivate static let whole: Argument =
    "https://user@example.com:8443/a%20b/c?k1=v1&k2=a+b%26#f%21"
}
