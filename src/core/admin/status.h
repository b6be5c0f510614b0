// What Redis knows of each schedule, and what the next run would find.
//
// Source:  sidetick(7), "Redis keys". Reads only: WATCH is the most that it sends.
// Costs:   two round trips; one more for schedules without a usable cursor, and one where a schedule
//          with max_backlog has a tick due.
// Lag:     how long the oldest tick has been due that no run has dealt with, enqueued or skipped.
//          It is not the age of the cursor: a schedule that fires once a year has none, while it is
//          between its ticks.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/plan/cursor.h"
#include "core/plan/skips.h"
#include "core/redis/keys.h"
#include "core/redis/redis.h"

namespace sidetick {

/// References must outlive it.
struct StatusRequest {
  const std::vector<Schedule>& schedules;
  const std::vector<std::string>& names_in_file;  ///< also of schedules that are wrong or left out
  Keys keys;
  Seconds history;
  Seconds clock_tolerance;
  std::optional<ClockTime> now;  ///< in place of the clock, unclamped
  std::function<ClockTime()> host_clock;
};

/// So long a run that has dropped ticks is a reason to warn. It is shown for longer.
inline constexpr Seconds dropped_alarm = std::chrono::hours{24};

/// Whether runs have seen a schedule.
enum class Seen {
  yes,
  never,      ///< Redis has no cursor of it
  otherwise,  ///< the cursor is of other ticks: the schedule has changed since
  unclear,    ///< the cursor cannot be read, or is of a bad clock
};

/// What there is to worry about.
struct StatusProblem {
  std::string text;
  std::string forgotten{};  ///< the schedule whose `forget` mends it; "" when none does
};

struct ScheduleStatus {
  bool switched_on = true;  ///< in Redis
  bool has_switch = false;  ///< Redis has an entry for the switch
  Seen seen = Seen::yes;
  std::optional<Instant> cursor;
  std::optional<Instant> last_tick;  ///< as sidekiq-scheduler's page shows it
  std::optional<Instant> next_tick;  ///< after now
  std::optional<Seconds> lag;        ///< none when it is disabled, or never seen
  std::size_t due = 0;               ///< ticks that no run has dealt with, also those it would skip
  std::size_t waiting = 0;           ///< those of them for which the queue has no room
  std::optional<Skip> too_old;       ///< those of them that the next run would drop
  std::optional<Dropped> dropped;    ///< what a run has last dropped, within dropped_memory
  std::optional<Instant> complete;   ///< since when the ledger is; `always`: from the beginning
  std::vector<StatusProblem> problems;
};

/// What Redis holds of a schedule that is not in the file.
struct Orphan {
  std::string name;
  std::optional<Instant> gone;  ///< since then, when a file that it has left has said so
  /// When it is forgotten, with its ledger, unless it comes back before.
  std::optional<Instant> forgotten_at;
  std::optional<Instant> cursor;  ///< of a run with another file
  bool published = false;         ///< on sidekiq-scheduler's page
};

struct Status {
  Instant now;
  std::vector<ScheduleStatus> schedules;  ///< in the order of the request's
  std::vector<Orphan> orphans;            ///< in order of name
  std::vector<std::string> problems;      ///< of all of it
};

/// Throws what take_snapshot throws.
Status read_status(Redis& redis, const StatusRequest& request);

}  // namespace sidetick
