// SPDX-License-Identifier: Apache-2.0
import Queries

/// What `explain` prints: the columns of the answer with their types, then the plan.
enum PlanText {
  static func text(of query: CompiledQuery) -> String {
    let columns = query.columns.map { "  \($0.name) \($0.type)" }
    return (["Columns"] + columns + ["Plan", query.plan.explained()]).joined(separator: "\n")
  }
}
