// What a new configuration changes, as `diff` prints it: for people, for a comment on a pull request,
// as JSON.
//
//   namespace  none -> "exq": every schedule is new there: …
//   new        nightly: 30 ticks: 2026-11-30T02:00:00Z, …
//   changed    report
//              cron    "0 2 * * *" -> "30 2 * * *"
//              lost    30 ticks: 2026-11-30T02:00:00Z, … and 27 more
//              gained  30 ticks: …
//   1 new, 1 changed, 12 as they were, in [2026-11-29T18:00:00Z, 2026-12-29T18:00:00Z)
//
// Source:  sidetick(1), "diff".
// Knows nothing of how it was found.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/output/ticks_text.h"
#include "core/diff/diff.h"

namespace sidetick {

/// A setting outside of schedules that changes.
struct SettingChange {
  ValueChange value;
  std::string effect;  ///< what it means for every schedule; "": neither ticks nor jobs are others
};

struct ConfigDiff {
  std::vector<SettingChange> settings;
  Diff schedules;

  bool differs() const;
};

/// "new", "gone", "renamed", "changed", "same"
std::string_view change_name(ChangeKind kind);

/// "1 new, 1 gone, 2 changed, 12 as they were"; of settings: "1 setting".
std::string diff_sum(const ConfigDiff& diff);

/// `json`, cut after 100 characters; "none" of "".
std::string shown_value(const std::string& json);

/// "30 ticks: 2026-11-30T02:00:00Z, 2026-12-01T02:00:00Z, 2026-12-02T02:00:00Z and 27 more"
std::string tick_set_text(const TickSet& ticks, const Schedule& schedule, TimeStyle style);
/// "first differs at …", of a change whose ticks differ behind the range alone.
std::string later_text(const ScheduleChange& change, TimeStyle style);

std::string diff_text(const ConfigDiff& diff, TimeStyle style, bool colour);
std::string diff_markdown(const ConfigDiff& diff);
std::string diff_json(const ConfigDiff& diff);

}  // namespace sidetick
