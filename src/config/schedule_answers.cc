#include "config/schedule_answers.h"

#include <array>

#include "config/toml/key_answer.h"

namespace sidetick {

namespace {

constexpr std::string_view once = "write at = 2026-12-31T23:59:00Z";
constexpr std::string_view write_cron = "write cron = \"0 9 * * *\", or every = \"45m\"";
constexpr std::string_view write_class = "write class = \"ReportWorker\"";
constexpr std::string_view write_args = "write args = […]";
constexpr std::string_view write_zone = "write time_zone = \"Europe/Copenhagen\"";
constexpr std::string_view in_job = "write it in job = { … }, which goes into the payload as it is";
constexpr std::string_view first_time =
    "write start; or, beside every, anchor, from when the period is counted";
constexpr std::string_view last_time = "write end: no tick from then on";
constexpr std::string_view no_count =
    "ticks are not counted: write end, from when on there is none";
constexpr std::string_view no_process =
    "leave it out: sidetick enqueues the job, and does not wait for it";
constexpr std::string_view write_window = "write missed_jobs_window = \"1m\"";
constexpr std::string_view no_reload = "leave it out: the file is read at every run";
constexpr std::string_view no_environment = "leave it out: give each environment a file of its own";

constexpr std::array schedule_answers{
    KeyAnswer{"interval", "write every = \"45m\""},
    KeyAnswer{"in", once},
    KeyAnswer{"schedule", write_cron},
    KeyAnswer{"expression", write_cron},
    KeyAnswer{"rufus_scheduler", write_cron},
    KeyAnswer{"klass", write_class},
    KeyAnswer{"worker", write_class},
    KeyAnswer{"job_class", write_class},
    KeyAnswer{"task", write_class},
    KeyAnswer{"arguments", write_args},
    KeyAnswer{"params", write_args},
    KeyAnswer{"kwargs", write_args},
    KeyAnswer{"status", "write enabled = true, or false"},
    KeyAnswer{"disabled", "write enabled = false"},
    KeyAnswer{"active", "write enabled = true, or false"},
    KeyAnswer{"desc", "write description = \"…\""},
    KeyAnswer{"comment", "write description = \"…\""},
    KeyAnswer{"timezone", write_zone},
    KeyAnswer{"tz", write_zone},
    KeyAnswer{"zone", write_zone},
    KeyAnswer{"name", "the name stands in the header: [schedules.NAME]"},
    KeyAnswer{"namespace", "write it in [redis]: it holds for all schedules"},
    KeyAnswer{
        "date_as_argument",
        "write include_metadata = true, or template = true and \"{tick.unix:number}\" in args"},
    KeyAnswer{
        "keyword_argument",
        "write active_job = true and args = [{ KEY = VALUE, _aj_ruby2_keywords = [\"KEY\"] }]"},
    KeyAnswer{"symbolize_args",
              "leave it out, since JSON has no symbols; with active_job = true, "
              "_aj_symbol_keys = [\"KEY\"] within a table of args makes its keys symbols"},
    KeyAnswer{"queue_name_prefix", "write the whole name: queue = \"PREFIX_NAME\""},
    KeyAnswer{"queue_name_delimiter", "write the whole name: queue = \"PREFIX_NAME\""},
    KeyAnswer{"max_retries", "write retry = 5"},
    KeyAnswer{"retries", "write retry = 5"},
    KeyAnswer{"attempts", "write retry = 5"},
    KeyAnswer{"tags", in_job},
    KeyAnswer{"tag", in_job},
    KeyAnswer{"backtrace", in_job},
    KeyAnswer{"retry_for", in_job},
    KeyAnswer{"retry_queue", in_job},
    KeyAnswer{"expires_in", in_job},
    KeyAnswer{"dead", in_job},
    KeyAnswer{"priority", in_job},
    KeyAnswer{"unique", in_job},
    KeyAnswer{"unique_for", in_job},
    KeyAnswer{"first", first_time},
    KeyAnswer{"first_at", first_time},
    KeyAnswer{"first_in", first_time},
    KeyAnswer{"last", last_time},
    KeyAnswer{"last_at", last_time},
    KeyAnswer{"last_in", last_time},
    KeyAnswer{"times", no_count},
    KeyAnswer{"overlap", no_process},
    KeyAnswer{"allow_overlapping", no_process},
    KeyAnswer{"blocking", no_process},
    KeyAnswer{"mutex", no_process},
    KeyAnswer{"timeout", no_process},
    KeyAnswer{"rails_env", no_environment},
    KeyAnswer{"reschedule_grace_period", write_window},
    KeyAnswer{"dynamic", no_reload},
    KeyAnswer{"persist", "leave it out: ticks that were missed are in missed_jobs_window"},
};

constexpr std::string_view in_redis = "write it in [redis]";
constexpr std::string_view no_poll =
    "leave it out: cron or systemd says when sidetick runs; see run --for";
constexpr std::string_view as_table = "write a table [schedules.NAME] for each";

constexpr std::array top_answers{
    KeyAnswer{"url", in_redis},
    KeyAnswer{"redis_url", "write url = \"redis://HOST:PORT/0\" in [redis]"},
    KeyAnswer{"namespace", in_redis},
    KeyAnswer{"exq_namespace", "write namespace in [redis]"},
    KeyAnswer{"scheduler_prefix", in_redis},
    KeyAnswer{"key_prefix", "write scheduler_prefix in [redis]"},
    KeyAnswer{"username", in_redis},
    KeyAnswer{"password", in_redis},
    KeyAnswer{"password_file", in_redis},
    KeyAnswer{"database", in_redis},
    KeyAnswer{"sentinel", "write [redis.sentinel]"},
    KeyAnswer{"tls", "write [redis.tls]"},
    KeyAnswer{"storage", "write [redis]"},
    KeyAnswer{"jobs", as_table},
    KeyAnswer{"tasks", as_table},
    KeyAnswer{"cron", as_table},
    KeyAnswer{"queue", "write it in [defaults], or in a schedule"},
    KeyAnswer{"retry", "write it in [defaults], or in a schedule"},
    KeyAnswer{"timezone", write_zone},
    KeyAnswer{"tz", write_zone},
    KeyAnswer{"zone", write_zone},
    KeyAnswer{"server_opts", "write missed_jobs_window and time_zone at the top"},
    KeyAnswer{"reschedule_grace_period", write_window},
    KeyAnswer{"dynamic", no_reload},
    KeyAnswer{"dynamic_every", no_reload},
    KeyAnswer{"cron_poll_interval", no_poll},
    KeyAnswer{"average_scheduled_poll_interval", no_poll},
};

bool is_schedule(const toml::table& table) {
  return table.contains("cron") || table.contains("every") || table.contains("at") ||
         table.contains("class");
}

}  // namespace

bool holds_schedule(const toml::node& node) {
  const toml::table* table = node.as_table();
  if (table == nullptr) return false;
  if (is_schedule(*table)) return true;
  return std::ranges::any_of(*table, [](const auto& pair) { return holds_schedule(pair.second); });
}

std::string dotted_name(std::string prefix, const toml::table& table) {
  if (is_schedule(table)) return prefix;
  for (const auto& [key, value] : table) {
    if (!holds_schedule(value)) continue;
    return dotted_name(prefix + "." + std::string(key.str()), *value.as_table());
  }
  return prefix;
}

std::string schedule_answer(std::string_view key, const toml::node&) {
  return answer_of(schedule_answers, key);
}

std::string top_answer(std::string_view key, const toml::node& value) {
  const toml::table* table = value.as_table();
  if (table == nullptr || !is_schedule(*table)) return answer_of(top_answers, key);
  return "a schedule is a table [schedules." + std::string(key) + "]";
}

}  // namespace sidetick
