#pragma once
#include <string.h>
#include <zlib.h>

// inflateInit2 and deflateInit2 are macros, which Swift does not see.
static inline int trailbinder_inflate_gzip_init(z_stream *stream) {
  return inflateInit2(stream, 15 + 16);
}
static inline int trailbinder_deflate_gzip_init(z_stream *stream, int level) {
  return deflateInit2(stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}
