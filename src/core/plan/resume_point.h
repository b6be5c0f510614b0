// Where a run goes on for a schedule: after which instant its ticks are looked at.
//
// Source:  sidetick(7), "One run" and "Change": its cursor; else exq-scheduler's last run; else
//          sidekiq-scheduler's last time; else the start of the current minute, or of the window.
#pragma once

#include <optional>
#include <string_view>

#include "core/fault.h"
#include "core/plan/clock.h"
#include "core/plan/stored.h"
#include "core/schedule/schedule.h"

namespace sidetick {

/// A schedule that comes back after so long is new. A deploy is shorter.
inline constexpr Seconds gone_grace = std::chrono::minutes{5};

struct ResumePoint {
  enum class Kind {
    fresh,        ///< Redis has nothing of it
    migrated,     ///< another scheduler's time
    recovered,    ///< the cursor cannot be read: the newest tick of the ledger, or as fresh
    cursor,       ///< the cursor, of the same form
    edited,       ///< the cursor is of another form
    returned,     ///< it was gone for longer than a deploy takes
    forgotten,    ///< `forget` was here, or it has never been on
    ahead,        ///< the cursor is ahead of now: nothing is due yet
    wrong_clock,  ///< the cursor is so far ahead that some clock was or is wrong
  };
  Kind kind;
  Instant after;
  const Cursor* cursor = nullptr;  ///< that was found and could be read, of the StoredState
};

/// The time in a text of sidekiq-scheduler or exq-scheduler; nothing when it is none.
std::optional<Instant> parse_stored_time(std::string_view text);

/// The next tick of the form before that of `cursor`, as long as a host that still has it may come:
/// each runs at least every two minutes.
std::optional<Instant> owed_tick(const Cursor& cursor, Instant now);

/// Where a run with another form than that of `cursor` begins: just before the next tick of the
/// cursor's form, for runs without a tick write nothing, or at the start of the minute before the
/// present one, whichever is earlier: another host may have run in it with the other form.
Instant after_edit(const Cursor& cursor, Instant now);

/// Where to go on for `schedule`, whose present form is `form`.
ResumePoint find_resume_point(const Schedule& schedule, std::uint64_t form,
                              const StoredState& stored, const Present& present,
                              std::vector<Note>& notes);

}  // namespace sidetick
