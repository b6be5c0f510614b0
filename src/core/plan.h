// What a run has to do, worked out from what is known and nothing else.
//
// Source:  DESIGN "One run", step 2.
// Units:   Instants; `now` is handed in.
// Knows nothing of Redis, sockets or clocks: values in, values out.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/cursor.h"
#include "core/job.h"
#include "core/schedule.h"

namespace sidetick {

/// A cursor at most this far ahead of the present was written by a neighbour whose clock is a
/// little fast; one further ahead by a bad clock.
inline constexpr Seconds cursor_lead = std::chrono::minutes{15};

/// The present that is planned for, and the one that Redis' clock shows. They differ where the
/// first is given by hand; a cursor ahead of a past one is right all the same.
struct Present {
  Instant now;
  Instant clock;

  /// No good clock has written a time later than this.
  Instant latest() const { return std::max(now, clock) + cursor_lead; }
};

/// What Redis holds of one schedule. The texts are as found, perhaps garbage.
struct Known {
  std::optional<std::string> cursor;
  std::optional<Cursor> parsed_cursor;  ///< the same, when it can be read
  std::optional<std::string> state;
  std::optional<std::string> last_run;       ///< exq-scheduler's, a JSON string
  std::optional<std::string> last_time;      ///< sidekiq-scheduler's or ours
  std::optional<std::string> newest_pushed;  ///< the newest member of the ledger
  bool published = false;                    ///< the web page's hash has an entry of that name
};

enum class SkipReason {
  disabled_in_file,
  disabled,          ///< by the switch in Redis
  too_old,           ///< older than the window
  superseded,        ///< missed = "latest", and there is a later one
  missed,            ///< missed = "none"
  changed,           ///< before the schedule had its present form
  already_enqueued,  ///< the ledger has it
};

const char* to_string(SkipReason reason);

/// `count` ticks from `first` to `last` that are not enqueued. Counting stops at
/// skip_count_limit().
struct Skip {
  SkipReason reason;
  Instant first;
  Instant last;
  std::size_t count;
};

/// The fewer the more schedules there are, so that a run after a long absence ends in time, about a
/// second a 10 million ticks: 1,000,000 for a few, 1,000 at the least.
std::size_t skip_count_limit(std::size_t schedules);

/// True of what skip_count_limit() may be: there are `count` ticks at least.
bool is_skip_count_limit(std::size_t count);

/// Something to say about a schedule.
struct Note {
  bool is_warning;
  std::string text;
};

/// What is to be done for one schedule.
struct SchedulePlan {
  std::size_t schedule;      ///< index into the schedules
  std::vector<Instant> due;  ///< ascending
  std::vector<Skip> skips;
  std::size_t count_limit = 0;  ///< where counting of each of `skips` stopped
  std::vector<Note> notes;
  Cursor cursor;  ///< its cursor when all of `due` is dealt with
  /// What is written ahead of everything when Redis has no cursor of use: a run that is cut short
  /// must not leave the next one to begin later.
  std::optional<Cursor> first_cursor;
  std::uint64_t old_page_hash = unpublished;  ///< of what is published now
  bool publish = false;                       ///< the web page's entry is missing or differs
  bool more = false;         ///< more is due than one plan holds: plan again after this one
  bool needs_write = false;  ///< something is to be written
};

/// No plan holds more ticks of one schedule than this, whatever its window.
inline constexpr std::size_t ticks_per_plan = 100'000;

/// The same where there are `schedules` of them: a run that is killed for the memory that its plan
/// takes never gets anywhere. Not so few that a backlog of an hour of minutes takes more than one
/// plan, for within a plan the ticks are in order of time.
std::size_t ticks_of_each_per_plan(std::size_t schedules);

/// `host` held to within `tolerance` of `redis`, in microseconds.
Moment clamp_clock(Moment host, Moment redis, Seconds tolerance);

/// What is said when clamp_clock changes the clock; nothing when it does not.
std::optional<std::string> clock_warning(Moment host, Moment redis, Seconds tolerance);

/// What tells whether a schedule is still the one that its cursor is of.
struct Fingerprint {
  std::uint64_t ticks;                ///< ticks_hash
  std::optional<std::uint64_t> page;  ///< of what is to be published; none: the page is not kept
};

/// What is due, skipped and new for `schedules[index]`, of which Redis holds `known`: at most
/// `most_due` ticks.
SchedulePlan plan_schedule(const std::vector<Schedule>& schedules, std::size_t index,
                           const Known& known, const Fingerprint& own, const Present& present,
                           std::size_t most_due = ticks_per_plan);

/// What `cursor` tells of dropped ticks, for as long as that is of interest. Runs forget it then,
/// but one that has nothing to write leaves the cursor as it is. A time to come is of a bad clock.
std::optional<Dropped> remembered_drop(const Cursor& cursor, Instant now);

/// The operator's switch as Redis holds it; on when there is none or it cannot be read, which is
/// noted.
bool switched_on(const std::optional<std::string>& state_text, std::vector<Note>& notes);

}  // namespace sidetick
