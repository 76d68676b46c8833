// SPDX-License-Identifier: Apache-2.0

/// Every function, by family; adding one touches its family's file, adding a family this list.
package enum FunctionCatalogue {
  package static let scalars: [ScalarFunction] = [
    OperatorFunctions.all,
    MathFunctions.all,
    TimeFunctions.all,
    ArrayFunctions.all,
    MapFunctions.all,
    StringFunctions.all,
    SearchFunctions.all,
    RegexpFunctions.all,
    JSONFunctions.all,
    SQLJSONFunctions.all,
    SQLJSONConstructors.all,
    URLFunctions.all,
    BinaryFunctions.all,
    NetworkFunctions.all,
    UUIDFunctions.all,
    ConversionFunctions.all,
  ].flatMap { $0 }

  package static let aggregates: [AggregateFunction] = AggregateFunctions.all

  /// What only the grammar calls, for clauses between arguments; their names begin with `$`.
  static let scalarForms: [ScalarFunction] =
    SQLJSONFunctions.forms + SQLJSONConstructors.forms + JSONFunctions.forms + TimeFunctions.forms
  static let aggregateForms: [AggregateFunction] = ListAggregates.forms
}
