// A schedule as plain data: what the configuration file says of it.
//
// Source:  sidetick.toml(5).
// Units:   durations in whole seconds unless their type says otherwise.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/schedule/ticks.h"
#include "core/time/instant.h"
#include "core/time/zone.h"

namespace sidetick {

/// What to do with missed ticks within the window.
enum class Missed { all, latest, none };

/// Where a schedule without a cursor begins.
enum class FirstRun { now, window };

/// The window of an `at` that fires whenever a run comes next, once one has seen it before it was
/// due. Longer than all time, so that it begins before any instant.
inline constexpr Seconds unlimited_window = latest_instant - earliest_instant;
inline constexpr std::string_view unlimited_word = "unlimited";

/// What they are called in the file.
inline constexpr std::pair<std::string_view, Missed> missed_words[]{
    {"all", Missed::all}, {"latest", Missed::latest}, {"none", Missed::none}};
std::string_view word_of(Missed missed);

/// The job that a schedule enqueues. JSON values are held as compact JSON text.
struct JobSpec {
  std::string class_name;
  std::string queue = "default";
  std::string args = "[]";                   ///< a JSON array
  std::string retry = "true";                ///< true, false or a number
  std::map<std::string, std::string> extra;  ///< the `job` table: key -> JSON, passed on
  bool include_metadata = false;             ///< append {"scheduled_at": …} to the arguments
  bool active_job = false;                   ///< wrap as ActiveJob's Sidekiq adapter does
  bool has_placeholders = false;             ///< strings in args may hold {tick} and the like
};

/// True when a queue may have this name: it is not empty, without spaces and control characters.
bool is_queue_name(std::string_view text);

/// A named entry of the configuration. The name is its identity on every host and in Redis.
struct Schedule {
  std::string name;
  Timing timing;
  std::string expression;  ///< as written: `0 * * * *`, `45m`, or an instant for `at`
  std::shared_ptr<const Zone> zone;
  JobSpec job;
  std::string description;
  bool enabled = true;
  Missed missed = Missed::all;
  FirstRun first_run = FirstRun::now;
  std::uint32_t max_backlog = 0;  ///< ticks wait while the queue holds so many jobs; 0: they do not
  Seconds window = std::chrono::hours{1};  ///< how far back missed ticks are still enqueued
  std::string written_window = "1h";       ///< the same, as it is written
};

/// The key of the file that the expression stands behind: "cron", "every" or "at".
const char* timing_key(const Timing& timing);

/// The expression as it is read: a cron expression without the H in it, what each became in its
/// place; any other as written.
std::string expression_read(const Schedule& schedule);

/// The queues that `schedules` push to.
std::set<std::string> queue_names(const std::vector<Schedule>& schedules);

}  // namespace sidetick
