// SPDX-License-Identifier: Apache-2.0
//
// Questions about blocks of JSON text, answered as bit masks: bit i speaks of byte i.
//
// Every function exists twice: `scan_…` for the machine (SSE2, which every x86-64 has, or NEON) and
// `scan_…_portable` in plain C, used where there is neither and as the oracle of the tests. They are
// inlined into their Swift callers, so a call costs nothing. None reads past the block it names.
//
// What skips whole values exists once more, for x86-64 machines with AVX2: that is nearly all of them,
// but a program has to ask first, and what it then calls cannot be inlined.
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__aarch64__) && defined(__ARM_NEON) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#include <arm_neon.h>
#define SCAN_NEON 1
#endif

#define SCAN_INLINE static inline __attribute__((always_inline))

/// What stands where in 64 bytes. `opens` are { and [, `closes` are } and ], in strings as well.
typedef struct {
  uint64_t quotes;
  uint64_t backslashes;
  uint64_t opens;
  uint64_t closes;
} scan_structure;

// MARK: Portable

SCAN_INLINE uint64_t scan_load_portable(const uint8_t *_Nonnull bytes) {
  uint64_t word;
  memcpy(&word, bytes, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap64(word);
#endif
  return word;
}

/// The bytes of a word that equal `byte`, as eight bits.
SCAN_INLINE uint64_t scan_equal_portable(uint64_t word, uint8_t byte) {
  const uint64_t low = 0x7f7f7f7f7f7f7f7fULL;
  uint64_t difference = word ^ (0x0101010101010101ULL * byte);
  uint64_t zeros = ~(((difference & low) + low) | difference | low);
  // Bit 7 of byte i goes to bit 56 + i.
  return ((zeros >> 7) * 0x0102040810204080ULL) >> 56;
}

/// Where a string may end in 32 bytes: its quotes and backslashes.
SCAN_INLINE uint32_t scan_string_stops_portable(const uint8_t *_Nonnull bytes) {
  uint32_t mask = 0;
  for (int i = 0; i < 4; i++) {
    uint64_t word = scan_load_portable(bytes + 8 * i);
    mask |= (uint32_t)(scan_equal_portable(word, '"') | scan_equal_portable(word, '\\')) << (8 * i);
  }
  return mask;
}

SCAN_INLINE scan_structure scan_structure_at_portable(const uint8_t *_Nonnull bytes) {
  scan_structure found = {0, 0, 0, 0};
  for (int i = 0; i < 8; i++) {
    uint64_t word = scan_load_portable(bytes + 8 * i);
    // Bit 5 is what [ and { differ in, and ] and }.
    uint64_t folded = word | 0x2020202020202020ULL;
    found.quotes |= scan_equal_portable(word, '"') << (8 * i);
    found.backslashes |= scan_equal_portable(word, '\\') << (8 * i);
    found.opens |= scan_equal_portable(folded, '{') << (8 * i);
    found.closes |= scan_equal_portable(folded, '}') << (8 * i);
  }
  return found;
}

/// Which of 32 bytes are the same in both blocks.
SCAN_INLINE uint32_t scan_same_portable(const uint8_t *_Nonnull a, const uint8_t *_Nonnull b) {
  uint32_t mask = 0;
  for (int i = 0; i < 4; i++) {
    uint64_t difference = scan_load_portable(a + 8 * i) ^ scan_load_portable(b + 8 * i);
    mask |= (uint32_t)scan_equal_portable(difference, 0) << (8 * i);
  }
  return mask;
}

// MARK: SSE2

#if defined(__SSE2__)

SCAN_INLINE uint32_t scan_equal16(__m128i block, char byte) {
  return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(block, _mm_set1_epi8(byte)));
}

SCAN_INLINE uint32_t scan_string_stops16(const uint8_t *_Nonnull bytes) {
  __m128i block = _mm_loadu_si128((const __m128i *)bytes);
  __m128i stops = _mm_or_si128(
      _mm_cmpeq_epi8(block, _mm_set1_epi8('"')), _mm_cmpeq_epi8(block, _mm_set1_epi8('\\')));
  return (uint32_t)_mm_movemask_epi8(stops);
}

SCAN_INLINE uint32_t scan_string_stops(const uint8_t *_Nonnull bytes) {
  return scan_string_stops16(bytes) | scan_string_stops16(bytes + 16) << 16;
}

