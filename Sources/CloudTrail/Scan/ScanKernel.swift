// SPDX-License-Identifier: Apache-2.0
// UNSAFE: lends addresses of text to the inlined C of CScan.
// Invariant: nothing is kept behind a call.
// Bounds: 32 or 64 bytes are read from the address, or up to 63 behind a text, as each function says;
// callers pad their text.
private import CScan

/// What stands where in 64 bytes of text, a bit for each; in strings as well as between them.
package struct BlockStructure: Equatable {
  package let quotes: UInt64
  package let backslashes: UInt64
  /// { and [.
  package let opens: UInt64
  /// } and ].
  package let closes: UInt64

  package init(quotes: UInt64, backslashes: UInt64, opens: UInt64, closes: UInt64) {
    self.quotes = quotes
    self.backslashes = backslashes
    self.opens = opens
    self.closes = closes
  }
}

/// Questions about blocks of text, answered by the machine's vector instructions.
enum ScanKernel {
  /// The quotes and backslashes among 32 bytes.
  @inline(__always)
  static func stringStops(_ bytes: UnsafePointer<UInt8>) -> UInt32 {
    unsafe scan_string_stops(bytes)
  }

  /// The place behind the bracket that closes the one at `start`; negative when the text ends first.
  @inline(__always)
  static func nestedEnd(_ text: UnsafePointer<UInt8>, count: Int, from start: Int) -> Int {
    Int(unsafe scan_nested_end(text, Int64(count), Int64(start)))
  }

  /// Which of 32 bytes are the same in both places.
  @inline(__always)
  static func same(_ a: UnsafePointer<UInt8>, _ b: UnsafePointer<UInt8>) -> UInt32 {
    unsafe scan_same(a, b)
  }
}

/// Lets tests hold the kernels of this machine against the portable one.
package enum ScanKernelProbe {
  /// Ways to skip a value.
  package enum Width: CaseIterable, Sendable {
    case portable
    /// With the vectors that every machine of this kind has.
    case narrow
    /// With those it has beyond that, if any.
    case widest
  }

  /// The quotes and backslashes among the first 32 bytes of a block.
  package static func stringStops(_ block: [UInt8], portable: Bool) -> UInt32 {
    unsafe withAddress(of: block) {
      unsafe portable ? scan_string_stops_portable($0) : scan_string_stops($0)
    }
  }

  /// The structure of the first 64 bytes of a block.
  package static func structure(_ block: [UInt8], portable: Bool) -> BlockStructure {
    unsafe withAddress(of: block) { bytes in
      let found = unsafe portable ? scan_structure_at_portable(bytes) : scan_structure_at(bytes)
      return BlockStructure(
        quotes: found.quotes,
        backslashes: found.backslashes,
        opens: found.opens,
        closes: found.closes
      )
    }
  }

  /// Which of the first 32 bytes are the same in both blocks.
  package static func same(_ block: [UInt8], _ other: [UInt8], portable: Bool) -> UInt32 {
    unsafe withAddress(of: block) { a in
      unsafe withAddress(of: other) { b in
        unsafe portable ? scan_same_portable(a, b) : scan_same(a, b)
      }
    }
  }

  /// The place behind the bracket that closes the one a text begins with; nil when it ends first.
  package static func nestedEnd(_ text: [UInt8], _ width: Width) -> Int? {
    let padded = text + [UInt8](repeating: UInt8(ascii: "\""), count: 64)
    let count = Int64(text.count)
    let end = unsafe withAddress(of: padded) { bytes in
      switch width {
      case .portable: unsafe scan_nested_end_portable(bytes, count, 0)
      case .narrow: unsafe scan_nested_end_narrow(bytes, count, 0)
      case .widest: unsafe scan_nested_end(bytes, count, 0)
      }
    }
    return end < 0 ? nil : Int(end)
  }

  private static func withAddress<R>(
    of block: [UInt8],
    _ body: (UnsafePointer<UInt8>) -> R
  ) -> R {
    precondition(block.count >= 64, "a whole block")
    return unsafe block.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { preconditionFailure("a block has an address") }
      return unsafe body(base)
    }
  }
}
