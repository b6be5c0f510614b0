#include "config/window.h"

#include <string>

namespace sidetick {

namespace {

constexpr const char* key = "missed_jobs_window";

bool is_unlimited(const toml::node* node) {
  const auto* text = node == nullptr ? nullptr : node->as_string();
  return text != nullptr && text->get() == unlimited_word;
}

}  // namespace

std::optional<Seconds> read_window(const TableReader& table) {
  const toml::node* node = table.find(key);
  if (node == nullptr) return std::nullopt;
  return is_unlimited(node) ? unlimited_window : table.whole_seconds(key, window_range);
}

void read_window(const TableReader& table, Schedule& schedule) {
  table.take_written(key, read_window(table), schedule.window, schedule.written_window);
}

void expect_history(const TableReader& table, const Schedule& schedule, const FileDefaults& wide) {
  const Seconds window = schedule.window;
  const bool forgets = window > wide.settings.history && window != unlimited_window;
  if (table.find(key) == nullptr || !forgets) return;
  table.scope().problem(place_of(*table.find(key)),
                        shorter_history(wide.settings.written_history, schedule.written_window));
}

void expect_once(const TableReader& table, const Schedule& schedule) {
  if (schedule.window != unlimited_window || table.find("at") != nullptr) return;
  const std::string unlimited = "\"unlimited\"";
  const std::string remedy = "is for at alone, which fires once: write a duration such as \"3h\"";
  if (table.find(key) != nullptr) return table.problem(key, unlimited + ": " + remedy);
  table.scope().problem(table.place(), std::string(key) + " " + unlimited +
                                           " of [defaults]: " + remedy + " in this schedule");
}

void refuse_unlimited(const TableReader& top) {
  if (!is_unlimited(top.find(key))) return;
  top.problem(key,
              "\"unlimited\": is for schedules with at alone: write it in each of them, or in "
              "the [defaults] of a file that has no others");
}

}  // namespace sidetick
