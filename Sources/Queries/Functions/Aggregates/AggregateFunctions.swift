// SPDX-License-Identifier: Apache-2.0

/// The aggregate functions, by family.
package enum AggregateFunctions {
  package static let all: [AggregateFunction] =
    CountAggregates.all + SumAggregates.all + ExtremeAggregates.all + ListAggregates.all
    + MapAggregates.all + LogicAggregates.all + PercentileAggregates.all + MomentAggregates.all
    + PairAggregates.all + [ChecksumAggregate.function]
}
