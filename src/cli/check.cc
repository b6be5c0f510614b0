// check: is the configuration right?
//
// JSON:    {"ok":true,"files":["jobs.toml"],"schedules":12,"errors":[],"warnings":[{"file":…,
//          "line":12,"column":8,"message":…}]}; line and column are 0 for a file as a whole, and
//          the file is "" for Redis or the environment.
#include <algorithm>

#include "cli/check_redis.h"
#include "cli/check_warnings.h"
#include "cli/commands.h"
#include "cli/output/counted.h"
#include "cli/over_redis.h"
#include "cli/problems.h"
#include "config/load.h"
#include "config/paths.h"
#include "core/job/page_args.h"
#include "core/text/json.h"
#include "core/text/quote.h"
#include "core/text/shell_word.h"
#include "io/host/clock.h"
#include "io/host/print.h"

namespace sidetick {

namespace {

std::string problem_json(const Problem& problem) {
  return "{\"file\":" + json_string(problem.file) + ",\"line\":" + std::to_string(problem.line) +
         ",\"column\":" + std::to_string(problem.column) +
         ",\"message\":" + json_string(problem.text) + "}";
}

std::string check_json(const Config& config) {
  return std::string("{\"ok\":") + (config.problems.empty() ? "true" : "false") +
         ",\"files\":" + json_array(config.files, json_string) +
         ",\"schedules\":" + std::to_string(config.schedule_names.size()) +
         ",\"errors\":" + json_array(config.problems, problem_json) +
         ",\"warnings\":" + json_array(config.warnings, problem_json) + "}\n";
}

std::string check_text(const Config& config, const Options& options) {
  const std::size_t schedules = config.schedules.size();
  const std::string redis = "; " + config.settings.redis.display() + " answers";
  return "sidetick: " + counted(schedules, "schedule") + " in " +
         counted(config.files.size(), "file") + (schedules == 1 ? " is" : " are") + " right" +
         (options.connect ? redis : "") + "\n";
}

/// What the page's button would do otherwise than a tick, and what does it in its place.
void report_buttons(const Config& config, const Report& report) {
  for (const Schedule& schedule : config.schedules) {
    const std::string limit = button_limit(schedule.job);
    if (limit.empty()) continue;
    report.info("schedule " + quote(schedule.name) + ": the button Enqueue now of the page " +
                limit + ": use sidetick trigger " + shell_word(schedule.name));
  }
}

std::vector<std::string> all_paths(const Options& options) {
  std::vector<std::string> paths = options.config_paths;
  paths.insert(paths.end(), options.files.begin(), options.files.end());
  return paths;
}

/// That there is none to be found is an error like those in it.
Config load(const Options& options) {
  const Absent absent = options.connect ? Absent::refused : Absent::warned;
  try {
    return load_config(config_paths(all_paths(options)), absent);
  } catch (const Error& error) {
    Config none;
    none.problems.push_back({"", 0, 0, error.what()});
    return none;
  }
}

/// Adds what is wrong with Redis to the problems, and returns the exit status that it calls for.
Exit add_redis_faults(Config& config, const Options& options) {
  const auto faults = check_redis(config, time_limit(options, config.settings.redis));
  for (const RedisFault& fault : faults) config.problems.push_back({"", 0, 0, fault.text});
  return faults.empty() ? Exit::ok : faults.front().exit;
}

}  // namespace

Exit check_command(const Options& options, const Report& report) {
  Config config = load(options);
  add_warnings(config, date::floor<Seconds>(host_clock()));
  Exit exit = config.problems.empty() ? Exit::ok : Exit::config;
  if (options.connect && exit == Exit::ok) exit = add_redis_faults(config, options);
  if (options.format == OutputFormat::json) {
    print(check_json(config));
  } else {
    report_problems(config, report);
    if (options.verbosity == Verbosity::verbose) report_buttons(config, report);
    if (exit == Exit::ok && options.verbosity != Verbosity::quiet)
      print(check_text(config, options));
  }
  return exit;
}

}  // namespace sidetick
