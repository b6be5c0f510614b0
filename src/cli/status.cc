// status: what Redis knows of each schedule.
//
// Order:   configuration -> request -> attempts over Redis -> what is said -> exit status.
#include "core/admin/status.h"

#include <unistd.h>

#include <set>

#include "cli/commands.h"
#include "cli/loaded_config.h"
#include "cli/options/time.h"
#include "cli/output/display_width.h"
#include "cli/output/nagios.h"
#include "cli/output/openmetrics.h"
#include "cli/output/status.h"
#include "cli/output/suggested_command.h"
#include "cli/over_redis.h"
#include "io/host/clock.h"
#include "io/host/print.h"
#include "io/host/terminal.h"

namespace sidetick {

namespace {

StatusRequest status_request(const Config& config, const Options& options) {
  const auto& redis = config.settings.redis;
  return {config.schedules,
          config.schedule_names,
          Keys(redis),
          config.settings.history,
          config.settings.clock_tolerance,
          now_option(options.now),
          host_clock};
}

/// What Redis has answered; the queues for metrics alone.
struct Answer {
  Status status;
  std::vector<QueueDepth> depths;
};

Answer ask(const Config& config, const Options& options, const StatusRequest& request,
           const Report& report) {
  const auto& redis = config.settings.redis;
  Answer answer;
  const Deadline deadline(time_limit(options, redis));
  over_redis(redis, deadline, wait_with(Refusal::ends, report), [&](Redis& connection) {
    answer.status = read_status(connection, request);
    const auto queues = queue_names(request.schedules);
    if (options.format == OutputFormat::openmetrics && !queues.empty()) {
      const auto replies = connection.exchange(queue_depth_commands(request.keys, queues));
      answer.depths = queue_depths(queues, replies, answer.status.now);
    }
    return AttemptResult::done;
  });
  return answer;
}

void print_table(const StatusRequest& request, const Status& status,
                 const SuggestedBackfill& backfill, const Report& report) {
  TextLook look;
  const Options& options = backfill.options;
  look.wide = options.wide || options.verbosity == Verbosity::verbose;
  if (isatty(STDOUT_FILENO) != 0) {
    if (!options.wide) look.width = terminal_width(STDOUT_FILENO);
    look.times = TimeStyle::people;
    use_terminal_widths();
  }
  look.colour = wants_colour(STDOUT_FILENO, options.colour);
  print(status_text(request, status, look, backfill));
  flush_printed();
  for (const auto& problem : status_problems(request, status)) {
    if (problem.forgotten.empty()) {
      report.warning(problem.text);
    } else {
      report.warning_with_command(problem.text, suggested_forget(options, problem.forgotten));
    }
  }
}

/// How many of the schedules that are asked for are wrong in the file.
std::size_t count_wrong(const Options& options, const Config& config) {
  const std::set<std::string> names(options.names.begin(), options.names.end());
  return (names.empty() ? config.schedule_names.size() : names.size()) - config.schedules.size();
}

Exit show(const Options& options, const Config& config, const Report& report) {
  const StatusRequest request = status_request(config, options);
  auto [status, depths] = ask(config, options, request, report);
  if (!options.names.empty()) status.orphans.clear();
  const bool json = options.format == OutputFormat::json;
  if (json) print(status_json(request, status));
  if (options.max_lag) {
    const auto answer = nagios_answer(options, request, status, count_wrong(options, config));
    if (!json) print(answer.line);
    return nagios_exit(answer.state);
  }
  if (options.format == OutputFormat::openmetrics) {
    print(openmetrics_text(request, status, depths));
  } else if (!json) {
    const auto host_time = date::floor<Seconds>(host_clock());
    print_table(request, status, {options, config.settings.history, host_time}, report);
  }
  return config.problems.empty() ? Exit::ok : Exit::config;
}

Exit run(const Options& options, const Report& report) {
  Config config = load_reported(options, report);
  if (config.unusable && options.format != OutputFormat::openmetrics && !options.max_lag)
    return Exit::config;
  if (config.unusable)
    throw Error(Exit::config, "the configuration is wrong: see " + suggested_check(options));
  select_schedules(config, options.names, "status");
  return show(options, config, report);
}

/// Whoever collects them is to have a document whatever happens.
Exit run_for_metrics(const Options& options, const Report& report) {
  try {
    return run(options, report);
  } catch (const Error& error) {
    report.error(error.what());
    print(openmetrics_down());
    return error.exit;
  }
}

}  // namespace

Exit status_command(const Options& options, const Report& report) {
  if (options.format == OutputFormat::openmetrics) return run_for_metrics(options, report);
  if (!options.max_lag) return run(options, report);
  try {
    return run(options, report);
  } catch (const Error& error) {
    const NagiosAnswer answer = nagios_failure(error.exit, error.what());
    if (options.format == OutputFormat::json) {
      report.error(error.what());
    } else {
      print(answer.line);
    }
    return nagios_exit(answer.state);
  }
}

}  // namespace sidetick
