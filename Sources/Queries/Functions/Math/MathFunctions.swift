// SPDX-License-Identifier: Apache-2.0

/// The functions of numbers.
package enum MathFunctions {
  package static let all: [ScalarFunction] =
    SignFunctions.all + RoundingFunctions.all + FloatingFunctions.all + BitwiseFunctions.all
    + BaseFunctions.all + BucketFunctions.all + RandomFunctions.all + VectorFunctions.all
    + ExtremeFunctions.all
}
