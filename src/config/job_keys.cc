#include "config/job_keys.h"

#include <algorithm>
#include <array>

#include "core/schedule/schedule.h"

namespace sidetick {

namespace {

/// The most that Sidekiq takes for a duration, not a time (job_util.rb).
constexpr double most_retry_for = 1'000'000'000;

// Each gives the value that is wrong, `node` or one within it, or null.

const toml::node* find_no_strings(const toml::node& node) {
  const auto* array = node.as_array();
  if (array == nullptr) return &node;
  const auto wrong = std::find_if(array->begin(), array->end(),
                                  [](const toml::node& element) { return !element.is_string(); });
  return wrong == array->end() ? nullptr : &*wrong;
}

const toml::node* find_no_lines(const toml::node& node) {
  const auto* number = node.as_integer();
  return node.is_boolean() || (number != nullptr && number->get() >= 0) ? nullptr : &node;
}

const toml::node* find_no_seconds(const toml::node& node) {
  const auto seconds = node.is_number() ? node.value<double>() : std::nullopt;
  return seconds && *seconds >= 0 && *seconds <= most_retry_for ? nullptr : &node;
}

const toml::node* find_no_queue(const toml::node& node) {
  const auto* text = node.as_string();
  return text != nullptr && is_queue_name(text->get()) ? nullptr : &node;
}

const toml::node* find_no_boolean(const toml::node& node) {
  return node.is_boolean() ? nullptr : &node;
}

struct JobKey {
  std::string_view key;
  const toml::node* (*find_wrong)(const toml::node& node);
  const char* expected;
};
constexpr std::array job_keys{
    JobKey{"tags", find_no_strings, "an array of strings"},
    JobKey{"backtrace", find_no_lines, "true, false or a number of lines from 0 on"},
    JobKey{"retry_for", find_no_seconds, "a number of seconds from 0 to 1000000000"},
    JobKey{"retry_queue", find_no_queue, "a queue, without spaces and control characters"},
    JobKey{"dead", find_no_boolean, "true or false"},
};

}  // namespace

void check_job_key(const TableReader& table, std::string_view key, const toml::node& node) {
  const auto* known = std::ranges::find(job_keys, key, &JobKey::key);
  if (known == job_keys.end()) return;
  const toml::node* wrong = known->find_wrong(node);
  if (wrong == nullptr) return;
  table.scope().problem(place_of(*wrong),
                        "job." + std::string(key) + " must be " + known->expected +
                            (wrong == &node ? ", not " : ", but holds ") + describe(*wrong));
}

}  // namespace sidetick
