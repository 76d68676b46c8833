// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// The functions over IP addresses and networks.
///
/// `contains` is Athena's. The others are Presto's, where networks have a type of their own: here
/// they are text, and they may be written with any address inside.
enum NetworkFunctions {
  static let all: [ScalarFunction] = [
    ScalarFunction(
      "contains",
      "Whether an address lies in a network.",
      [
        networkOverload("(varchar, ipaddress) -> boolean", allowsHostBits: false) {
          (network, arguments) throws(QueryError) in
          .boolean(network.contains(try arguments.bytes(1)))
        }
      ]
    ),
    ScalarFunction(
      "ip_prefix",
      "The network of an address and a number of bits (not in Athena).",
      [
        .plain("(ipaddress, bigint) -> varchar") { (arguments) throws(QueryError) in
          let network = try NetworkPrefix(
            address: try arguments.bytes(0),
            bitCount: try arguments.integer(1)
          )
          return .text(network.text)
        },
        .plain("(varchar, bigint) -> varchar") { (arguments) throws(QueryError) in
          let text = try arguments.text(0)
          guard let address = AddressNumeral.ipAddress(text.bytes) else {
            throw .invalidArgument("invalid IP address \(text.quotedExcerpt)")
          }
          let network = try NetworkPrefix(address: address, bitCount: try arguments.integer(1))
          return .text(network.text)
        },
      ]
    ),
    ScalarFunction(
      "ip_subnet_min",
      "The first address of a network (not in Athena).",
      [
        networkOverload("(varchar) -> ipaddress", allowsHostBits: true) { network, _ in
          .ipaddress(network.first)
        }
      ]
    ),
    ScalarFunction(
      "ip_subnet_max",
      "The last address of a network (not in Athena).",
      [
        networkOverload("(varchar) -> ipaddress", allowsHostBits: true) { network, _ in
          .ipaddress(network.last)
        }
      ]
    ),
    ScalarFunction(
      "ip_subnet_range",
      "The first and the last address of a network (not in Athena).",
      [
        networkOverload("(varchar) -> array(ipaddress)", allowsHostBits: true) { network, _ in
          .array([.ipaddress(network.first), .ipaddress(network.last)])
        }
      ]
    ),
    ScalarFunction(
      "is_subnet_of",
      "Whether an address or a network lies in a network (not in Athena).",
      [
        networkOverload("(varchar, ipaddress) -> boolean", allowsHostBits: true) {
          (network, arguments) throws(QueryError) in
          .boolean(network.contains(try arguments.bytes(1)))
        },
        networkOverload("(varchar, varchar) -> boolean", allowsHostBits: true) {
          (network, arguments) throws(QueryError) in
          let other = try NetworkPrefix(try arguments.text(1), allowsHostBits: true)
          return .boolean(network.contains(other))
        },
      ]
    ),
  ]

  private static func networkOverload(
    _ signature: Signature,
    allowsHostBits: Bool,
    _ body: @escaping @Sendable (NetworkPrefix, ArgumentReader) throws(QueryError) -> Value
  ) -> ScalarOverload {
    .prepared(
      signature,
      argument: 0,
      prepare: { (network) throws(QueryError) in
        try NetworkPrefix(try ArgumentReader([network]).text(0), allowsHostBits: allowsHostBits)
      },
      body
    )
  }
}
