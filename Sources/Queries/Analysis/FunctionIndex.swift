// SPDX-License-Identifier: Apache-2.0

/// The functions by every name they have, with their signatures parsed once.
struct FunctionIndex: Sendable {
  struct Scalar: Sendable {
    let name: String
    let overloads: [(pattern: SignaturePattern, overload: ScalarOverload)]
  }

  struct Aggregate: Sendable {
    let name: String
    let overloads: [(pattern: SignaturePattern, overload: AggregateOverload)]
  }

  static let shared = FunctionIndex(
    scalars: FunctionCatalogue.scalars + FunctionCatalogue.scalarForms,
    aggregates: FunctionCatalogue.aggregates + FunctionCatalogue.aggregateForms
  )

  let scalars: [String: Scalar]
  let aggregates: [String: Aggregate]

  private init(scalars: [ScalarFunction], aggregates: [AggregateFunction]) {
    var byName: [String: Scalar] = [:]
    for function in scalars {
      let overloads = function.overloads.compactMap { overload in
        SignatureParser.parse(overload.signature).map { ($0, overload) }
      }
      for name in [function.name] + function.aliases {
        // A family may add overloads to a name that another family has.
        let known = byName[name]?.overloads ?? []
        byName[name] = Scalar(name: function.name, overloads: known + overloads)
      }
    }
    self.scalars = byName
    var aggregatesByName: [String: Aggregate] = [:]
    for function in aggregates {
      let overloads = function.overloads.compactMap { overload in
        SignatureParser.parse(overload.signature).map { ($0, overload) }
      }
      for name in [function.name] + function.aliases {
        aggregatesByName[name] = Aggregate(name: function.name, overloads: overloads)
      }
    }
    self.aggregates = aggregatesByName
  }
}

extension FunctionCatalogue {
  /// Signatures that do not follow the grammar, which no call can reach; for tests.
  package static var malformedSignatures: [String] {
    let texts =
      (scalars + scalarForms).flatMap { $0.overloads.map(\.signature.text) }
      + (aggregates + aggregateForms).flatMap { $0.overloads.map(\.signature.text) }
    return texts.filter { SignatureParser.parse(Signature($0)) == nil }
  }
}
