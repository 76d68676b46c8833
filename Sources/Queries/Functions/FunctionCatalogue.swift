// SPDX-License-Identifier: Apache-2.0

/// Every function, by family; adding one touches its family's file, adding a family this list.
package enum FunctionCatalogue {
  package static let scalars: [ScalarFunction] = OperatorFunctions.all

  package static let aggregates: [AggregateFunction] = AggregateFunctions.all
}
