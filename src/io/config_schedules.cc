#include "io/config_schedules.h"

#include <algorithm>
#include <array>

#include "core/quote.h"
#include "io/config_job.h"
#include "io/config_ranges.h"
#include "io/config_reader.h"
#include "io/config_template.h"
#include "io/config_timing.h"

namespace sidetick {

namespace {

constexpr std::array<std::string_view, 18> schedule_keys{"cron",
                                                         "every",
                                                         "at",
                                                         "anchor",
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
                                                         "job",
                                                         "template",
                                                         "include_metadata",
                                                         "active_job"};
constexpr std::array<std::string_view, 11> default_keys{"queue",
                                                        "retry",
                                                        "time_zone",
                                                        "enabled",
                                                        "missed",
                                                        "first_run",
                                                        "missed_jobs_window",
                                                        "job",
                                                        "include_metadata",
                                                        "active_job",
                                                        "template"};
constexpr std::pair<std::string_view, Missed> missed_words[]{
    {"all", Missed::all}, {"latest", Missed::latest}, {"none", Missed::none}};
constexpr std::pair<std::string_view, FirstRun> first_run_words[]{{"now", FirstRun::now},
                                                                  {"window", FirstRun::window}};
constexpr std::size_t longest_name = 200;

/// What a schedule and [defaults] have in common.
void read_common(const TableReader& table, Schedule& schedule) {
  read_job_options(table, schedule.job);
  schedule.enabled = table.boolean("enabled").value_or(schedule.enabled);
  schedule.missed = table.choice("missed", missed_words).value_or(schedule.missed);
  schedule.first_run = table.choice("first_run", first_run_words).value_or(schedule.first_run);
  schedule.window =
      table.whole_seconds("missed_jobs_window", window_range).value_or(schedule.window);
}

/// A window of the table's own must not be longer than the ledger remembers.
void expect_history(const TableReader& table, Seconds window, const FileWide& wide) {
  if (table.find("missed_jobs_window") == nullptr || window <= wide.settings.history) return;
  table.scope().problem(place_of(*table.find("missed_jobs_window")),
                        shorter_history(wide.settings.history, window));
}

std::string name_fault(std::string_view name) {
  if (name.empty()) return "the name is empty";
  if (name.size() > longest_name) {
    return "the name is longer than " + std::to_string(longest_name) + " bytes";
  }
  return escape_controls(name) == name ? "" : "the name has a control character";
}

Schedule read_schedule(const toml::table& table, const Schedule& defaults, const FileWide& wide,
                       TextLines& lines, const Scope& scope) {
  const TableReader reader(table, schedule_keys, scope);
  Schedule schedule = defaults;
  read_timing(reader, lines, schedule);
  read_class_and_args(reader, schedule.job);
  read_common(reader, schedule);
  check_templates(reader, schedule);
  expect_history(reader, schedule.window, wide);
  if (const std::string* text = reader.string("description")) schedule.description = *text;
  return schedule;
}

FoundSchedule read_entry(const toml::key& key, const toml::node& node, const Schedule& defaults,
                         const FileWide& wide, TextLines& lines, Findings& findings) {
  const Scope scope = Scope::schedule(findings, key.str());
  const std::size_t problems_before = findings.problems.size();
  FoundSchedule found{defaults, place_of(node), true};
  const std::string fault = name_fault(key.str());
  if (!fault.empty()) scope.problem(found.place, fault);
  if (const toml::table* table = node.as_table()) {
    found.schedule = read_schedule(*table, defaults, wide, lines, scope);
  } else {
    scope.problem(found.place, "must be a table [schedules." + std::string(key.str()) + "], not " +
                                   describe(node));
  }
  found.schedule.name = key.str();
  found.right = findings.problems.size() == problems_before;
  return found;
}

/// What each schedule of the file begins with.
Schedule read_defaults(const toml::table& file, const FileWide& wide, Findings& findings) {
  Schedule defaults;
  defaults.zone = wide.zone;
  defaults.window = wide.window;
  const toml::node* node = file.get("defaults");
  if (node == nullptr || !node->is_table()) return defaults;
  const Scope scope(findings, "[defaults] ");
  const TableReader table(*node->as_table(), default_keys, scope);
  read_time_zone(table, defaults.zone);
  read_common(table, defaults);
  expect_history(table, defaults.window, wide);
  return defaults;
}

}  // namespace

std::vector<FoundSchedule> read_schedules(const toml::table& file, const FileWide& wide,
                                          TextLines& lines, Findings& findings) {
  const Schedule defaults = read_defaults(file, wide, findings);
  std::vector<FoundSchedule> found;
  const toml::node* node = file.get("schedules");
  if (node == nullptr || !node->is_table()) return found;
  found.reserve(node->as_table()->size());
  for (const auto& [key, entry] : *node->as_table()) {
    found.push_back(read_entry(key, entry, defaults, wide, lines, findings));
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
  });
  return found;
}

}  // namespace sidetick
