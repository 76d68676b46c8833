// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

/// Expected results are the documentation's: of `contains` Trino's, of the others Presto's
/// (prestodb.io/docs/current/functions/ip.html).
@Suite struct NetworkFunctionsTests {
  @Test(arguments: [
    Example("contains", ["10.0.0.0/8", .ip("10.255.255.255")], true),
    Example("contains", ["10.0.0.0/8", .ip("11.255.255.255")], false),
    Example("contains", ["0.0.0.0/0", .ip("1.2.3.4")], true),
    Example("contains", ["1.2.3.4/32", .ip("1.2.3.4")], true),
    Example("contains", ["192.168.0.128/25", .ip("192.168.0.127")], false),
    Example(
      "contains",
      ["2001:0db8:0:0:0:ff00:0042:8329/128", .ip("2001:0db8:0:0:0:ff00:0042:8329")],
      true
    ),
    Example(
      "contains",
      ["2001:0db8:0:0:0:ff00:0042:8329/128", .ip("2001:0db8:0:0:0:ff00:0042:8328")],
      false
    ),
    // Addresses of the other family are in no network.
    Example("contains", ["::/0", .ip("1.2.3.4")], false),
    Example("contains", ["0.0.0.0/0", .ip("::1")], false),
    Example("contains", ["10.0.0.1/8", .ip("10.0.0.1")], failsWith: "use 10.0.0.0/8"),
    Example("contains", ["10.0.0.0", .ip("10.0.0.1")], failsWith: "like 10.0.0.0/8"),
    Example("contains", ["10.0.0.0/33", .ip("10.0.0.1")], failsWith: "0 to 32"),
    Example("contains", ["10.0.0.0/-1", .ip("10.0.0.1")], failsWith: "0 to 32"),
    Example("contains", ["::/129", .ip("::1")], failsWith: "0 to 128"),
    Example("contains", ["x/8", .ip("10.0.0.1")], failsWith: "invalid network 'x/8'"),
    Example("ip_prefix", [.ip("192.168.255.255"), 9], "192.128.0.0/9"),
    Example("ip_prefix", ["192.168.255.255", 9], "192.128.0.0/9"),
    Example(
      "ip_prefix",
      [.ip("2001:0db8:85a3:0001:0001:8a2e:0370:7334"), 48],
      "2001:db8:85a3::/48"
    ),
    Example("ip_prefix", ["AWS Internal", 8], failsWith: "'AWS Internal'"),
    Example("ip_subnet_min", ["192.64.1.1/9"], .ip("192.0.0.0")),
    Example("ip_subnet_max", ["192.64.0.0/9"], .ip("192.127.255.255")),
    Example(
      "ip_subnet_max",
      ["2001:0db8:85a3:0001:0001:8a2e:0370:7334/48"],
      .ip("2001:db8:85a3:ffff:ffff:ffff:ffff:ffff")
    ),
    Example("ip_subnet_range", ["1.2.3.160/24"], [.ip("1.2.3.0"), .ip("1.2.3.255")]),
    Example("is_subnet_of", ["1.2.3.128/26", .ip("1.2.3.129")], true),
    Example("is_subnet_of", ["1.2.3.128/26", .ip("1.2.5.1")], false),
    Example("is_subnet_of", ["192.168.3.131/26", "192.168.3.144/30"], true),
    Example("is_subnet_of", ["64:ff9b::17/64", "64:ffff::17/64"], false),
    Example("is_subnet_of", ["192.168.3.144/30", "192.168.3.131/26"], false),
  ])
  func knowsNetworks(_ example: Example) throws { try example.check() }

  @Test func makesRandomUUIDsOfVersion4() throws {
    let first = try Functions.call("uuid", [])
    #expect(try Functions.call("uuid", []) != first)
    guard case .uuid(let bytes) = first else {
      Issue.record("\(first) is no UUID")
      return
    }
    #expect(bytes.count == 16 && bytes[6] >> 4 == 4 && bytes[8] >> 6 == 2)
    #expect(Functions.overloads("uuid").allSatisfy { !$0.isDeterministic })
  }
}
