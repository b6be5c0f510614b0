// What a run has to do, worked out from what is known and nothing else.
//
// Source:  sidetick(7), "One run", step 2.
// Units:   Instants; `now` is handed in.
// Knows nothing of Redis, sockets or clocks: values in, values out.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/fault.h"
#include "core/plan/clock.h"
#include "core/plan/cursor.h"
#include "core/plan/skips.h"
#include "core/plan/stored.h"
#include "core/schedule/schedule.h"

namespace sidetick {

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

/// What tells whether a schedule is still the one that its cursor is of.
struct Fingerprint {
  std::uint64_t ticks;                ///< ticks_hash
  std::optional<std::uint64_t> page;  ///< of what is to be published; none: the page is not kept
};

/// What is due, skipped and new for `schedules[index]`, of which Redis holds `stored`: at most
/// `most_due` ticks.
SchedulePlan plan_schedule(const std::vector<Schedule>& schedules, std::size_t index,
                           const StoredState& stored, const Fingerprint& own,
                           const Present& present, std::size_t most_due = ticks_per_plan);

/// What `cursor` tells of dropped ticks, for as long as that is of interest. Runs forget it then,
/// but one that has nothing to write leaves the cursor as it is. A time to come is of a bad clock.
std::optional<Dropped> remembered_drop(const Cursor& cursor, Instant now);

}  // namespace sidetick
