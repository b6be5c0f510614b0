// diff: what a new configuration changes, in ticks and jobs. Needs no Redis.
//
// Order:   both sides -> settings -> schedules -> exit status.
#include "core/diff/diff.h"

#include <unistd.h>

#include <algorithm>

#include "cli/commands.h"
#include "cli/options/time.h"
#include "cli/output/diff.h"
#include "cli/problems.h"
#include "config/load.h"
#include "config/paths.h"
#include "core/redis/keys.h"
#include "core/text/json.h"
#include "core/time/duration.h"
#include "io/host/clock.h"
#include "io/host/print.h"

namespace sidetick {

namespace {

constexpr date::days usual_range{30};

void refuse_contradictions(const Options& options) {
  if (options.after.empty()) {
    throw Error(Exit::usage, "diff: needs two sides, OLD and NEW: see sidetick diff --help");
  }
  if (!options.config_paths.empty()) {
    throw Error(Exit::usage, "diff: takes OLD and NEW, and no -c");
  }
}

std::vector<std::string> side(const std::string& paths) {
  return split_at_colons(paths);
}

/// Standard input can be read once.
void refuse_two_inputs(const std::vector<std::string>& before,
                       const std::vector<std::string>& after) {
  const auto count = std::ranges::count(before, "-") + std::ranges::count(after, "-");
  if (count > 1) throw Error(Exit::usage, "diff: - is standard input, and can be one side only");
}

std::pair<Instant, Instant> read_range(const Options& options) {
  const auto utc = Zone::utc();
  const Instant now = date::floor<Seconds>(host_clock());
  const Instant from =
      options.from.empty() ? now : parse_time_option("--from", options.from, *utc, now);
  const Instant to = options.to.empty() ? std::min(from + usual_range, latest_instant)
                                        : parse_time_option("--to", options.to, *utc, now);
  if (to <= from) {
    throw Error(Exit::usage, "--to " + format_instant(to) + ": is not after --from " +
                                 format_instant(from) + ": ticks between them are compared");
  }
  return {from, to};
}

std::string json_unless_empty(const std::string& text) {
  return text.empty() ? "" : json_string(text);
}

/// Passwords are no part of it: what is printed here is put into comments.
std::vector<KeyValue> settings_values(const Settings& settings) {
  const RedisSettings& redis = settings.redis;
  return {{"redis.namespace", json_unless_empty(redis.key_namespace)},
          {"redis.scheduler_prefix", json_unless_empty(redis.scheduler_prefix)},
          {"redis.url", json_string(redis.display())},
          {"redis.username", json_unless_empty(redis.username)},
          {"redis.min_replicas", std::to_string(redis.min_replicas)},
          {"redis.connect_timeout", json_string(redis.written_connect_timeout),
           format_duration(redis.connect_timeout)},
          {"redis.deadline", json_string(redis.written_deadline), format_duration(redis.deadline)},
          {"history", json_string(settings.written_history), format_duration(settings.history)},
          {"clock_tolerance", json_string(settings.written_clock_tolerance),
           format_duration(settings.clock_tolerance)}};
}

std::string cursors_key(const RedisSettings& redis) {
  return Keys(redis).cursors();
}

/// What becomes of every schedule with the change of `key`.
std::string effect_of(const std::string& key, const RedisSettings& before,
                      const RedisSettings& after) {
  if (key == "redis.url") {
    return "another Redis: every schedule is new there, and nothing is known of what was enqueued";
  }
  const bool is_of_keys = key == "redis.namespace" || key == "redis.scheduler_prefix";
  if (!is_of_keys) return "";
  if (cursors_key(before) != cursors_key(after)) {
    return "every schedule is new there: it begins anew, and while both configurations are out "
           "both "
           "enqueue";
  }
  return key == "redis.namespace" ? "jobs go to the queues of another namespace" : "";
}

/// An empty side has no settings to be others.
std::vector<SettingChange> diff_settings(const Config& before, const Config& after) {
  std::vector<SettingChange> changes;
  if (before.schedules.empty() || after.schedules.empty()) return changes;
  const auto values =
      changed_values(settings_values(before.settings), settings_values(after.settings));
  for (const ValueChange& value : values) {
    changes.push_back({value, effect_of(value.key, before.settings.redis, after.settings.redis)});
  }
  return changes;
}

std::string printed(const ConfigDiff& diff, const Options& options) {
  switch (options.format) {
    case OutputFormat::json:
      return diff_json(diff);
    case OutputFormat::markdown:
      return diff_markdown(diff);
    default:
      return diff_text(diff, printed_style(), wants_colour(STDOUT_FILENO, options.colour));
  }
}

}  // namespace

Exit diff_command(const Options& options, const Report& report) {
  refuse_contradictions(options);
  const auto [from, to] = read_range(options);
  const auto paths_before = side(options.before);
  const auto paths_after = side(options.after);
  refuse_two_inputs(paths_before, paths_after);
  const Config before = load_config(paths_before, Absent::ignored, Empty::allowed);
  const Config after = load_config(paths_after, Absent::ignored, Empty::allowed);
  report_problems(before, report);
  report_problems(after, report);
  if (!before.problems.empty() || !after.problems.empty()) return Exit::config;
  const ConfigDiff diff{diff_settings(before, after),
                        diff_schedules(before.schedules, after.schedules, from, to)};
  print(printed(diff, options));
  return options.exit_code && diff.differs() ? Exit::differs : Exit::ok;
}

}  // namespace sidetick
