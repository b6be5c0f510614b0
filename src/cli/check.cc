// check: is the configuration right?
//
// JSON:    {"ok":true,"files":["jobs.toml"],"schedules":12,"errors":[],"warnings":[{"file":…,
//          "line":12,"column":8,"message":…}]}; line and column are 0 for a file as a whole.
#include <algorithm>
#include <cstdio>
#include <variant>

#include "cli/commands.h"
#include "core/json_text.h"
#include "io/clock.h"
#include "io/config_file.h"

namespace sidetick {

namespace {

std::string counted(std::size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

/// What is allowed, but perhaps not meant.
void add_warnings(Config& config, Instant now) {
  for (std::size_t i = 0; i < config.schedules.size(); ++i) {
    const Schedule& schedule = config.schedules[i];
    Problem warning = config.places[i];
    const std::string name = "schedule " + json_string(schedule.name) + ": ";
    const auto* at = std::get_if<At>(&schedule.timing);
    if (!schedule.enabled) {
      warning.text = name + "is disabled: it never fires";
    } else if (at != nullptr && at->instant <= now) {
      warning.text =
          name + "at " + format_instant(at->instant) + " is past: it does not fire again";
    } else {
      continue;
    }
    config.warnings.push_back(std::move(warning));
  }
}

std::string problem_json(const Problem& problem) {
  return "{\"file\":" + json_string(problem.file) + ",\"line\":" + std::to_string(problem.line) +
         ",\"column\":" + std::to_string(problem.column) +
         ",\"message\":" + json_string(problem.text) + "}";
}

template <typename Values, typename Format>
std::string array_json(const Values& values, Format format) {
  std::string out = "[";
  for (const auto& value : values) {
    if (out.size() > 1) out += ",";
    out += format(value);
  }
  return out + "]";
}

std::string check_json(const Config& config) {
  return std::string("{\"ok\":") + (config.problems.empty() ? "true" : "false") +
         ",\"files\":" + array_json(config.files, json_string) +
         ",\"schedules\":" + std::to_string(config.schedule_names.size()) +
         ",\"errors\":" + array_json(config.problems, problem_json) +
         ",\"warnings\":" + array_json(config.warnings, problem_json) + "}\n";
}

std::string check_text(const Config& config) {
  if (!config.problems.empty()) return {};
  const std::size_t schedules = config.schedules.size();
  return "sidetick: " + counted(schedules, "schedule") + " in " +
         counted(config.files.size(), "file") + (schedules == 1 ? " is" : " are") + " right\n";
}

void say(const Config& config, const Report& report) {
  for (const Problem& warning : config.warnings) report.warning(warning.message());
  for (const Problem& problem : config.problems) report.error(problem.message());
}

}  // namespace

Exit check_command(const Options& options, const Report& report) {
  std::vector<std::string> paths = options.config_paths;
  paths.insert(paths.end(), options.files.begin(), options.files.end());
  Config config = load_config(config_paths(paths));
  add_warnings(config, date::floor<Seconds>(host_clock()));
  const bool json = options.format == OutputFormat::json;
  if (!json) say(config, report);
  const std::string out = json ? check_json(config) : check_text(config);
  if (json || options.verbosity != Verbosity::quiet) {
    std::fwrite(out.data(), 1, out.size(), stdout);
  }
  return config.problems.empty() ? Exit::ok : Exit::config;
}

}  // namespace sidetick
