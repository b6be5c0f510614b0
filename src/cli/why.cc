// why: what became of a tick, and where its job is now.
//
// Order:   configuration -> the time that is asked for -> attempts over Redis -> the answer.
// Exit:    0 for every answer.
#include "core/why/why.h"

#include <algorithm>

#include "cli/commands.h"
#include "cli/loaded_config.h"
#include "cli/options/time.h"
#include "cli/output/why.h"
#include "cli/over_redis.h"
#include "core/text/json.h"
#include "core/text/quote.h"
#include "core/text/suggest.h"
#include "io/host/clock.h"
#include "io/host/print.h"

namespace sidetick {

namespace {

/// A time without an offset may stand for two instants, or for none.
std::vector<AskedTime> read_time(const Options& options, const Zone& zone) {
  if (const auto wall = parse_wall_clock(options.tick)) return asked_times(zone, *wall);
  const auto host_now = date::floor<Seconds>(host_clock());
  const Instant now = now_option(options.now).value_or(host_now);
  return {{parse_time_option("why " + quote_unless_word(options.name), options.tick, zone, now)}};
}

bool is_in_file(const Config& config, const std::string& name) {
  return std::ranges::find(config.schedule_names, name) != config.schedule_names.end();
}

Why ask(const Config& config, const Options& options, const WhyRequest& request,
        const Report& report) {
  const auto& redis = config.settings.redis;
  const Deadline deadline(time_limit(options, redis));
  Why why;
  over_redis(redis, deadline, wait_with(Refusal::ends, report), [&](Redis& connection) {
    why = find_out_why(connection, request);
    return AttemptResult::done;
  });
  return why;
}

[[noreturn]] void refuse_unknown(const Options& options, const Config& config, const Why& why) {
  std::vector<std::string> known = config.schedule_names;
  known.insert(known.end(), why.in_redis.begin(), why.in_redis.end());
  throw Error(Exit::usage,
              unknown_name_text("why", options.name) + did_you_mean(options.name, known));
}

void tell(const Options& options, const Config& config, const Why& why, const WhyLook& look,
          const Report& report) {
  if (!why.is_known) refuse_unknown(options, config, why);
  if (options.format == OutputFormat::json) return print(why_json(why, look));
  print(why_text(why, look));
  flush_printed();
  for (const auto& problem : why.problems) report.warning(problem);
}

Exit answer(const Options& options, const Config& config, const Report& report) {
  const Schedule* schedule = config.schedules.empty() ? nullptr : &config.schedules.front();
  const auto zone = schedule != nullptr ? schedule->zone : Zone::utc();
  const auto& settings = config.settings;
  const WhyRequest request{options.name,
                           config.schedules,
                           config.schedule_names,
                           read_time(options, *zone),
                           Keys(settings.redis),
                           settings.history,
                           settings.clock_tolerance,
                           now_option(options.now),
                           host_clock};
  const Why why = ask(config, options, request, report);
  const SuggestedBackfill backfill{options, settings.history, date::floor<Seconds>(host_clock())};
  const TimeStyle style =
      options.format == OutputFormat::text ? printed_style() : TimeStyle::programs;
  tell(options, config, why, {options.name, schedule, *zone, style, backfill}, report);
  return Exit::ok;
}

}  // namespace

Exit why_command(const Options& options, const Report& report) {
  if (options.name.empty() || options.tick.empty()) {
    throw Error(Exit::usage,
                "why: needs the name of a schedule and a time: see sidetick why --help");
  }
  Config config = load_reported(options, report);
  if (config.unusable) return Exit::config;
  std::erase_if(config.schedules,
                [&](const Schedule& schedule) { return schedule.name != options.name; });
  const bool is_wrong = config.schedules.empty() && is_in_file(config, options.name);
  return is_wrong ? Exit::config : answer(options, config, report);
}

}  // namespace sidetick
