// SPDX-License-Identifier: Apache-2.0
internal import Columns

/// A format string in the syntax of Java's Formatter: `%-10s|%,.2f|%08x`.
///
/// There are `%s %d %x %o %f %e %g %b %n %%` with flags, width, precision and argument numbers, and
/// `%tY` and most of its siblings for times; `%c`, `%h` and `%a` are refused.
struct JavaFormat {
  private enum Piece {
    case text([UInt8])
    /// The argument's index from 0.
    case argument(Int, FormatSpecifier)
  }

  private let pieces: [Piece]
  private let source: Text

  /// Reads a format string.
  ///
  /// - Throws: `INVALID_FUNCTION_ARGUMENT` for a specifier that is none.
  init(_ source: Text) throws(QueryError) {
    self.source = source
    var pieces: [Piece] = []
    var text: [UInt8] = []
    var index = 0
    var ordinary = 0
    var previous = -1
    let bytes = source.bytes
    while index < bytes.count {
      guard bytes[index] == 0x25 else {
        text.append(bytes[index])
        index += 1
        continue
      }
      let start = index
      guard let specifier = FormatSpecifier(bytes, at: &index) else {
        let end = min(max(index, start + 1), bytes.count)
        throw Self.failure(
          source,
          "'\(String(decoding: bytes[start..<end], as: UTF8.self))' is no known specifier"
        )
      }
      pieces.append(.text(text))
      text = []
      switch specifier.argument {
      case .none: break
      case .next:
        previous = ordinary
        ordinary += 1
      case .previous:
        guard previous >= 0 else { throw Self.failure(source, "'%<' comes first") }
      case .number(let number): previous = number - 1
      }
      pieces.append(.argument(previous, specifier))
    }
    pieces.append(.text(text))
    self.pieces = pieces
  }

  /// The format with the arguments filled in.
  ///
  /// - Throws: `INVALID_FUNCTION_ARGUMENT` for an argument that is missing or of the wrong type.
  func fill(
    _ arguments: ArraySlice<Value>,
    types: ArraySlice<DataType>
  ) throws(QueryError) -> Text {
    var out: [UInt8] = []
    for piece in pieces {
      switch piece {
      case .text(let bytes): out += bytes
      case .argument(let index, let specifier):
        var value: (Value, DataType)?
        if specifier.argument != .none {
          guard index < arguments.count else {
            throw Self.failure(source, "there is no argument \(index + 1)")
          }
          value = (arguments[arguments.startIndex + index], types[types.startIndex + index])
        }
        do throws(FormatFailure) {
          out += try specifier.format(value)
        } catch {
          throw Self.failure(source, error.reason)
        }
        try ResultLimit.check((out.count, false))
      }
    }
    return Text(bytes: out)
  }

  private static func failure(_ source: Text, _ reason: String) -> QueryError {
    .invalidArgument("invalid format string \(source.quotedExcerpt): \(reason)")
  }
}

/// Why an argument cannot be printed as its specifier says.
struct FormatFailure: Error {
  let reason: String
}
