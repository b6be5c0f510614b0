// What a run has to do for a schedule, worked out from what is known and nothing else.
//
// Source:  sidetick(7), "One run", step 2, and "Change".
// Units:   Instants; `now` is handed in.
// Knows nothing of Redis, sockets or clocks: values in, values out.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/fault.h"
#include "core/plan/context.h"
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
  std::vector<Note> notes;
  std::optional<Fault> fault;  ///< nothing is enqueued or written of it
  Cursor cursor;               ///< its cursor when all of `due` is dealt with
  Cursor start;                ///< its cursor when nothing is: where `due` begins
  /// `start` is written ahead of everything when the cursor that Redis has will not do: a run that
  /// is cut short must not leave the next one to begin later.
  bool write_start = false;
  bool keep_cursor = false;    ///< jobs and ledger alone are written: the cursor is ahead of now
  bool publish = false;        ///< the web page's entry is missing or differs
  bool more = false;           ///< more is due than one plan holds: plan again after this one
  bool needs_write = false;    ///< something is to be written
  bool more_to_write = false;  ///< also when all of `due` has to wait

  /// Its cursor when the ticks up to `tick`, which is one of `due`, are dealt with.
  Cursor cursor_after(Instant tick) const;
  /// Its cursor when `tick`, which is one of `due`, waits, and all before it is dealt with.
  Cursor cursor_before(Instant tick) const;
};

/// What tells whether a schedule is still the one that its cursor is of.
struct Fingerprint {
  std::uint64_t form;                 ///< form_hash
  std::optional<std::uint64_t> page;  ///< of what is to be published; none: the page is not kept
};

/// What is due, skipped and new for `schedule`, number `index`, of which Redis holds `stored`.
SchedulePlan plan_schedule(const Schedule& schedule, std::size_t index, const StoredState& stored,
                           const Fingerprint& own, const PlanContext& context);

/// The range of ticks that the ledger has to be asked for before they may be called dropped:
/// `plan` was made without StoredState::pushed. Nothing when there are none.
std::optional<std::pair<Instant, Instant>> dropped_range(const SchedulePlan& plan);

/// What `cursor` tells of dropped ticks, for as long as that is of interest. Runs forget it then,
/// but one that has nothing to write leaves the cursor as it is. A time to come is of a bad clock.
std::optional<Dropped> remembered_drop(const Cursor& cursor, Instant now);

}  // namespace sidetick
