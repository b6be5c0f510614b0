// trigger: enqueue one job now, outside of the schedule.
//
// Order:   configuration -> request -> attempts over Redis -> what is said -> exit status.
// JSON:    {"schedule":"report","tick":"2026-03-29T01:00:07Z","jid":"…","queue":"default"}
#include "core/admin/trigger.h"

#include "cli/commands.h"
#include "cli/loaded_config.h"
#include "cli/output/tell.h"
#include "cli/output/ticks_text.h"
#include "cli/over_redis.h"
#include "core/text/json.h"
#include "core/text/quote.h"
#include "io/host/clock.h"
#include "io/host/print.h"
#include "io/host/random_jid.h"

namespace sidetick {

namespace {

void report_warnings(const Schedule& schedule, const TriggerResult& result, const Report& report) {
  const std::string where = "schedule " + json_string(schedule.name) + ": ";
  if (!schedule.enabled || result.disabled) {
    report.warning(where + "is disabled " +
                   (schedule.enabled ? "by its switch in Redis" : "in the file") +
                   ", and triggered all the same");
  }
  for (const auto& warning : result.warnings) report.warning(warning);
}

void print_result(const Options& options, const TriggerRequest& request,
                  const TriggerResult& result, const Report& report) {
  const Schedule& schedule = request.schedules.front();
  const std::string tick = format_instant(result.tick);
  if (options.format == OutputFormat::json) {
    print("{\"schedule\":" + json_string(schedule.name) + ",\"tick\":\"" + tick + "\",\"jid\":\"" +
          request.jid + "\",\"queue\":" + json_string(schedule.job.queue) + "}\n");
  } else if (options.verbosity != Verbosity::quiet) {
    const TimeStyle style = printed_style();
    tell({"triggered",
          "enqueued " + quote_unless_word(schedule.name) + " " +
              instant_text(result.tick, *schedule.zone, style) + " jid=" + request.jid +
              " queue=" + schedule.job.queue,
          schedule.name, tick, request.jid, schedule.job.queue},
         report);
  }
}

Exit enqueue(const Options& options, const Config& config, const Report& report) {
  const auto& redis = config.settings.redis;
  const TriggerRequest request{config.schedules, Keys(redis),
                               random_jid(),     config.settings.clock_tolerance,
                               host_clock,       redis.min_replicas};
  TriggerResult result;
  const Deadline deadline(time_limit(options, redis));
  over_redis(redis, deadline, wait_with(Refusal::ends, report), [&](Redis& connection) {
    trigger(connection, request, result);
    const bool over = result.enqueued || !result.doubt.empty();
    return over ? AttemptResult::done : AttemptResult::conflict;
  });
  if (!result.doubt.empty()) {
    throw Error(Exit::temporary, redis.display() + ": " + result.doubt);
  }
  report_warnings(config.schedules.front(), result, report);
  print_result(options, request, result, report);
  return config.problems.empty() ? Exit::ok : Exit::config;
}

}  // namespace

Exit trigger_command(const Options& options, const Report& report) {
  if (options.names.size() != 1) {
    throw Error(Exit::usage,
                "trigger: needs the name of one schedule: see sidetick trigger --help");
  }
  Config config = load_reported(options, report);
  if (config.unusable) return Exit::config;
  select_schedules(config, options.names, "trigger");
  if (config.schedules.empty()) return Exit::config;  // it is one of those that are wrong
  if (!options.queue.empty()) config.schedules.front().job.queue = options.queue;
  return enqueue(options, config, report);
}

}  // namespace sidetick
