// SPDX-License-Identifier: Apache-2.0

/// Numbers that look random and are the same for the same seed on every machine.
///
/// - Source: Steele, Lea, Flood: Fast splittable pseudorandom number generators (SplitMix64).
struct SeededRandom {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  /// A stream of its own for each list of parts, so that what is drawn for one thing does not move
  /// what is drawn for another.
  init(seed: UInt64, _ parts: Int...) {
    var mixed = seed
    for part in parts {
      mixed = Self.mix(mixed &+ UInt64(truncatingIfNeeded: part) &* 0x9E37_79B9_7F4A_7C15)
    }
    state = mixed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mix(state)
  }

  /// A number from 0 to `bound` - 1.
  mutating func below(_ bound: Int) -> Int {
    Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A number from 0 up to 1.
  mutating func fraction() -> Double {
    Double(next() >> 11) / Double(1 << 53)
  }

  /// True in a share of cases.
  mutating func chance(_ share: Double) -> Bool {
    fraction() < share
  }

  mutating func element<T>(_ values: [T]) -> T {
    values[below(values.count)]
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var mixed = value
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Indices drawn by weight.
struct WeightedChoice {
  private let sums: [Double]

  init(_ weights: [Double]) {
    var sum = 0.0
    sums = weights.map { weight in
      sum += weight
      return sum
    }
  }

  func draw(_ random: inout SeededRandom) -> Int {
    let point = random.fraction() * (sums.last ?? 0)
    var low = 0
    var high = sums.count - 1
    while low < high {
      let middle = (low + high) / 2
      if sums[middle] > point { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
