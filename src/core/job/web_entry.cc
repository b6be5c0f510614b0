#include "core/job/web_entry.h"

#include <algorithm>
#include <array>

#include "core/job/page_args.h"
#include "core/text/json.h"

namespace sidetick {

namespace {

/// Keys that sidekiq-scheduler itself reads of an entry: they cannot stand there for the job's own.
constexpr std::array<std::string_view, 10> keys_of_the_page{"at",
                                                            "cron",
                                                            "description",
                                                            "enabled",
                                                            "every",
                                                            "in",
                                                            "include_metadata",
                                                            "interval",
                                                            "keyword_argument",
                                                            "rails_env"};

/// As fugit reads it: without an H, and with a zone other than UTC as the last field. Names of zones
/// need no escapes. One that has none is left out: fugit then takes the zone of its own host.
void append_timing(std::string& out, const Schedule& schedule) {
  const auto* cron = schedule.timing.as<CronExpr>();
  append_string_member(out, timing_key(schedule.timing), expression_read(schedule));
  if (cron == nullptr || !cron->zone_name().empty() || schedule.zone->name() == "UTC") return;
  if (!schedule.zone->has_name()) return;
  out.back() = ' ';
  out += schedule.zone->name();
  out += '"';
}

/// Keys that are always there are written as they are: each run makes the entry of each schedule.
void append_job(std::string& out, const JobSpec& job) {
  append_json_string(out += R"(,"class":)", job.class_name);
  append_json_string(out += R"(,"queue":)", job.queue);
  const PageArgs page = page_args(job);
  out.append(R"(,"args":)").append(page.args);
  if (page.keyword_argument) append_member(out, "keyword_argument", "true");
  out.append(R"(,"retry":)").append(job.retry);
  if (job.include_metadata) append_member(out, "include_metadata", "true");
  for (const auto& [key, json] : job.extra) {
    if (std::ranges::find(keys_of_the_page, key) == keys_of_the_page.end()) {
      append_member(out, key, json);
    }
  }
}

}  // namespace

void append_web_entry(std::string& out, const Schedule& schedule) {
  out += '{';
  append_timing(out, schedule);
  append_job(out, schedule.job);
  if (!schedule.description.empty()) {
    append_string_member(out, "description", schedule.description);
  }
  out.append(R"(,"enabled":)").append(boolean_json(schedule.enabled)) += '}';
}

std::string web_entry_json(const Schedule& schedule) {
  std::string out;
  append_web_entry(out, schedule);
  return out;
}

}  // namespace sidetick
