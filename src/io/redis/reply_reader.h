// Builds Reply values as hiredis' parser reads them, within bounds that no server can break.
//
// Source:  hiredis 1.x, read.h: redisReplyObjectFunctions.
// Bounds:  a reply is an array of at most `deepest` levels; RESP3 types, which sidetick does not ask
//          for, are refused.
#pragma once

#include <hiredis/read.h>

#include <optional>
#include <string>

#include "core/redis/redis.h"

namespace sidetick {

class ReplyReader {
 public:
  /// Takes over how `reader`, which must outlive it, makes its objects.
  explicit ReplyReader(redisReader* reader);

  /// The next whole reply of what was read so far. Throws std::runtime_error with one line when it
  /// is not RESP2 or goes beyond the bounds; after that nothing can be read any more.
  std::optional<Reply> next();

  /// Bytes that were read and belong to no reply yet.
  bool has_rest() const { return reader_->len > reader_->pos; }

  static constexpr int deepest = 8;
  static constexpr long long most_elements = 4'000'000;
  static constexpr std::size_t longest_line = 65536;

 private:
  void expect_line_end() const;

  redisReader* reader_;
};

}  // namespace sidetick
