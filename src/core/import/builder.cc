#include "core/import/builder.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "core/dialects/dst_note.h"
#include "core/import/toml.h"
#include "core/job/reserved_keys.h"
#include "core/schedule/doubts.h"
#include "core/schedule/ticks.h"
#include "core/text/quote.h"
#include "core/text/utf8.h"
#include "core/time/duration.h"

namespace sidetick {

namespace {

using nlohmann::json;

/// Twice within a minute, at least sometimes.
bool fires_within_a_minute(const Translated& time, Instant now) try {
  constexpr Seconds minute{60};
  if (time.key == "every") return parse_duration(time.text).value_or(minute) < minute;
  const Timing timing = CronExpr::parse(time.text);
  const auto zone = Zone::utc();
  Ticks ticks(timing, *zone, now);
  auto last = ticks.next();
  // Three, for the first may be the last of its minute.
  for (int i = 0; i < 2; ++i) {
    const auto next = ticks.next();
    if (!next) return false;
    if (*next - *last < minute) return true;
    last = next;
  }
  return false;
} catch (const std::invalid_argument&) {
  return false;  // the check of the whole table says what is wrong
}

}  // namespace

std::string described(const std::string& key, const json& value) {
  if (value.is_string()) return key + " " + quote(value.get_ref<const std::string&>());
  const std::string text = value.dump(-1, ' ', false, json::error_handler_t::replace);
  return key + " " + (text.size() > 100 ? text.substr(0, 100) + "…" : text);
}

ScheduleBuilder::ScheduleBuilder(std::string name, const ImportContext& context)
    : context_(context) {
  schedule_.name = std::move(name);
  if (!is_utf8(schedule_.name)) leave_out("its name is not UTF-8, which TOML needs");
}

void ScheduleBuilder::leave_out(const std::string& reason) {
  if (schedule_.reason.empty()) schedule_.reason = reason;
}

void ScheduleBuilder::set(const std::string& key, const std::string& toml) {
  schedule_.settings.push_back({key, toml});
}

void ScheduleBuilder::set_json(const std::string& key, const json& value) {
  try {
    set(key, toml_value(value));
  } catch (const Untranslatable& error) {
    leave_out(key + " " + error.what());
    set(key, value.dump(-1, ' ', false, json::error_handler_t::replace));
  }
}

void ScheduleBuilder::set_string(const std::string& key, std::string_view text) {
  if (!is_utf8(text)) leave_out(key + " " + quote(text) + " is not UTF-8, which TOML needs");
  set(key, toml_string(text));
}

void ScheduleBuilder::set_time(const std::string& key, const std::string& text,
                               Translated (*translate)(std::string_view)) {
  try {
    const Translated time = translate(text);
    set(time.key, time.key == "at" ? time.text : toml_string(time.text));
    if (!time.zone.empty()) set_string("time_zone", time.zone);
    for (const std::string& each : time.notes) note(each);
    if (time.text != text && time.key == "cron") note(key + " was " + quote(text));
    add_rate_note(time);
    add_dst_note(time);
  } catch (const Untranslatable& error) {
    leave_out(key + " " + quote(text) + ": " + error.what());
    set_string(key, text);
  }
}

void ScheduleBuilder::add_dst_note(const Translated& time) {
  if (time.key != "cron" || time.zone.empty()) return;
  try {
    const auto zone = context_.find_zone(time.zone);
    const auto difference = dst_difference(CronExpr::parse(time.text), *zone, context_.now);
    if (difference) note(*difference);
  } catch (const std::invalid_argument&) {
    // The check of the whole table says what is wrong with the zone.
  }
}

void ScheduleBuilder::add_rate_note(const Translated& time) {
  if (time.key != "at" && fires_within_a_minute(time, context_.now)) {
    note(std::string("it ") + several_a_minute);
  }
}

void ScheduleBuilder::set_retry(const json& value) {
  if (value.is_boolean() || (value.is_number_integer() && value >= 0)) {
    set("retry", value.dump());
  } else if (!value.is_null()) {
    note(described("retry", value) + " is neither true, false nor a number: left out");
  }
}

void ScheduleBuilder::set_job(const json& keys) {
  std::string table;
  for (const auto& [key, value] : keys.items()) {
    if (value.is_null()) continue;
    if (std::find(reserved_keys.begin(), reserved_keys.end(), key) != reserved_keys.end()) {
      note(described(key, value) + " is set by sidetick itself: left out");
      continue;
    }
    try {
      table += (table.empty() ? "" : ", ") + toml_key(key) + " = " + toml_value(value);
    } catch (const Untranslatable& error) {
      note(quote(key) + " " + error.what() + ": left out");
    }
  }
  if (!table.empty()) set("job", "{ " + table + " }");
}

}  // namespace sidetick
