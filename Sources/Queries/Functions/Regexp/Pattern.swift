// SPDX-License-Identifier: Apache-2.0
// UNSAFE: owns the compiled pattern, match data, match context and JIT stack of PCRE2, and lends it
// the contiguous bytes of patterns and subjects.
// Invariant: all four live as long as the object, which one worker owns; pointers to bytes stay
// inside the closure that lends them, and PCRE2 keeps none of them after a call.
// Bounds: lengths are passed with every pointer; of the offset vector only the pairs it has are
// read, and a pair is used only if it lies inside the subject.
private import CPCRE2
internal import Columns

/// A compiled regular expression in the syntax of Java, matched by PCRE2 over UTF-8.
///
/// Subjects need not be well-formed: broken bytes match nothing but do no harm. A pattern that takes
/// too many steps for a subject is an error, never an endless wait.
@safe
final class Pattern {
  /// Steps a match may take before it is given up.
  private static let matchLimit: UInt32 = 10_000_000
  /// KiB the interpreter may take for backtracking points.
  private static let heapLimit: UInt32 = 64 << 10
  private static let jitStackByteCount = (minimum: 32 << 10, maximum: 1 << 20)

  private let source: Text
  private let code: OpaquePointer
  private let matchData: OpaquePointer
  private let matchContext: OpaquePointer?
  private let jitStack: OpaquePointer?
  /// Groups beside the whole match.
  let groupCount: Int
  /// The numbers of named groups.
  let groupNames: [[UInt8]: Int]

