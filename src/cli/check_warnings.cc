#include "cli/check_warnings.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <variant>
#include <vector>

#include "config/redis/variable.h"
#include "core/job/placeholders.h"
#include "core/schedule/doubts.h"
#include "core/text/counted.h"
#include "core/text/quote.h"
#include "core/time/duration.h"

namespace sidetick {

namespace {

std::string disabled_doubt(const Schedule& schedule) {
  if (schedule.enabled) return {};
  return "is disabled: it never fires";
}

std::string past_doubt(const Schedule& schedule, Instant now) {
  const auto* at = schedule.timing.as<At>();
  if (at != nullptr && at->instant <= now) {
    const bool may_come = schedule.window == unlimited_window;
    return "at " + format_instant(at->instant) + " is past: it does not fire again" +
           (may_come ? ", unless no run has come since: see sidetick status" : "");
  }
  const bool may_have_ended = schedule.timing.limits != nullptr;
  if (!may_have_ended || next_tick(schedule.timing, *schedule.zone, now)) return {};
  return "has no tick any more: it does not fire again";
}

/// A calendar that is not brought up to date excludes nothing more, and nobody notices.
std::string calendar_doubt(const CalendarEnd& calendar, LocalDate today) {
  constexpr date::days soon{60};
  if (calendar.last > today + soon) return {};
  const std::string last = format_date(calendar.last);
  const auto left = (calendar.last - today).count();
  return "calendar " + quote(calendar.name) + ": its last date, " + last + ", is " +
         (left < 0    ? "past"
          : left == 0 ? "today"
                      : "in " + counted(left, "day")) +
         ": add those that come";
}

/// The name in the first `${VAR}` of `text`, or "".
std::string variable_in(std::string_view text) {
  for (std::size_t at = text.find("${"); at != std::string_view::npos;
       at = text.find("${", at + 1)) {
    std::string name = variable_within(text.substr(at));
    if (!name.empty()) return name;
  }
  return {};
}

/// `${VAR}` in what goes into the job.
std::string literal_variable(const JobSpec& job) {
  std::string name = variable_in(job.args);
  if (name.empty()) name = variable_in(job.queue);
  for (const auto& [key, json] : job.extra) {
    if (name.empty()) name = variable_in(json);
  }
  if (name.empty()) return {};
  return "the job has ${" + name + "}, which is passed on as it is written";
}

/// Why a placeholder is passed on as it is written; "" when there is none, or it is replaced.
std::string literal_placeholder(const Schedule& schedule) {
  if (schedule.job.has_placeholders) return {};
  const auto found = placeholder_in(schedule.job.args);
  if (found.empty()) return {};
  return "args has " + quote(found) + ", which only template = true replaces";
}

std::string short_window(const std::string& text) {
  return "missed_jobs_window " + quote(text) + ": a tick is dropped when its run is more than " +
         text + " late: make it " + format_duration(shortest_safe_window) +
         " or longer, so that one run may be missing";
}

/// A short window may be that of the file: its schedules are warned of together.
class Warnings {
 public:
  Warnings(Config& config, Instant now) : config_(config), now_(now) {}

  void add() {
    for (std::size_t i = 0; i < config_.schedules.size(); ++i) {
      if (is_short(i)) ++short_windows_[config_.schedules[i].window];
    }
    for (std::size_t i = 0; i < config_.schedules.size(); ++i) add_of(i);
    add_idle_defaults();
    for (const CalendarEnd& each : config_.calendar_ends) add_of_calendar(each);
  }

 private:
  void add_of_calendar(const CalendarEnd& calendar) {
    const auto today = date::floor<date::days>(config_.time_zone->wall_clock(now_));
    const std::string text = calendar_doubt(calendar, today);
    if (text.empty()) return;
    config_.warnings.push_back(
        {calendar.file, calendar.place.line, calendar.place.column, text, Rule::calendar_ends});
  }

  void add_idle_exclusions(std::size_t index) {
    const SchedulePlace& place = config_.places[index];
    if (!place.excludes_itself || place.allow.has(Rule::idle_exclusion)) return;
    const Schedule& schedule = config_.schedules[index];
    for (const ExcludedItem& item : *place.excluded) {
      if (!is_idle_exclusion(schedule, item.what)) continue;
      add_idle_exclusion(place, item, "schedule " + quote(schedule.name) + ": ");
    }
  }

  void add_idle_exclusion(const SchedulePlace& place, const ExcludedItem& item,
                          const std::string& scope) {
    config_.warnings.push_back({config_.files[place.file], item.place.line, item.place.column,
                                scope + "exclude " + quote(item.text) + ": excludes no tick",
                                Rule::idle_exclusion});
  }

