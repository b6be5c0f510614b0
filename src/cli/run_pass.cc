#include "cli/run_pass.h"

#include <algorithm>

#include "cli/options/time.h"
#include "cli/output/run.h"
#include "cli/output/suggested_command.h"
#include "cli/over_redis.h"
#include "core/error.h"
#include "io/host/clock.h"
#include "io/host/print.h"
#include "io/host/stop_signal.h"

namespace sidetick {

namespace {

RunRequest run_request(const Config& config, const Options& options) {
  const auto& redis = config.settings.redis;
  RunRequest request{config.schedules,
                     config.schedule_names,
                     Keys(redis),
                     config.settings.history,
                     config.settings.clock_tolerance,
                     now_option(options.now),
                     host_clock};
  request.dry_run = options.dry_run;
  request.whole_file = options.names.empty();
  request.min_replicas = redis.min_replicas;
  return request;
}

AttemptResult attempt(Redis& redis, const RunRequest& request, RunResult& result) {
  switch (enqueue_due(redis, request, result)) {
    case Outcome::done:
      return AttemptResult::done;
    case Outcome::more:
      return AttemptResult::go_on;
    case Outcome::conflict:
      return AttemptResult::conflict;
  }
  return AttemptResult::done;
}

/// Tries until all is done, or nothing more can be. An error is reported here; its exit status is
/// returned.
Exit enqueue_all(const Config& config, const Deadline& deadline, const RunRequest& request,
                 RunResult& result, int& round_trips, const Report& report, KeptConnection* kept) {
  try {
    over_redis(
        config.settings.redis, deadline,
        wait_with(request.dry_run ? Refusal::ends : Refusal::passes, report),
        [&](Redis& redis) { return attempt(redis, request, result); }, &round_trips, kept);
    return Exit::ok;
  } catch (const Stopped&) {
    report.error("stopped by a signal, before the end of this run: the next run goes on");
    return Exit::temporary;
  } catch (const Error& error) {
    const bool passes = error.exit == Exit::unavailable || error.exit == Exit::temporary;
    const bool again = passes && !request.dry_run;
    report.error(std::string(error.what()) + (again ? "; the next run tries again" : ""));
    return error.exit;
  }
}

void report_result(const Options& options, const RunRequest& request, const RunResult& result,
                   const Report& report) {
  for (const auto& text : result.news) report.info(text);
  for (const auto& text : result.warnings) report.warning(text);
  warn_of_dropped(options, request, result, report);
  for (const auto& fault : result.faults) {
    if (fault.forgotten.empty()) {
      report.error(fault.text);
    } else {
      report.error_with_command(fault.text, suggested_forget(options, fault.forgotten));
    }
  }
}

/// `done`: the run came to its end; only then is it known which schedules have nothing due.
std::string result_text(const Options& options, const RunRequest& request, const RunResult& result,
                        const RunFigures& figures, bool done) {
  const TimeStyle style = printed_style();
  const bool person = style == TimeStyle::people;
  const bool verbose = options.verbosity == Verbosity::verbose;
  std::string out = run_lines(request, result, style);
  if (request.dry_run && done) out += idle_lines(request, result, style);
  if (person && done && out.empty() && result.faults.empty()) out = next_line(request, result);
  if (verbose) out += run_sum(request, result, figures) + "\n";
  return out;
}

/// The lines are for a person at a terminal, and for who asks for them.
bool is_told(const Options& options, const RunRequest& request) {
  if (request.dry_run || options.verbosity == Verbosity::verbose) return true;
  return options.verbosity == Verbosity::normal && printed_style() == TimeStyle::people;
}

bool has_done(const RunResult& result) {
  return !result.enqueued.empty() || !result.skipped.empty();
}

void print_result(const Options& options, const RunRequest& request, const RunResult& result,
                  const RunFigures& figures, bool done, const Report& report) {
  const bool told = is_told(options, request);
  if (told && report.has_events()) {
    report_events(request, result, report);
    if (options.verbosity == Verbosity::verbose) {
      report.event({"done", run_sum(request, result, figures)});
    }
  }
  if (options.format == OutputFormat::json) {
    if (options.linger && !has_done(result)) return;
    print(run_json(request, result, figures));
  } else if (told && !report.has_events()) {
    print(result_text(options, request, result, figures, done));
  }
}

/// A fault of Redis comes before one of the configuration: it is the one to look at first.
Exit worst(Exit end, const RunResult& result, const Config& config) {
  if (end != Exit::ok) return end;
  if (!result.faults.empty()) return result.faults.front().exit;
  return config.problems.empty() ? Exit::ok : Exit::config;
}

}  // namespace

PassEnd run_pass(const Options& options, const Config& config, Deadline::Clock::time_point start,
                 const Report& report, KeptConnection* kept) {
  const Deadline deadline(time_limit(options, config.settings.redis));
  const RunRequest request = run_request(config, options);
  RunResult result;
  // The host's clock, until the run has read that of Redis; where it cannot, this stays.
  result.now = request.now.value_or(host_clock());
  RunFigures figures{};
  Exit end = enqueue_all(config, deadline, request, result, figures.round_trips, report, kept);
  figures.duration = date::floor<Milliseconds>(Deadline::Clock::now() - start);
  report_result(options, request, result, report);
  print_result(options, request, result, figures, end == Exit::ok, report);
  return {worst(end, result, config), result.now, result.held_back};
}

}  // namespace sidetick
