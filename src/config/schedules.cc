#include "config/schedules.h"

#include <algorithm>
#include <array>

#include "config/allow.h"
#include "config/job.h"
#include "config/schedule_answers.h"
#include "config/timing.h"
#include "config/toml/table_reader.h"
#include "config/window.h"
#include "core/job/placeholders.h"
#include "core/text/json.h"
#include "core/text/quote.h"

namespace sidetick {

namespace {

constexpr std::array<std::string_view, 23> schedule_keys{"cron",
                                                         "every",
                                                         "at",
                                                         "anchor",
                                                         "start",
                                                         "end",
                                                         "exclude",
                                                         "class",
                                                         "args",
                                                         "description",
                                                         "queue",
                                                         "retry",
                                                         "time_zone",
                                                         "enabled",
                                                         "missed",
                                                         "first_run",
                                                         "missed_jobs_window",
                                                         "max_backlog",
                                                         "job",
                                                         "template",
                                                         "include_metadata",
                                                         "active_job",
                                                         "allow"};
constexpr std::array<std::string_view, 14> default_keys{"queue",
                                                        "exclude",
                                                        "retry",
                                                        "time_zone",
                                                        "enabled",
                                                        "missed",
                                                        "first_run",
                                                        "missed_jobs_window",
                                                        "max_backlog",
                                                        "job",
                                                        "include_metadata",
                                                        "active_job",
                                                        "template",
                                                        "allow"};
constexpr std::pair<std::string_view, FirstRun> first_run_words[]{{"now", FirstRun::now},
                                                                  {"window", FirstRun::window}};
constexpr std::size_t longest_name = 200;
constexpr std::int64_t longest_backlog = 1'000'000'000;

/// What a schedule and [defaults] have in common.
void read_common(const TableReader& table, Schedule& schedule) {
  read_job_options(table, schedule.job);
  schedule.enabled = table.boolean("enabled").value_or(schedule.enabled);
  schedule.missed = table.choice("missed", missed_words).value_or(schedule.missed);
  schedule.first_run = table.choice("first_run", first_run_words).value_or(schedule.first_run);
  read_window(table, schedule);
  if (const auto jobs = table.integer("max_backlog", 1, longest_backlog)) {
    schedule.max_backlog = static_cast<std::uint32_t>(*jobs);
  }
}

Place timing_place(const TableReader& table) {
  for (const std::string_view key : {"cron", "every", "at"}) {
    if (const toml::node* node = table.find(key)) return place_of(*node);
  }
  return table.place();
}

std::string name_fault(std::string_view name) {
  if (name.empty()) return "the name is empty";
  if (name.size() > longest_name) {
    return "the name is longer than " + std::to_string(longest_name) + " bytes";
  }
  const bool plain =
      std::all_of(name.begin(), name.end(), [](char c) { return c > 0x20 && c < 0x7f; });
  return plain || escape_controls(name) == name ? "" : "the name has a control character";
}

void check_strings(const toml::node& node, const Timing& timing, const Scope& scope) {
  if (const auto* array = node.as_array()) {
    for (const auto& element : *array) check_strings(element, timing, scope);
  } else if (const auto* table = node.as_table()) {
    for (const auto& [key, value] : *table) check_strings(value, timing, scope);
  } else if (const auto* text = node.as_string()) {
    const auto problem = template_problem(json_string(text->get()), timing);
    if (problem) scope.problem(place_of(node), *problem);
  }
}

/// Reports each string in the arguments whose placeholders are wrong, at its place.
void check_placeholders(const TableReader& table, const Schedule& schedule) {
  const toml::node* args = table.find("args");
  if (args == nullptr || !schedule.job.has_placeholders) return;
  check_strings(*args, schedule.timing, table.scope());
}

/// `[schedules.reports.daily]` is a table "daily" within the schedule "reports". Reports each of
/// these; false when there are none.
bool refuse_nested(std::string_view name, const toml::table& table, const Scope& scope) {
  bool refused = false;
  for (const auto& [key, value] : table) {
    if (!value.is_table()) continue;  // nearly all there is
    const bool known = std::ranges::find(schedule_keys, key.str()) != schedule_keys.end();
    if (known || !holds_schedule(value)) continue;
    const std::string whole =
        dotted_name(std::string(name) + "." + std::string(key.str()), *value.as_table());
    scope.problem(place_of(value), quote(key.str()) +
                                       " is a schedule within a schedule: a name with a full stop "
                                       "stands in quotes: write [schedules." +
                                       quote(whole) + "]");
    refused = true;
  }
  return refused;
}

/// `cron = …` right below `[schedules]`, or any other value that is no table.
void refuse_value(std::string_view name, const toml::node& node, const Scope& scope) {
  const bool is_key = std::ranges::find(schedule_keys, name) != schedule_keys.end();
  const std::string header = "[schedules." + (is_key ? "NAME" : std::string(name)) + "]";
  scope.problem(place_of(node), "must be a table " + header + ", not " + describe(node) +
                                    (is_key ? ": a schedule has a name" : ""));
}

/// What each schedule of a file begins with.
struct Defaults {
  Schedule schedule;
  FoundSchedule found;
};

/// Reads the schedules of one file.
class EntryReader {
 public:
  EntryReader(const FileDefaults& wide, const Calendars& calendars, TextLines& lines,
              FileProblems& findings)
      : wide_(wide), calendars_(calendars), lines_(lines), findings_(findings) {}

