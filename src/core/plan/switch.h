// The operator's switch of a schedule: its entry in the `states` hash.
//
// Source:  sidekiq-scheduler's toggle_job_enabled: {"enabled":false}, other keys in it stay.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/fault.h"

namespace sidetick {

/// The operator's switch as Redis holds it; on when there is none or it cannot be read, which is
/// noted.
bool switched_on(const std::optional<std::string>& state_text, std::vector<Note>& notes);

/// The entry of a schedule, `state` before, with its switch as `on` says.
std::string switched_state(const std::optional<std::string>& state, bool on);

}  // namespace sidetick
