// Keys of a `job` table that Sidekiq reads: a value of another type would break there, out of
// sight.
//
// Source:  lib/sidekiq/job_util.rb (validate: tags and retry_for), job_retry.rb (attempt_retry:
//          backtrace, dead, retry_for, retry_queue), web/helpers.rb (display_tags).
// Why:     with tags = "x" the web page fails, and a job that failed is lost when its retry is due:
//          Sidekiq takes it out of the retry set, and its own client then refuses it.
#pragma once

#include <string_view>

#include "config/toml/table_reader.h"

namespace sidetick {

/// Reports what is wrong with `node`, the value of `key` in a job table. Any other key may hold
/// anything.
void check_job_key(const TableReader& table, std::string_view key, const toml::node& node);

}  // namespace sidetick
