// The cursor of a schedule: the instant through which its ticks have been dealt with.
//
// Format:  EPOCH SP TICKS "." PAGE [SP DROPPED]   `1774746002 9f86d081884c7d65.2c26b46b68ffc68f`
//          EPOCH  seconds since the epoch, decimal
//          TICKS  16 hexadecimal digits of what decides the ticks; other digits: another schedule
//          PAGE   16 of what was published for the web page; 16 zeros: nothing was
//          DROPPED  `dropped=COUNT,FIRST,LAST,AT`: the ticks that a run has last skipped because
//                 they were older than the window, and when that was, in seconds; for `status`
// A cursor without ".PAGE" is read as one with zeros, and so are hashes of another length, which
// are none of ours. Adding the page's hash here, rather than in a key of its own, lets an idle run
// learn all it needs from one hash in one round trip.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/schedule/schedule.h"

namespace sidetick {

/// `count` ticks from `first` to `last`, dropped by the run of `at`.
struct Dropped {
  std::size_t count;
  Instant first, last, at;
};

struct Cursor {
  Instant at;
  std::uint64_t ticks_hash;
  std::uint64_t page_hash;
  std::optional<Dropped> dropped{};

  std::string text() const;
};

/// The page_hash of a schedule of which nothing is published.
inline constexpr std::uint64_t unpublished = 0;

/// How long a cursor tells of ticks that were dropped.
inline constexpr Seconds dropped_memory = std::chrono::hours{24 * 7};

/// Nothing when `text` is not a cursor.
std::optional<Cursor> parse_cursor(std::string_view text);

/// What decides the ticks of `schedule`, hashed: timing and zone, nothing else.
std::uint64_t ticks_hash(const Schedule& schedule);

}  // namespace sidetick
