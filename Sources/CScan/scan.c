// SPDX-License-Identifier: Apache-2.0
// What is not inline: code for machines that have to be asked first.
#include "scan.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define SCAN_WIDE __attribute__((target("avx2,bmi,bmi2,popcnt,pclmul")))

bool scan_is_wide = false;

__attribute__((constructor)) static void scan_ask_machine(void) {
  __builtin_cpu_init();
  scan_is_wide = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
                 __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt") &&
                 __builtin_cpu_supports("pclmul");
}

SCAN_WIDE static inline uint64_t scan_mask_wide(__m256i low, __m256i high) {
  return (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32 |
         (uint32_t)_mm256_movemask_epi8(low);
}

SCAN_WIDE static inline scan_structure scan_structure_wide(const uint8_t *bytes) {
  __m256i low = _mm256_loadu_si256((const __m256i *)bytes);
  __m256i high = _mm256_loadu_si256((const __m256i *)(bytes + 32));
  const __m256i quote = _mm256_set1_epi8('"');
  const __m256i backslash = _mm256_set1_epi8('\\');
  const __m256i fold = _mm256_set1_epi8(0x20);
  const __m256i open = _mm256_set1_epi8('{');
  const __m256i close = _mm256_set1_epi8('}');
  scan_structure found;
  found.quotes = scan_mask_wide(_mm256_cmpeq_epi8(low, quote), _mm256_cmpeq_epi8(high, quote));
  found.backslashes =
      scan_mask_wide(_mm256_cmpeq_epi8(low, backslash), _mm256_cmpeq_epi8(high, backslash));
  // Bit 5 is what [ and { differ in, and ] and }.
  low = _mm256_or_si256(low, fold);
  high = _mm256_or_si256(high, fold);
  found.opens = scan_mask_wide(_mm256_cmpeq_epi8(low, open), _mm256_cmpeq_epi8(high, open));
  found.closes = scan_mask_wide(_mm256_cmpeq_epi8(low, close), _mm256_cmpeq_epi8(high, close));
  return found;
}

/// A multiplication without carries by all ones.
SCAN_WIDE static inline uint64_t scan_prefix_xor_wide(uint64_t bits) {
  __m128i product =
      _mm_clmulepi64_si128(_mm_set_epi64x(0, (int64_t)bits), _mm_set1_epi8((char)0xff), 0);
  return (uint64_t)_mm_cvtsi128_si64(product);
}

SCAN_WIDE int64_t scan_nested_end_wide(const uint8_t *base, int64_t count, int64_t start) {
  return scan_nested_end_by(base, count, start, scan_structure_wide, scan_prefix_xor_wide);
}

#endif
