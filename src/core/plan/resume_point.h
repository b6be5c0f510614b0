// Where a run begins for a schedule: after which instant its ticks are looked at.
//
// Source:  sidetick(7), "Where a run begins": its cursor; else exq-scheduler's last run; else
//          sidekiq-scheduler's last time; else the start of the current minute, or of the window.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/fault.h"
#include "core/plan/clock.h"
#include "core/plan/stored.h"

namespace sidetick {

struct ResumePoint {
  enum class Kind { cursor, migrated, recovered, bad_clock, changed, fresh };
  Kind kind;
  Instant after;                 ///< ticks later than this are looked at
  std::optional<Cursor> cursor;  ///< the one found, when it could be read
};

/// Reads a time that exq-scheduler, sidekiq-scheduler or sidetick has stored; nothing when it is
/// none.
std::optional<Instant> parse_stored_time(std::string_view text);

/// Adds to `notes` what the operator should hear of. `ticks` is the ticks_hash of `schedule`.
ResumePoint find_resume_point(const Schedule& schedule, std::uint64_t ticks,
                              const StoredState& stored, const Present& present,
                              std::vector<Note>& notes);

}  // namespace sidetick