  /// `schedule` and `found` are as the defaults say.
  void read(std::string_view name, const toml::node& node, Schedule& schedule,
            FoundSchedule& found) {
    const Scope scope = Scope::schedule(findings_, name);
    const std::size_t problems_before = findings_.problems.size();
    schedule.name = name;
    found.place = place_of(node);
    const std::string fault = name_fault(name);
    if (!fault.empty()) scope.problem(found.place, fault);
    const toml::table* table = node.as_table();
    if (table != nullptr && !refuse_nested(name, *table, scope)) {
      read_table(TableReader(*table, schedule_keys, scope, schedule_answer), schedule, found);
    } else if (table == nullptr) {
      refuse_value(name, node, scope);
    }
    found.right = findings_.problems.size() == problems_before;
  }

 private:
  void read_table(const TableReader& table, Schedule& schedule, FoundSchedule& found) {
    found.timing = timing_place(table);
    found.allow = read_allow(table, RuleOf::schedule).value_or(found.allow);
    const std::size_t problems_before = findings_.problems.size();
    read_timing(table, lines_, schedule);
    if (auto own = read_exclude(table, calendars_)) {
      found.excluded = std::move(own);
      found.excludes_itself = true;
    }
    read_limits(table, found.excluded, schedule);
    const bool is_right = findings_.problems.size() == problems_before;
    if (is_right && schedule.timing.limits) expect_some_tick(table, schedule);
    read_class_and_args(table, schedule.job);
    read_common(table, schedule);
    check_placeholders(table, schedule);
    expect_history(table, schedule, wide_);
    expect_once(table, schedule);
    if (const std::string* text = table.string("description")) schedule.description = *text;
  }

  const FileDefaults& wide_;
  const Calendars& calendars_;
  TextLines& lines_;
  FileProblems& findings_;
};

/// A key of [schedules] and its value.
struct Entry {
  std::string_view name;
  const toml::node* node;
};

/// In order of line: toml++ has them in order of name.
std::vector<Entry> entries_by_line(const toml::table& file) {
  std::vector<Entry> entries;
  const toml::node* node = file.get("schedules");
  if (node == nullptr || !node->is_table()) return entries;
  entries.reserve(node->as_table()->size());
  for (const auto& [key, entry] : *node->as_table()) entries.push_back({key.str(), &entry});
  std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    const Place first = place_of(*a.node);
    const Place second = place_of(*b.node);
    return std::pair(first.line, first.column) < std::pair(second.line, second.column);
  });
  return entries;
}

Defaults read_defaults(const toml::table& file, const FileDefaults& wide,
                       const Calendars& calendars, FileProblems& findings) {
  Defaults defaults;
  auto& [schedule, found] = defaults;
  schedule.zone = wide.zone;
  schedule.window = wide.window;
  schedule.written_window = wide.written_window;
  const toml::node* node = file.get("defaults");
  if (node == nullptr || !node->is_table()) return defaults;
  const Scope scope(findings, "[defaults] ");
  const TableReader table(*node->as_table(), default_keys, scope, schedule_answer);
  read_time_zone(table, schedule.zone);
  read_common(table, schedule);
  found.excluded = read_exclude(table, calendars);
  expect_history(table, schedule, wide);
  found.allow = read_allow(table, RuleOf::schedule).value_or(found.allow);
  return defaults;
}

}  // namespace

FileSchedules read_schedules(const toml::table& file, const FileDefaults& wide,
                             const Calendars& calendars, TextLines& lines, FileProblems& findings) {
  const Defaults defaults = read_defaults(file, wide, calendars, findings);
  EntryReader reader(wide, calendars, lines, findings);
  const std::vector<Entry> entries = entries_by_line(file);
  FileSchedules all;
  all.schedules.assign(entries.size(), defaults.schedule);
  all.found.assign(entries.size(), defaults.found);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    reader.read(entries[i].name, *entries[i].node, all.schedules[i], all.found[i]);
  }
  return all;
}

}  // namespace sidetick