  /// Those of [defaults] are for all schedules that have them: one that is wrong may be the one.
  void add_idle_defaults() {
    if (!config_.problems.empty()) return;
    std::map<const void*, std::vector<std::size_t>> sharers;
    for (std::size_t i = 0; i < config_.places.size(); ++i) {
      const SchedulePlace& place = config_.places[i];
      if (place.excluded && !place.excludes_itself) sharers[place.excluded.get()].push_back(i);
    }
    for (const auto& [items, indices] : sharers) add_idle_defaults(indices);
  }

  void add_idle_defaults(const std::vector<std::size_t>& indices) {
    const SchedulePlace& first = config_.places[indices.front()];
    const auto allows = [&](std::size_t index) {
      return config_.places[index].allow.has(Rule::idle_exclusion);
    };
    const bool some_fire = std::ranges::any_of(indices, [&](std::size_t i) { return fires(i); });
    if (!some_fire || std::ranges::any_of(indices, allows)) return;
    for (const ExcludedItem& item : *first.excluded) {
      const bool is_idle = std::ranges::all_of(indices, [&](std::size_t index) {
        return is_idle_exclusion(config_.schedules[index], item.what);
      });
      if (is_idle) add_idle_exclusion(first, item, "[defaults] ");
    }
  }

  bool fires(std::size_t index) const {
    const Schedule& schedule = config_.schedules[index];
    return disabled_doubt(schedule).empty() && past_doubt(schedule, now_).empty();
  }

  bool is_short(std::size_t index) const {
    return config_.schedules[index].window < shortest_safe_window && fires(index) &&
           !config_.places[index].allow.has(Rule::short_window);
  }

  void add_of(std::size_t index) {
    const Schedule& schedule = config_.schedules[index];
    warn(index, Rule::disabled, disabled_doubt(schedule));
    warn(index, Rule::past, past_doubt(schedule, now_));
    if (!fires(index)) return;
    add_of_expression(index);
    warn(index, Rule::seconds, seconds_doubt(schedule));
    warn(index, Rule::daylight_saving, daylight_saving_doubt(schedule, now_));
    warn(index, Rule::literal_variable, literal_variable(schedule.job));
    warn(index, Rule::placeholder, literal_placeholder(schedule));
    if (is_short(index)) add_short_window(index);
    add_idle_exclusions(index);
  }

  void add_of_expression(std::size_t index) {
    const Schedule& schedule = config_.schedules[index];
    if (schedule.timing.as<CronExpr>() == nullptr) return;
    const CronText text = cut_cron_text(schedule.expression);
    warn(index, Rule::six_fields, six_fields_doubt(text));
    warn(index, Rule::every_minute, every_minute_doubt(text));
    warn(index, Rule::both_day_fields, both_day_fields_doubt(text));
    warn(index, Rule::uneven_step, uneven_step_doubt(text));
  }

  void add_short_window(std::size_t index) {
    const Seconds window = config_.schedules[index].window;
    const auto found = short_windows_.find(window);
    if (found == short_windows_.end()) return;
    const std::size_t others = found->second - 1;
    short_windows_.erase(found);
    warn(index, Rule::short_window, short_window(config_.schedules[index].written_window),
         others == 0 ? "" : " and " + std::to_string(others) + " more");
  }

  /// Those of the expression stand at it, the others at the schedule.
  Place place_of(std::size_t index, Rule rule) const {
    const SchedulePlace& place = config_.places[index];
    constexpr std::array of_timing{Rule::six_fields,  Rule::every_minute, Rule::both_day_fields,
                                   Rule::uneven_step, Rule::seconds,      Rule::daylight_saving,
                                   Rule::past};
    const bool timing = std::ranges::find(of_timing, rule) != of_timing.end();
    return timing ? place.timing : Place{place.line, place.column};
  }

  void warn(std::size_t index, Rule rule, const std::string& text, const std::string& others = {}) {
    const SchedulePlace& place = config_.places[index];
    if (text.empty() || place.allow.has(rule)) return;
    const Place at = place_of(index, rule);
    config_.warnings.push_back(
        {config_.files[place.file], at.line, at.column,
         "schedule " + quote(config_.schedules[index].name) + others + ": " + text, rule});
  }

  Config& config_;
  Instant now_;
  std::map<Seconds, std::size_t> short_windows_;  // how many schedules have it, until warned of
};

/// In order of file and line, as problems are.
void sort_warnings(Config& config) {
  const auto rank = [&](const Problem& warning) {
    const auto file = std::ranges::find(config.files, warning.file);
    return std::tuple(file - config.files.begin(), warning.line, warning.column);
  };
  std::ranges::stable_sort(config.warnings, {}, rank);
}

}  // namespace

void add_warnings(Config& config, Instant now) {
  Warnings(config, now).add();
  sort_warnings(config);
}

}  // namespace sidetick
