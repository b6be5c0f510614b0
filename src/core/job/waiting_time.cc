#include "core/job/waiting_time.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/text/untrusted_json.h"

namespace sidetick {

namespace {

/// Milliseconds of the present are larger, seconds smaller.
constexpr double first_milliseconds = 1e11;

}  // namespace

std::optional<Seconds> waiting_time(const std::string& payload, Instant now) {
  const auto job = parse_foreign_json(payload);
  if (!job.is_object() || !job.contains("enqueued_at")) return {};
  const auto& at = job["enqueued_at"];
  if (!at.is_number()) return {};
  const double number = at.get<double>();
  const double seconds = number >= first_milliseconds ? number / 1000 : number;
  if (!(seconds >= 0 && seconds < first_milliseconds)) return {};
  return std::max(now.time_since_epoch() - Seconds{static_cast<long long>(seconds)}, Seconds{0});
}

}  // namespace sidetick
