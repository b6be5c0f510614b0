#include "cli/output/diff.h"
#include "cli/output/json_text.h"
#include "core/text/json.h"

namespace sidetick {

namespace {

std::string or_null(const std::string& json) {
  return json.empty() ? "null" : json;
}

std::string instant_json(Instant instant) {
  return json_string(format_instant(instant));
}

void append_change(std::string& out, const ValueChange& value) {
  append_string_member(out, "key", value.key);
  append_member(out, "old", or_null(value.before));
  append_member(out, "new", or_null(value.after));
}

std::string value_json(const ValueChange& value) {
  std::string out = "{";
  append_change(out, value);
  return out + "}";
}

std::string setting_json(const SettingChange& setting) {
  std::string out = "{";
  append_change(out, setting.value);
  append_member(out, "effect", setting.effect.empty() ? "null" : json_string(setting.effect));
  return out + "}";
}

std::string moved_json(const MovedInstant& moved) {
  std::string out = "{";
  append_member(out, "tick", instant_json(moved.tick));
  append_string_member(out, "moved_from", format_wall_clock(moved.from));
  return out + "}";
}

std::string tick_set_json(const TickSet& ticks) {
  std::string out = "{";
  append_member(out, "count", std::to_string(ticks.count));
  append_member(out, "first", json_array(ticks.first, instant_json));
  append_member(out, "moved_count", std::to_string(ticks.moved_count));
  append_member(out, "moved", json_array(ticks.moved, moved_json));
  return out + "}";
}

std::string schedule_json(const ScheduleChange& change) {
  std::string out = "{";
  append_string_member(out, "schedule", change.schedule().name);
  append_string_member(out, "change", change_name(change.kind));
  if (change.kind == ChangeKind::renamed) {
    append_string_member(out, "old_name", change.before->name);
  }
  append_member(out, "lost", tick_set_json(change.ticks.lost));
  append_member(out, "gained", tick_set_json(change.ticks.gained));
  append_member(out, "first_difference_later", optional_json(change.ticks.later));
  const auto& moved = change.ticks.later_moved_from;
  append_member(out, "first_difference_moved_from",
                moved ? json_string(format_wall_clock(*moved)) : "null");
  append_member(out, "values", json_array(change.values, value_json));
  return out + "}";
}

}  // namespace

std::string diff_json(const ConfigDiff& diff) {
  std::string out = "{";
  append_member(out, "from", instant_json(diff.schedules.from));
  append_member(out, "to", instant_json(diff.schedules.to));
  append_member(out, "differs", boolean_json(diff.differs()));
  append_member(out, "settings", json_array(diff.settings, setting_json));
  append_member(out, "schedules", json_array(diff.schedules.changes, schedule_json));
  append_member(out, "as_before", std::to_string(diff.schedules.same));
  return out + "}\n";
}

}  // namespace sidetick
