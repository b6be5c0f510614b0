// forget: drop what Redis holds of schedules, so that they begin anew. The ledger stays.
//
// Order:   configuration -> names -> question -> attempts over Redis -> what is said -> exit status.
#include <algorithm>

#include "cli/commands.h"
#include "cli/loaded_config.h"
#include "cli/output/confirm.h"
#include "cli/output/suggested_command.h"
#include "cli/output/tell.h"
#include "cli/over_redis.h"
#include "core/admin/forget.h"
#include "core/text/json.h"
#include "core/text/quote.h"
#include "core/text/shell_word.h"
#include "core/text/suggest.h"
#include "io/host/clock.h"

namespace sidetick {

namespace {

void refuse_unknown(const Config& config, const ForgetResult& result, const Report& report) {
  if (result.unknown.empty()) return;
  const auto known = known_names(config, result.in_redis);
  for (const auto& name : result.unknown) {
    report.error(unknown_name_text("forget", name) + did_you_mean_or_list(name, known));
  }
  throw Error(Exit::usage, "forget: nothing was forgotten");
}

std::string question(const std::vector<std::string>& names) {
  std::string list;
  for (const auto& name : names) list += (list.empty() ? "" : ", ") + json_string(name);
  return "forget where " + list + (names.size() == 1 ? " is" : " are") +
         " (ticks that were missed are not caught up)?";
}

}  // namespace

Exit forget_command(const Options& options, const Report& report) {
  if (options.names.empty()) {
    throw Error(Exit::usage, "forget: names no schedule: see sidetick forget --help");
  }
  const Config config = load_reported(options, report);
  if (config.unusable) return Exit::config;
  const auto names = distinct(options.names);
  if (!options.yes && !confirm("forget", question(names))) return Exit::ok;
  const std::set<std::string> in_file(config.schedule_names.begin(), config.schedule_names.end());
  const auto& redis = config.settings.redis;
  const ForgetRequest request{
      Keys(redis), names, in_file, config.settings.history, config.settings.clock_tolerance,
      host_clock};
  ForgetResult result;
  const Deadline deadline(time_limit(options, redis));
  over_redis(redis, deadline, wait_with(Refusal::ends, report), [&](Redis& connection) {
    return forget_schedules(connection, request, result) ? AttemptResult::done
                                                         : AttemptResult::conflict;
  });
  refuse_unknown(config, result, report);
  for (const auto& name : result.off) {
    report.warning("schedule " + json_string(name) +
                   ": its switch in Redis is off, and stays so; to switch it on: " +
                   command_with_names(suggested_program(options) + " enable", {name}, ""));
  }
  if (options.verbosity == Verbosity::quiet) return Exit::ok;
  for (const auto& name : names) {
    tell({"forgotten", "forgot " + quote_unless_word(name), name}, report);
  }
  return Exit::ok;
}

}  // namespace sidetick
