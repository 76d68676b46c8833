// SPDX-License-Identifier: Apache-2.0
import Queries

/// What `explain` prints: the columns of the answer with their types, then the plan.
enum PlanText {
  /// What of a plan is asked for.
  enum Form: String, Sendable, CaseIterable {
    case logical
    /// The work as it is done: what rides on the scan, and what is done with the rows it leaves.
    case distributed, physical
    /// Only whether the query can be run.
    case validate

    /// The form an EXPLAIN asks for.
    init(_ explain: ExplainStatement) throws(QueryError) {
      if let format = explain.options["format"], format != "text" {
        throw QueryError(
          .notSupported,
          "EXPLAIN (FORMAT \(format.uppercased())) is not supported",
          hint: "a plan is printed as text",
          at: explain.range
        )
      }
      let type = explain.options["type"] ?? Form.logical.rawValue
      guard let form = Form(rawValue: type) else {
        throw QueryError(
          .notSupported,
          "EXPLAIN (TYPE \(type.uppercased())) is not supported",
          hint: "the types are LOGICAL, PHYSICAL, DISTRIBUTED and VALIDATE",
          at: explain.range
        )
      }
      self = form
    }
  }

  static func text(of query: CompiledQuery, _ form: Form = .logical) -> String {
    if form == .validate { return "Valid\ntrue" }
    let columns = query.columns.map { "  \($0.name) \($0.type)" }
    let plan = form == .logical ? query.plan.explained() : query.explainedPhysically()
    return (["Columns"] + columns + ["Plan", plan]).joined(separator: "\n")
  }
}
