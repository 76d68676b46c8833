// SPDX-License-Identifier: Apache-2.0

/// The kinds of records CloudTrail delivers; each has a table of its own.
public enum RecordKind: UInt8, Sendable, CaseIterable {
  /// What was done in an account: management and data events.
  case event
  /// Unusual activity that CloudTrail noticed.
  case insight
  /// What went through a VPC endpoint.
  case networkActivity
  /// Numbers of data events, summed up over minutes.
  case aggregated
}

/// Some rows, column by column; it lives inside one worker, and only while that worker handles it.
public struct RecordBatch {
  /// The number of rows, in every column.
  public let rowCount: Int
  /// In the order that was asked for.
  public let columns: [ColumnVector]
  /// What all its rows are.
  public let kind: RecordKind

  /// Makes a batch of columns of one length.
  public init(rowCount: Int, columns: [ColumnVector], kind: RecordKind = .event) {
    self.rowCount = rowCount
    self.columns = columns
    self.kind = kind
  }
}

/// The values of one column for the rows of a batch.
public enum ColumnVector {
  /// The same value in every row.
  case constant(Value)
  /// Codes into a dictionary that outlives the batch.
  case dictionary(DictionaryVector)
  /// Places in a buffer of JSON, decoded when asked for.
  case spans(SpanVector)
  case values([Value])

  /// The value of one row.
  ///
  /// - Complexity: O(1) for constants, dictionaries and values; O(length) for spans.
  @inlinable
  public func value(at row: Int) -> Value {
    switch self {
    case .constant(let value): value
    case .dictionary(let vector): vector.dictionary.values[Int(vector.codes[row])]
    case .spans(let vector): vector.value(at: row)
    case .values(let values): values[row]
    }
  }
}

/// A column whose values repeat: one code a row; code 0 is NULL.
///
/// A class for the same reason as `SpanVector`.
public final class DictionaryVector {
  /// One a row.
  public let codes: [UInt32]
  /// What the codes mean.
  public let dictionary: ValueDictionary

  /// Makes a vector over a dictionary.
  public init(codes: [UInt32], dictionary: ValueDictionary) {
    self.codes = codes
    self.dictionary = dictionary
  }
}

/// The distinct values of a column in the order one worker met them.
///
/// An expression over one dictionary column is evaluated once a code and the answer kept, as long
/// as `generation` stays the same: a source that must bound its memory empties the dictionary and
/// raises the generation. A dictionary is never changed while a batch that uses it is handled.
public final class ValueDictionary {
  /// `values[0]` is NULL.
  public internal(set) var values: [Value] = [.null]
  /// Rises when codes change their meaning.
  public internal(set) var generation = 0

  /// Whether two codes always stand for different values.
  public let isDistinct: Bool

  /// Makes an empty dictionary.
  public init(isDistinct: Bool) {
    self.isDistinct = isDistinct
  }

  /// Adds a value; its code is the count before.
  public func append(_ value: Value) -> UInt32 {
    values.append(value)
    return UInt32(values.count - 1)
  }

  /// Forgets all values; codes handed out before mean nothing afterwards.
  public func removeAll() {
    values = [.null]
    generation += 1
  }
}