SCAN_INLINE scan_structure scan_structure_at(const uint8_t *_Nonnull bytes) {
  scan_structure found = {0, 0, 0, 0};
  for (int i = 0; i < 4; i++) {
    __m128i block = _mm_loadu_si128((const __m128i *)(bytes + 16 * i));
    __m128i folded = _mm_or_si128(block, _mm_set1_epi8(0x20));
    found.quotes |= (uint64_t)scan_equal16(block, '"') << (16 * i);
    found.backslashes |= (uint64_t)scan_equal16(block, '\\') << (16 * i);
    found.opens |= (uint64_t)scan_equal16(folded, '{') << (16 * i);
    found.closes |= (uint64_t)scan_equal16(folded, '}') << (16 * i);
  }
  return found;
}

SCAN_INLINE uint32_t scan_same16(const uint8_t *_Nonnull a, const uint8_t *_Nonnull b) {
  return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(
      _mm_loadu_si128((const __m128i *)a), _mm_loadu_si128((const __m128i *)b)));
}

SCAN_INLINE uint32_t scan_same(const uint8_t *_Nonnull a, const uint8_t *_Nonnull b) {
  return scan_same16(a, b) | scan_same16(a + 16, b + 16) << 16;
}

// MARK: NEON

#elif defined(SCAN_NEON)

/// Each byte of `equal` is 0 or 255; keeps in each the bit of its place among eight.
SCAN_INLINE uint8x16_t scan_place_bits(uint8x16_t equal) {
  const uint8x16_t bits = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  return vandq_u8(equal, bits);
}

SCAN_INLINE uint32_t scan_mask32(uint8x16_t a, uint8x16_t b) {
  uint8x16_t sum = vpaddq_u8(scan_place_bits(a), scan_place_bits(b));
  sum = vpaddq_u8(sum, sum);
  sum = vpaddq_u8(sum, sum);
  return vgetq_lane_u32(vreinterpretq_u32_u8(sum), 0);
}

SCAN_INLINE uint64_t scan_mask64(uint8x16_t a, uint8x16_t b, uint8x16_t c, uint8x16_t d) {
  uint8x16_t first = vpaddq_u8(scan_place_bits(a), scan_place_bits(b));
  uint8x16_t second = vpaddq_u8(scan_place_bits(c), scan_place_bits(d));
  uint8x16_t sum = vpaddq_u8(first, second);
  sum = vpaddq_u8(sum, sum);
  return vgetq_lane_u64(vreinterpretq_u64_u8(sum), 0);
}

SCAN_INLINE uint8x16_t scan_string_stops16(uint8x16_t block) {
  return vorrq_u8(vceqq_u8(block, vdupq_n_u8('"')), vceqq_u8(block, vdupq_n_u8('\\')));
}

SCAN_INLINE uint32_t scan_string_stops(const uint8_t *_Nonnull bytes) {
  return scan_mask32(
      scan_string_stops16(vld1q_u8(bytes)), scan_string_stops16(vld1q_u8(bytes + 16)));
}

SCAN_INLINE uint64_t scan_equal64(
    uint8x16_t a, uint8x16_t b, uint8x16_t c, uint8x16_t d, uint8_t byte) {
  uint8x16_t wanted = vdupq_n_u8(byte);
  return scan_mask64(
      vceqq_u8(a, wanted), vceqq_u8(b, wanted), vceqq_u8(c, wanted), vceqq_u8(d, wanted));
}

SCAN_INLINE scan_structure scan_structure_at(const uint8_t *_Nonnull bytes) {
  uint8x16_t a = vld1q_u8(bytes), b = vld1q_u8(bytes + 16);
  uint8x16_t c = vld1q_u8(bytes + 32), d = vld1q_u8(bytes + 48);
  scan_structure found;
  found.quotes = scan_equal64(a, b, c, d, '"');
  found.backslashes = scan_equal64(a, b, c, d, '\\');
  uint8x16_t fold = vdupq_n_u8(0x20);
  a = vorrq_u8(a, fold), b = vorrq_u8(b, fold), c = vorrq_u8(c, fold), d = vorrq_u8(d, fold);
  found.opens = scan_equal64(a, b, c, d, '{');
  found.closes = scan_equal64(a, b, c, d, '}');
  return found;
}

SCAN_INLINE uint32_t scan_same(const uint8_t *_Nonnull a, const uint8_t *_Nonnull b) {
  return scan_mask32(
      vceqq_u8(vld1q_u8(a), vld1q_u8(b)), vceqq_u8(vld1q_u8(a + 16), vld1q_u8(b + 16)));
}

#else

SCAN_INLINE uint32_t scan_string_stops(const uint8_t *_Nonnull bytes) {
  return scan_string_stops_portable(bytes);
}

