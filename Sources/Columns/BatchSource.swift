// SPDX-License-Identifier: Apache-2.0

/// Rows that can be read once, in units that workers take independently of each other.
///
/// A source answers for the columns that were asked for when it was made, in that order. The units
/// are numbered in the order their rows have in a result.
public protocol BatchSource: Sendable {
  associatedtype Reader: BatchReader

  /// All units, in the order in which workers have to take them: one that is taken must be read at
  /// once, since reading a later one may wait for it.
  var schedule: [Int] { get }

  /// The values that the columns asked for have in every row of a unit, as far as that is known
  /// before it is read: of `partition` and `path` columns always; nil for all others.
  func knownValues(ofUnit unit: Int) -> [Value?]

  /// Makes the reader of one worker; it owns its buffers and dictionaries.
  func makeReader() -> Reader
}

/// Reads units for one worker.
public protocol BatchReader {
  /// What one worker read: plain values, merged after the last unit.
  associatedtype Findings: Sendable

  /// Reads one unit and hands over its rows, batch by batch, in order.
  ///
  /// Trouble with the input is no error: it is kept and told by `findings`. Only what `body` throws
  /// is thrown.
  mutating func read(unit: Int, _ body: (RecordBatch) throws -> Void) throws

  /// Passes over a unit of which no row is wanted.
  mutating func skip(unit: Int) throws

  /// What this reader found, after its last unit.
  consuming func finish() -> Findings
}
