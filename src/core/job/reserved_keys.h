// The keys of a payload that no configuration sets.
//
// Source:  https://github.com/sidekiq/sidekiq/wiki/Job-Format
#pragma once

#include <array>
#include <string_view>

namespace sidetick {

/// What sidetick writes into the payload itself, and what only a failure writes.
inline constexpr std::array<std::string_view, 15> reserved_keys{
    "class",      "args",       "queue",         "retry",       "wrapped",
    "jid",        "created_at", "enqueued_at",   "at",          "retry_count",
    "retried_at", "failed_at",  "error_message", "error_class", "error_backtrace"};

}  // namespace sidetick
