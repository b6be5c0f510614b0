#include "config/job.h"

#include <algorithm>
#include <array>

#include "config/job_keys.h"
#include "config/toml/to_json.h"
#include "core/job/reserved_keys.h"
#include "core/text/ascii.h"
#include "core/text/quote.h"

namespace sidetick {

namespace {

/// What is to be written instead of a key of the job that sidetick sets.
std::string_view remedy_of(std::string_view reserved_key) {
  constexpr std::array<std::string_view, 4> of_schedule{"class", "args", "queue", "retry"};
  if (reserved_key == "wrapped") return ": write active_job = true";
  const bool is_of_schedule = std::ranges::find(of_schedule, reserved_key) != of_schedule.end();
  return is_of_schedule ? ": write it in the schedule itself" : "";
}

bool is_class_name(const std::string& text) {
  if (text.empty() || !is_letter(text[0])) return false;
  return std::ranges::all_of(
      text, [](char c) { return is_letter(c) || is_digit(c) || c == '_' || c == ':' || c == '.'; });
}

/// Ruby's JSON reads 100 levels of arrays and objects (max_nesting). What is around the arguments
/// takes up to 5: the job, ActiveJob's wrapping, and what Sidekiq says of a job that is running.
constexpr std::size_t most_nesting = 90;

void check_nesting(const TableReader& table, const std::string& key, const toml::node& node) {
  const std::size_t levels = nesting(node);
  if (levels <= most_nesting) return;
  table.scope().problem(place_of(node), key + " is nested " + std::to_string(levels) +
                                            " levels deep: at most " +
                                            std::to_string(most_nesting) +
                                            ", since Ruby reads no more than 100 of a whole job");
}

/// The value of `key` as JSON, or "" with a problem.
std::string json_or_problem(const TableReader& table, const std::string& key,
                            const toml::node& node) {
  check_nesting(table, key, node);
  std::string json;
  try {
    append_json(json, node);
    return json;
  } catch (const NotJson& error) {
    table.scope().problem(place_of(*error.value),
                          key + " holds " + describe(*error.value) + ", which JSON cannot hold");
    return {};
  }
}

void read_queue(const TableReader& table, JobSpec& job) {
  const std::string* queue = table.string("queue");
  if (queue == nullptr) return;
  job.queue = *queue;
  if (is_queue_name(*queue)) return;
  table.problem("queue", quote(*queue) + (queue->empty() ? ": is empty"
                                                         : ": has a space or a control character"));
}

void read_retry(const TableReader& table, JobSpec& job) {
  const toml::node* node = table.find("retry");
  if (node == nullptr) return;
  const auto* number = node->as_integer();
  if (node->is_boolean() || (number != nullptr && number->get() >= 0)) {
    job.retry = json_or_problem(table, "retry", *node);
  } else {
    table.problem("retry", "must be true, false or a number from 0 on, not " + describe(*node));
  }
}

void read_extra_key(const TableReader& table, const toml::key& key, const toml::node& node,
                    JobSpec& job) {
  const std::string name(key.str());
  if (std::ranges::find(reserved_keys, name) != reserved_keys.end()) {
    const auto begin = key.source().begin;
    table.scope().problem({begin.line, begin.column},
                          "job." + name + " is set by sidetick" + std::string(remedy_of(name)));
    return;
  }
  check_job_key(table, name, node);
  job.extra[name] = json_or_problem(table, "job." + quote(name), node);
}

void read_extra(const TableReader& table, JobSpec& job) {
  const toml::table* extra = table.table("job");
  if (extra == nullptr) return;
  for (const auto& [key, node] : *extra) read_extra_key(table, key, node, job);
}

}  // namespace

void read_class_and_args(const TableReader& table, JobSpec& job) {
  if (table.find("class") == nullptr) {
    table.scope().problem(table.place(),
                          "class is missing: name the worker, as in class = "
                          "\"ReportWorker\"");
  }
  if (const std::string* name = table.string("class")) {
    job.class_name = *name;
    if (!is_class_name(*name)) {
      table.problem("class", quote(*name) +
                                 ": is not a class name: a letter, then letters, "
                                 "digits, \"_\", \".\" and \"::\"");
    }
  }
  if (const toml::array* args = table.array("args")) {
    job.args = json_or_problem(table, "args", *args);
  }
}

void read_job_options(const TableReader& table, JobSpec& job) {
  read_queue(table, job);
  read_retry(table, job);
  read_extra(table, job);
  job.include_metadata = table.boolean("include_metadata").value_or(job.include_metadata);
  job.active_job = table.boolean("active_job").value_or(job.active_job);
  job.has_placeholders = table.boolean("template").value_or(job.has_placeholders);
}

}  // namespace sidetick