SCAN_INLINE scan_structure scan_structure_at(const uint8_t *_Nonnull bytes) {
  return scan_structure_at_portable(bytes);
}

SCAN_INLINE uint32_t scan_same(const uint8_t *_Nonnull a, const uint8_t *_Nonnull b) {
  return scan_same_portable(a, b);
}

#endif

// MARK: Nested values

/// For each bit, whether the number of bits set up to it, and including it, is odd.
SCAN_INLINE uint64_t scan_prefix_xor(uint64_t bits) {
  bits ^= bits << 1;
  bits ^= bits << 2;
  bits ^= bits << 4;
  bits ^= bits << 8;
  bits ^= bits << 16;
  bits ^= bits << 32;
  return bits;
}

/// The bytes that stand behind an odd run of backslashes.
///
/// A run that begins on an even place is added to: the carry ripples to the end of the run, which
/// tells whether it ended on an odd or an even place (Langdale and Lemire 2019, section 3.1.1).
/// `carry` is whether the block before ended inside such a run, and is updated for the next.
SCAN_INLINE uint64_t scan_escaped(uint64_t backslashes, uint64_t *_Nonnull carry) {
  const uint64_t even = 0x5555555555555555ULL;
  uint64_t unescaped = backslashes & ~*carry;
  uint64_t followers = unescaped << 1 | *carry;
  uint64_t odd_starts = unescaped & ~even & ~followers;
  unsigned long long sums;
  *carry = __builtin_uaddll_overflow(odd_starts, unescaped, &sums);
  return (even ^ ((uint64_t)sums << 1)) & followers;
}

/// The place behind the bracket that closes the one at `start`, 64 bytes at a time; -1 when the text
/// ends first. `structure` and `prefix_xor` say how a block is looked at.
///
/// Braces and square brackets are counted alike, so that a `[` closed by a `}` is not noticed: what
/// is skipped is known to be balanced, no more. Up to 63 bytes behind the text are read.
SCAN_INLINE int64_t scan_nested_end_by(
    const uint8_t *_Nonnull base, int64_t count, int64_t start,
    scan_structure (*_Nonnull structure)(const uint8_t *_Nonnull),
    uint64_t (*_Nonnull prefix_xor)(uint64_t)) {
  int64_t depth = 0;
  uint64_t in_string = 0;
  uint64_t carry = 0;
  for (int64_t place = start; place < count; place += 64) {
    scan_structure block = structure(base + place);
    uint64_t quotes = block.quotes;
    if (__builtin_expect((block.backslashes | carry) != 0, 0)) {
      quotes &= ~scan_escaped(block.backslashes, &carry);
    }
    uint64_t strings = prefix_xor(quotes) ^ in_string;
    in_string = 0 - (strings >> 63);
    uint64_t opens = block.opens & ~strings;
    uint64_t closes = block.closes & ~strings;
    int64_t close_count = __builtin_popcountll(closes);
    if (depth <= close_count) {
      for (; closes != 0; closes &= closes - 1) {
        uint64_t below = (closes & (0 - closes)) - 1;
        depth += __builtin_popcountll(opens & below) - 1;
        opens &= ~below;
        if (depth == 0) {
          int64_t end = place + __builtin_ctzll(closes) + 1;
          return end <= count ? end : -1;
        }
      }
      close_count = 0;
    }
    depth += __builtin_popcountll(opens) - close_count;
  }
  return -1;
}

SCAN_INLINE int64_t scan_nested_end_portable(
    const uint8_t *_Nonnull base, int64_t count, int64_t start) {
  return scan_nested_end_by(base, count, start, scan_structure_at_portable, scan_prefix_xor);
}

/// The same with the vectors every machine of this kind has.
SCAN_INLINE int64_t scan_nested_end_narrow(
    const uint8_t *_Nonnull base, int64_t count, int64_t start) {
  return scan_nested_end_by(base, count, start, scan_structure_at, scan_prefix_xor);
}

#if defined(__x86_64__)

/// Whether this machine has what `scan_nested_end_wide` needs.
extern bool scan_is_wide;

/// The same with AVX2, POPCNT and PCLMULQDQ.
int64_t scan_nested_end_wide(const uint8_t *_Nonnull base, int64_t count, int64_t start);

#endif

SCAN_INLINE int64_t scan_nested_end(const uint8_t *_Nonnull base, int64_t count, int64_t start) {
#if defined(__x86_64__)
  if (scan_is_wide) { return scan_nested_end_wide(base, count, start); }
#endif
  return scan_nested_end_narrow(base, count, start);
}
