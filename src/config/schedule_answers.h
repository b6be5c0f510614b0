// What the keys of other schedulers are called here.
//
// Source:  sidekiq-scheduler: README.md and lib/sidekiq-scheduler/utils.rb; sidekiq-cron: README.md
//          and lib/sidekiq/cron/job.rb; exq-scheduler: README.md; rufus-scheduler: README.md for
//          what goes with an expression; Oban, Quantum, GoodJob and Solid Queue for "worker", "task",
//          "schedule" and "priority".
#pragma once

#include <string>
#include <string_view>

#include "config/toml/toml.h"

namespace sidetick {

/// Of a key in [schedules.NAME] or [defaults]: an AnswerKey.
std::string schedule_answer(std::string_view key, const toml::node& value);

/// Of a key at the top of a file: an AnswerKey.
std::string top_answer(std::string_view key, const toml::node& value);

/// True for a table that is a schedule by its keys, or holds one: `[schedules.reports.daily]` makes
/// one of "reports".
bool holds_schedule(const toml::node& node);

/// The names of the innermost of them, from `prefix` on: "reports.daily".
std::string dotted_name(std::string prefix, const toml::table& table);

}  // namespace sidetick
