// The cursor of a schedule: the instant through which its ticks have been dealt with.
//
// Format:  EPOCH SP FORM "." PAGE *(SP WORD)      one field of the hash, by the schedule's name
//            `1774746002 9f86d081884c7d65.2c26b46b68ffc68f next=1774746300 complete=always with=b`
//          EPOCH  seconds since the epoch, decimal
//          FORM   16 hexadecimal digits of what decides the ticks, those of the form that wrote it
//          PAGE   16 of what was published for the web page; 16 zeros: nothing was
//          next=EPOCH       the form's next tick after the instant; without it there is none
//          from=EPOCH       ticks after this instant are still to be looked at
//          owed=EPOCH       the next tick of the form before this one, where it was due already and
//                           only a host that still has that form knows the others
//          complete=EPOCH   every tick since then that was enqueued is in the ledger; `always`:
//                           nothing was ever trimmed from it
//          dropped=COUNT,FIRST,LAST,AT,REASON   the ticks that a run has last dropped, and when
//          with=NAME        another schedule of the same file, or this one where it is alone
//          gone=EPOCH       since when it is in no file that could have it
//          off=EPOCH        the first tick that runs have skipped since the switch in Redis is off
//          forgotten        `forget` was here: the next run begins with its present minute
//          Words that this version does not know are kept. In NAME a space is %20, a % is %25.
// Beside them, in the field of no name, `NAME=EPOCH` for each schedule that was deleted for being
// gone: up to when it may have had ticks enqueued.
// All of it in one field, so that an idle run learns what it needs from one hash in one round trip.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "core/schedule/schedule.h"

namespace sidetick {

/// Why ticks were dropped for good.
enum class DropReason { window, ledger, missed };

/// `count` ticks from `first` to `last`, dropped by the run of `at`.
struct Dropped {
  std::size_t count;
  Instant first, last, at;
  DropReason reason = DropReason::window;
};

/// The page of a schedule of which nothing is published; the form of one that has never been on.
inline constexpr std::uint64_t unpublished = 0;
inline constexpr std::uint64_t no_form = 0;

/// `complete` of a ledger that was never trimmed.
inline constexpr Instant always = earliest_instant;

struct Cursor {
  Instant at;
  std::uint64_t form = no_form;
  std::uint64_t page = unpublished;
  std::optional<Instant> next{};
  std::optional<Instant> from{};
  std::optional<Instant> owed{};
  std::optional<Instant> complete{};  ///< nothing: it does not say
  std::optional<Dropped> dropped{};
  std::string with{};  ///< "" in a cursor that does not say
  std::optional<Instant> gone{};
  std::optional<Instant> off{};
  bool forgotten = false;
  std::string others{};  ///< words of other versions, each with a space before it

  /// Where a run of the same form goes on.
  Instant resume() const { return from.value_or(at); }
  std::string text() const;
};

/// The field of the cursors' hash, which no schedule can have for its name, that tells of deleted
/// schedules.
inline constexpr std::string_view tombstone;

/// Name -> up to when it may have had ticks enqueued, of which no ledger tells any more.
using Deleted = std::map<std::string, Instant>;

/// "report=1774746002 a%20b=1774740000", without those of more than a year before `now`.
std::string deleted_text(const Deleted& deleted, Instant now);

/// What cannot be read is left out.
Deleted parse_deleted(std::string_view text);

/// How long a cursor tells of ticks that were dropped.
inline constexpr Seconds dropped_memory = std::chrono::hours{24 * 7};

/// Nothing when `text` is not a cursor.
std::optional<Cursor> parse_cursor(std::string_view text);

/// What decides the ticks of `schedule`, hashed: timing with its limits and zone, nothing else. Never no_form.
std::uint64_t form_hash(const Schedule& schedule);
/// The same, with the memory of `scratch`, for many schedules one after the other.
std::uint64_t form_hash(const Schedule& schedule, std::string& scratch);

}  // namespace sidetick
