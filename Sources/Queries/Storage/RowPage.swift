// SPDX-License-Identifier: Apache-2.0
import Columns

/// Some rows as bytes, in memory or, where the budget has no room, on the disk.
///
/// A class, since tables share pages and the last of them gives the room back.
final class RowPage: Sendable {
  private enum Place: Sendable {
    case memory([UInt8])
    /// Bytes whose room in the budget somebody else holds.
    case shared([UInt8], MemoryShare)
    case disk(offset: Int)
  }

  private let place: Place
  private let byteCount: Int
  private let budget: MemoryBudget

  /// Takes bytes into memory, where there is room, or writes them to the disk; those that left the memory
  /// already go `onDisk` at once.
  init(_ bytes: [UInt8], _ budget: MemoryBudget, onDisk: Bool = false) throws(QueryError) {
    self.budget = budget
    byteCount = bytes.count
    if !onDisk, budget.take(bytes.count) {
      place = .memory(bytes)
    } else {
      do throws(TemporaryFileError) {
        place = .disk(offset: try budget.file.append(bytes))
      } catch {
        throw QueryError(error)
      }
    }
  }

  /// Takes bytes for which a share of the budget is held already.
  init(_ bytes: [UInt8], heldBy share: MemoryShare) {
    budget = share.budget
    byteCount = bytes.count
    place = .shared(bytes, share)
  }

  deinit {
    switch place {
    case .memory: budget.release(byteCount)
    case .shared: break
    case .disk(let offset): budget.file.release(at: offset, count: byteCount)
    }
  }

  /// All bytes.
  func bytes() throws(QueryError) -> [UInt8] {
    try reader(from: 0, count: byteCount).bytes
  }

  /// A reader at one of the page's bytes; no more than `count` bytes are read from there.
  func reader(from start: Int, count: Int) throws(QueryError) -> RowReader {
    switch place {
    case .memory(let bytes), .shared(let bytes, _): return RowReader(bytes, from: start)
    case .disk(let offset):
      do throws(TemporaryFileError) {
        return RowReader(try budget.file.read(at: offset + start, count: count))
      } catch {
        throw QueryError(error)
      }
    }
  }
}