  /// Compiles a pattern.
  ///
  /// - Throws: `INVALID_FUNCTION_ARGUMENT` that names the pattern and what is wrong with it.
  init(_ source: Text) throws(QueryError) {
    self.source = source
    let translated = try JavaPatternSyntax.translate(source)
    unsafe code = try Self.compile(translated, source: source)
    let hasJIT = unsafe pcre2_jit_compile_8(code, UInt32(PCRE2_JIT_COMPLETE)) == 0
    guard let data = unsafe pcre2_match_data_create_from_pattern_8(code, nil) else {
      unsafe pcre2_code_free_8(code)
      throw QueryError(.genericInternalError, "no memory for the pattern \(source.quotedExcerpt)")
    }
    unsafe matchData = data
    unsafe matchContext = pcre2_match_context_create_8(nil)
    unsafe jitStack =
      hasJIT
      ? pcre2_jit_stack_create_8(
        Self.jitStackByteCount.minimum,
        Self.jitStackByteCount.maximum,
        nil
      ) : nil
    if let context = unsafe matchContext {
      unsafe pcre2_set_match_limit_8(context, Self.matchLimit)
      unsafe pcre2_set_heap_limit_8(context, Self.heapLimit)
      if let stack = unsafe jitStack {
        unsafe pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack))
      }
    }
    var count: UInt32 = 0
    unsafe pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_CAPTURECOUNT), &count)
    groupCount = Int(count)
    groupNames = unsafe Self.names(of: code)
  }

  deinit {
    unsafe pcre2_match_data_free_8(matchData)
    unsafe pcre2_match_context_free_8(matchContext)
    unsafe pcre2_jit_stack_free_8(jitStack)
    unsafe pcre2_code_free_8(code)
  }

  // MARK: Compiling

  private static func compile(
    _ translated: [UInt8],
    source: Text
  ) throws(QueryError) -> OpaquePointer {
    var errorCode: Int32 = 0
    var errorOffset = 0
    let context = unsafe pcre2_compile_context_create_8(nil)
    defer { unsafe pcre2_compile_context_free_8(context) }
    unsafe pcre2_set_newline_8(context, UInt32(PCRE2_NEWLINE_LF))
    let options = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C
    // A byte behind the end gives an empty pattern an address too.
    let code = unsafe (translated + [0]).withUnsafeBufferPointer { bytes in
      unsafe pcre2_compile_8(
        bytes.baseAddress,
        translated.count,
        options,
        &errorCode,
        &errorOffset,
        context
      )
    }
    guard let code = unsafe code else {
      throw .invalidArgument(
        "invalid regular expression \(source.quotedExcerpt): \(message(errorCode))"
      )
    }
    return unsafe code
  }

  /// What PCRE2 says of an error.
  private static func message(_ code: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let length = unsafe buffer.withUnsafeMutableBufferPointer { bytes in
      unsafe pcre2_get_error_message_8(code, bytes.baseAddress, bytes.count)
    }
    return String(decoding: buffer.prefix(max(Int(length), 0)), as: UTF8.self)
  }

  /// The table of names: entries of one size, each a number of two bytes and a name that ends in 0.
  private static func names(of code: OpaquePointer) -> [[UInt8]: Int] {
    var count: UInt32 = 0
    var entrySize: UInt32 = 0
    var table: UnsafePointer<UInt8>?
    unsafe pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMECOUNT), &count)
    unsafe pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMEENTRYSIZE), &entrySize)
    unsafe pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMETABLE), &table)
    guard let table = unsafe table, entrySize > 2 else { return [:] }
    let size = Int(entrySize)
    let bytes = unsafe Array(UnsafeBufferPointer(start: table, count: Int(count) * size))
    var names: [[UInt8]: Int] = [:]
    for start in stride(from: 0, to: bytes.count, by: size) {
      let name = bytes[start + 2..<start + size].prefix { $0 != 0 }
      names[Array(name)] = Int(bytes[start]) << 8 | Int(bytes[start + 1])
    }
    return names
  }

  // MARK: Matching

  /// Whether the pattern matches anywhere in the subject.
  func isContained(in subject: [UInt8]) throws(QueryError) -> Bool {
    try run(subject, from: 0)
  }

  /// The first match that begins at or behind an offset; nil when there is none.
  ///
  /// - Returns: one range a group, the whole match first; nil for a group that took no part.
  func firstMatch(in subject: [UInt8], from start: Int) throws(QueryError) -> [Range<Int>?]? {
    guard start <= subject.count, try run(subject, from: start) else { return nil }
    let pairCount = min(Int(unsafe pcre2_get_ovector_count_8(matchData)), groupCount + 1)
    guard let offsets = unsafe pcre2_get_ovector_pointer_8(matchData) else { return nil }
    var groups: [Range<Int>?] = []
    groups.reserveCapacity(pairCount)
    for pair in 0..<pairCount {
      let (first, end) = unsafe (offsets[2 * pair], offsets[2 * pair + 1])
      // PCRE2_UNSET, all bits set, stands for no part in the match: -1 here.
      groups.append(first >= 0 && first <= end && end <= subject.count ? first..<end : nil)
    }
    return groups
  }

  /// Runs the machine code, and the interpreter where that has not enough stack.
  private func run(_ subject: [UInt8], from start: Int) throws(QueryError) -> Bool {
    var result = match(subject, from: start, options: 0)
    if result == PCRE2_ERROR_JIT_STACKLIMIT {
      result = match(subject, from: start, options: PCRE2_NO_JIT)
    }
    switch result {
    case 0...: return true
    case PCRE2_ERROR_NOMATCH: return false
    case PCRE2_ERROR_MATCHLIMIT, PCRE2_ERROR_DEPTHLIMIT, PCRE2_ERROR_HEAPLIMIT:
      throw QueryError(
        .exceededFunctionMemoryLimit,
        "the regular expression \(source.quotedExcerpt) takes too many steps on a text of "
          + "\(subject.count) bytes",
        hint: "avoid repetitions inside repetitions, like (a+)+"
      )
    default:
      throw QueryError(
        .genericInternalError,
        "the regular expression \(source.quotedExcerpt) failed: \(Self.message(result))"
      )
    }
  }

  private func match(_ subject: [UInt8], from start: Int, options: UInt32) -> Int32 {
    unsafe (subject.isEmpty ? [0] : subject).withUnsafeBufferPointer { bytes in
      unsafe pcre2_match_8(
        code,
        bytes.baseAddress,
        subject.count,
        start,
        options,
        matchData,
        matchContext
      )
    }
  }
}
