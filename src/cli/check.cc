// check: is the configuration right?
#include "cli/check_warnings.h"
#include "cli/commands.h"
#include "cli/loaded_config.h"
#include "cli/output/expression_text.h"
#include "cli/output/findings.h"
#include "cli/output/next.h"
#include "cli/problems.h"
#include "core/job/page_args.h"
#include "core/schedule/ticks.h"
#include "core/text/counted.h"
#include "core/text/quote.h"
#include "core/text/shell_word.h"
#include "io/host/clock.h"
#include "io/host/print.h"

namespace sidetick {

namespace {

std::string check_text(const Config& config) {
  const std::size_t schedules = config.schedules.size();
  return "sidetick: " + counted(schedules, "schedule") + " in " +
         counted(config.files.size(), "file") + (schedules == 1 ? " is" : " are") + " right\n";
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

/// The next tick of each schedule, in the order of the file, as `next` shows them.
void print_next_ticks(const Config& config, Instant now) {
  std::vector<TickLabel> labels;
  labels.reserve(config.schedules.size());
  for (const Schedule& each : config.schedules) {
    labels.push_back(
        {each.name, each.enabled, each.zone, &each.timing, each.zone, hashed_expression(each)});
  }
  TickOutput output(OutputFormat::text, printed_style(), now, std::move(labels));
  for (std::size_t i = 0; i < config.schedules.size(); ++i) {
    const Schedule& each = config.schedules[i];
    if (const auto tick = next_tick(each.timing, *each.zone, now)) output.add({i, *tick});
  }
  output.finish();
}

std::vector<std::string> all_paths(const Options& options) {
  std::vector<std::string> paths = options.config_paths;
  paths.insert(paths.end(), options.files.begin(), options.files.end());
  return paths;
}

Exit judge(const Config& config, const Options& options) {
  const bool warned = options.strict && !config.warnings.empty();
  return config.problems.empty() && !warned ? Exit::ok : Exit::config;
}

void print_text(const Config& config, const Options& options, Instant now, Exit exit,
                const Report& report) {
  report_findings(config, options.strict, report);
  if (options.verbosity == Verbosity::verbose) {
    report_buttons(config, report);
    print_next_ticks(config, now);
  }
  if (exit == Exit::ok && options.verbosity != Verbosity::quiet) print(check_text(config));
  if (options.strict && config.problems.empty() && !config.warnings.empty()) {
    report.error("--strict: " + counted(config.warnings.size(), "warning") +
                 ": mend what is not meant, and name what is in allow");
  }
}

}  // namespace

Exit check_command(const Options& options, const Report& report) {
  const Instant now = date::floor<Seconds>(host_clock());
  Config config = load_with_problems(all_paths(options), Absent::noted);
  add_warnings(config, now);
  const Exit exit = judge(config, options);
  switch (options.format) {
    case OutputFormat::text:
      print_text(config, options, now, exit, report);
      break;
    case OutputFormat::json:
      print(findings_json(config, exit == Exit::ok));
      break;
    case OutputFormat::github:
      print(findings_github(config));
      break;
    case OutputFormat::sarif:
      print(findings_sarif(config));
      break;
    case OutputFormat::gitlab:
      print(findings_gitlab(config));
      break;
    case OutputFormat::html:  // are none of check's
    case OutputFormat::markdown:
    case OutputFormat::openmetrics:
      break;
  }
  return exit;
}

}  // namespace sidetick
