// SPDX-License-Identifier: Apache-2.0
private import Columns

extension CompiledQuery {
  /// The work as it is done: the pipelines that ride on the scan, then what is done with their rows.
  package func explainedPhysically() -> String {
    PhysicalPlanner.plan(plan).explained(nil).joined(separator: "\n")
  }

  /// The same with what was measured while the query ran.
  package func explainedAnalyzed(_ result: QueryResult) -> String {
    (PhysicalPlanner.plan(plan).explained(result.profile) + [
      "Times are of a steady clock around each part's work, added over the threads that did it;",
      "reading, inflating and parsing the logs is shared by all queries and not in them",
    ]).joined(separator: "\n")
  }
}

extension PhysicalQuery {
  /// The lines of EXPLAIN; with a profile, what was measured stands behind each part.
  fileprivate func explained(_ profile: QueryProfile?) -> [String] {
    var lines: [String] = []
    for (number, scan) in scans.enumerated() {
      let measured = profile.flatMap {
        $0.pipelines.indices.contains(number) ? $0.pipelines[number] : nil
      }
      let names = scan.columns.map(\.shownName).joined(separator: ", ")
      lines.append("Scan \(number + 1): \(names.isEmpty ? "no columns" : names)")
      if let measured {
        lines[lines.count - 1] +=
          " [\(measured.scannedRowCount) rows scanned, \(measured.matchedRowCount) matched]"
      }
      for (place, text) in (scan.pipeline.stages.map(\.shown) + [scan.pipeline.sink.shown])
        .enumerated()
      {
        lines.append("  " + text + Self.shown(measured, place, scan.pipeline.stages.count))
      }
    }
    return lines + root.explained(profile?.steps, 0)
  }

  /// What a stage gave and took; of the sink, the rows of the merged sinks of all threads.
  private static func shown(
    _ measured: QueryProfile.Pipeline?,
    _ place: Int,
    _ sinkPlace: Int
  ) -> String {
    guard let measured, measured.stages.indices.contains(place) else { return "" }
    let stage = measured.stages[place]
    let rowCount = place == sinkPlace ? measured.resultRowCount : stage.rowCount
    return " [\(rowCount) rows, \(shown(stage.time))]"
  }

  /// Milliseconds with three places.
  fileprivate static func shown(_ time: Duration) -> String {
    let microseconds =
      time.components.seconds * 1_000_000
      + time.components.attoseconds / 1_000_000_000_000
    let fraction = String(microseconds % 1000)
    return "\(microseconds / 1000)."
      + String(repeating: "0", count: 3 - fraction.utf8.count) + fraction + " ms"
  }
}

extension PhysicalPlan {
  /// The left input before the right one.
  fileprivate var inputs: [PhysicalPlan] {
    switch self {
    case .scanned, .values: []
    case .pipeline(let input, _), .limit(let input, _, _), .window(let input, _):
      [input]
    case .join(let left, let right, _), .semiJoin(let left, let right, _, _),
      .apply(let left, let right, _), .setOperation(_, _, let left, let right):
      [left, right]
    }
  }

  /// How many operators there are, with this one.
  var stepCount: Int { inputs.reduce(1) { $0 + $1.stepCount } }

  fileprivate func explained(_ steps: [QueryProfile.Step]?, _ number: Int) -> [String] {
    var lines = [shown + measured(steps, number)]
    var next = number + 1
    for (index, input) in inputs.enumerated() {
      let isLast = index == inputs.count - 1
      for (place, line) in input.explained(steps, next).enumerated() {
        lines.append((place == 0 ? (isLast ? "└─ " : "├─ ") : (isLast ? "   " : "│  ")) + line)
      }
      next += input.stepCount
    }
    return lines
  }

  /// Rows and the time of the operator itself, without its inputs.
  private func measured(_ steps: [QueryProfile.Step]?, _ number: Int) -> String {
    guard let steps, steps.indices.contains(number) else { return "" }
    let step = steps[number]
    var own = step.time
    var next = number + 1
    for input in inputs {
      if steps.indices.contains(next) { own -= steps[next].time }
      next += input.stepCount
    }
    let runs = step.runCount == 1 ? "" : ", \(step.runCount) runs"
    return " [\(step.rowCount) rows, \(PhysicalQuery.shown(max(own, .zero)))\(runs)]"
  }

  private var shown: String {
    switch self {
    case .scanned(let number): "Rows of scan \(number + 1)"
    case .values(let rows, _): "Values: \(PipelineStage.counted(rows.count, "row"))"
    case .pipeline(_, let pipeline):
      (pipeline.stages.map(\.shown) + [pipeline.sink.shown]).joined(separator: ", then ")
    case .limit(_, let offset, let count):
      "Limit: \(count.map(String.init) ?? "all")" + (offset > 0 ? " from \(offset)" : "")
    case .window(_, let calls): "Window: \(PipelineStage.counted(calls.count, "call"))"
    case .join(_, _, let join):
      "\(join.keys.isEmpty ? "Nested-loop" : "Hash") join \(join.kind)"
    case .semiJoin(_, _, _, let isAnti): isAnti ? "Anti-join" : "Semi-join"
    case .apply(_, _, let apply):
      "Apply" + (apply.bindings.isEmpty ? "" : ": for each of the left side's values")
    case .setOperation(let operation, let isAll, _, _): operation.name + (isAll ? " ALL" : "")
    }
  }
}

extension PipelineStage {
  fileprivate var shown: String {
    switch self {
    case .filter(let conditions): "Filter: \(Self.counted(conditions.count, "condition"))"
    case .project(let expressions): "Project: \(Self.counted(expressions.count, "column"))"
    case .unnest(let plan): "Unnest: \(Self.counted(plan.collections.count, "collection"))"
    case .join(let join): "Lookup join: \(Self.counted(join.right.rowCount, "known row"))"
    }
  }

  fileprivate static func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}

extension SinkPlan {
  fileprivate var shown: String {
    switch self {
    case .collect: "Collect"
    case .limit(_, let count): "Limit: \(count)"
    case .topN(_, let keys, let count, _):
      "TopN: \(count) by \(PipelineStage.counted(keys.count, "key"))"
    case .sort(_, let keys): "Sort: \(PipelineStage.counted(keys.count, "key"))"
    case .aggregate(let plan):
      "Aggregate: \(PipelineStage.counted(plan.aggregates.count, "aggregate")) by "
        + PipelineStage.counted(plan.keys.count, "key")
    }
  }
}

extension ScanColumn {
  fileprivate var shownName: String {
    switch origin {
    case .record(let path):
      (path.isEmpty ? "the whole record" : path.joined(separator: "."))
        + (prefixLength.map { " to \($0)" } ?? "")
    case .partition(let name): "path part \(name)"
    case .path: "\"$path\""
    }
  }
}
