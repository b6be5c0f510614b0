#include "core/diff/values.h"

#include <algorithm>

#include "core/text/json.h"
#include "core/time/duration.h"

namespace sidetick {

namespace {

void add_limits(const Limits& limits, std::vector<KeyValue>& values) {
  const Limits none;
  if (limits.start != none.start) {
    values.push_back({"start", json_string(format_instant(limits.start))});
  }
  if (limits.end != none.end) values.push_back({"end", json_string(format_instant(limits.end))});
  if (!limits.exclusions.empty()) {
    values.push_back({"exclude", json_array(limits.exclusions.texts(), json_string)});
  }
}

void add_timing(const Schedule& schedule, std::vector<KeyValue>& values) {
  values.push_back({timing_key(schedule.timing), json_string(schedule.expression)});
  const auto* every = schedule.timing.as<Every>();
  if (every != nullptr && every->anchor != Instant{}) {
    values.push_back({"anchor", json_string(format_instant(every->anchor))});
  }
  if (const auto* days = schedule.timing.as<EveryDays>()) {
    values.push_back({"anchor", json_string(format_wall_clock(days->anchor))});
  }
  if (schedule.timing.limits) add_limits(*schedule.timing.limits, values);
  values.push_back({"time_zone", json_string(schedule.zone->name())});
}

void add_job(const JobSpec& job, std::vector<KeyValue>& values) {
  values.push_back({"class", json_string(job.class_name)});
  values.push_back({"queue", json_string(job.queue)});
  values.push_back({"args", job.args});
  values.push_back({"template", boolean_json(job.has_placeholders)});
  values.push_back({"include_metadata", boolean_json(job.include_metadata)});
  values.push_back({"active_job", boolean_json(job.active_job)});
  values.push_back({"retry", job.retry});
  for (const auto& [key, json] : job.extra) values.push_back({"job." + key, json});
}

KeyValue value_of(const std::vector<KeyValue>& values, const std::string& key) {
  const auto found = std::ranges::find(values, key, &KeyValue::key);
  return found == values.end() ? KeyValue{key, ""} : *found;
}

const std::string& meaning_of(const KeyValue& value) {
  return value.meaning.empty() ? value.json : value.meaning;
}

}  // namespace

std::vector<KeyValue> schedule_values(const Schedule& schedule) {
  std::vector<KeyValue> values;
  values.push_back({"enabled", boolean_json(schedule.enabled)});
  add_timing(schedule, values);
  add_job(schedule.job, values);
  values.push_back({"missed", json_string(word_of(schedule.missed))});
  values.push_back({"first_run", schedule.first_run == FirstRun::now ? "\"now\"" : "\"window\""});
  values.push_back({"missed_jobs_window", json_string(schedule.written_window),
                    format_duration(schedule.window)});
  values.push_back(
      {"max_backlog", schedule.max_backlog > 0 ? std::to_string(schedule.max_backlog) : ""});
  values.push_back(
      {"description", schedule.description.empty() ? "" : json_string(schedule.description)});
  return values;
}

std::vector<ValueChange> changed_values(const std::vector<KeyValue>& before,
                                        const std::vector<KeyValue>& after) {
  std::vector<ValueChange> changes;
  for (const KeyValue& old : before) {
    const KeyValue now = value_of(after, old.key);
    if (meaning_of(now) != meaning_of(old)) changes.push_back({old.key, old.json, now.json});
  }
  for (const KeyValue& now : after) {
    if (std::ranges::find(before, now.key, &KeyValue::key) == before.end()) {
      changes.push_back({now.key, "", now.json});
    }
  }
  return changes;
}

}  // namespace sidetick
