#include "config/settings.h"

#include <array>
#include <chrono>
#include <stdexcept>

#include "config/allow.h"
#include "config/redis/redis.h"
#include "config/schedule_answers.h"
#include "config/toml/table_reader.h"
#include "config/window.h"
#include "core/time/duration.h"
#include "io/host/zone_file.h"

namespace sidetick {

namespace {

using std::chrono::minutes;

constexpr std::array<std::string_view, 9> top_keys{
    "time_zone", "missed_jobs_window", "history", "clock_tolerance", "redis", "defaults",
    "schedules", "calendars",          "allow"};
/// Two hosts may be twice as far apart: well within ledger_grace and cursor_lead, beyond which the
/// slower one would take the other's cursor for that of a bad clock, and not find its ticks in the
/// ledger.
constexpr DurationRange tolerances{Milliseconds{0}, minutes{1}};

void read_zone(const TableReader& top, std::shared_ptr<const Zone>& zone) {
  const std::string* name = top.string("time_zone");
  if (name == nullptr) return;
  try {
    zone = find_zone(*name);
  } catch (const std::invalid_argument& error) {
    top.scope().problem(place_of(*top.find("time_zone")), error.what());
  }
}

/// `[[schedules]]` with a name in each is the habit of other formats.
void expect_schedule_tables(const TableReader& top) {
  const toml::node* node = top.find("schedules");
  if (node == nullptr || !node->is_array()) {
    top.table("schedules");
  } else {
    top.problem("schedules", "must be a table, not an array: write [schedules.NAME] for each");
  }
}

}  // namespace

void SettingsReader::note_origin(const std::string& key, const toml::node& node,
                                 FileProblems& findings) {
  const Place place = place_of(node);
  const auto [found, is_new] = set_in_.emplace(key, Origin{&findings, place});
  if (is_new) return;
  const Origin& first = found->second;
  Scope(findings, "")
      .problem(place, (key == "redis" ? "[redis]" : key) + " is also in " +
                          place_text(first.findings->file, first.place) +
                          ": it holds for all files, so keep one");
}

void SettingsReader::read(const toml::table& file, FileProblems& findings) {
  const Scope scope(findings, "");
  const TableReader top(file, top_keys, scope, top_answer);
  for (const std::string_view key : std::span(top_keys).first(5)) {
    const toml::node* node = top.find(key);
    if (node != nullptr) note_origin(std::string(key), *node, findings);
  }
  findings.allow = read_allow(top, RuleOf::file).value_or(RuleSet{});
  read_zone(top, result_.zone);
  Settings& settings = result_.settings;
  auto window = read_window(top);
  refuse_unlimited(top);
  if (window == unlimited_window) window.reset();
  top.take_written("missed_jobs_window", window, result_.window, result_.written_window);
  top.take_written("history", top.whole_seconds("history", history_range), settings.history,
                   settings.written_history);
  top.take_written("clock_tolerance", top.whole_seconds("clock_tolerance", tolerances),
                   settings.clock_tolerance, settings.written_clock_tolerance);
  top.table("defaults");
  top.table("calendars");
  expect_schedule_tables(top);
  if (const toml::table* redis = top.table("redis")) read_redis(*redis, findings, settings.redis);
}

void SettingsReader::finish(FileProblems& last) {
  if (!set_in_.contains("redis")) read_redis_environment(last, result_.settings.redis);
  if (result_.window <= result_.settings.history) return;
  auto origin = set_in_.find("history");
  if (origin == set_in_.end()) origin = set_in_.find("missed_jobs_window");
  const Scope scope(*origin->second.findings, "");
  scope.problem(origin->second.place,
                shorter_history(result_.settings.written_history, result_.written_window));
}

}  // namespace sidetick
