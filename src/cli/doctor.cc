// doctor: does everything between here and the worker work?
//
// Order:   configuration -> the way to Redis -> Redis -> what is said -> exit status.
// JSON:    {"now":…,"redis":…,"ok":false,"exit":77,"warnings":1,"failures":1,"unknown":0,
//          "checks":[{"check":"commands","state":"failure","text":…,"advice":…,"exit":77}]}
#include "core/doctor/doctor.h"

#include <unistd.h>

#include <optional>

#include "cli/check_warnings.h"
#include "cli/commands.h"
#include "cli/loaded_config.h"
#include "cli/output/doctor.h"
#include "cli/output/suggested_command.h"
#include "cli/over_redis.h"
#include "core/text/counted.h"
#include "io/host/clock.h"
#include "io/host/print.h"
#include "io/host/silence.h"
#include "io/host/terminal.h"
#include "io/host/zone_names.h"
#include "io/redis/connection.h"
#include "io/redis/route.h"

namespace sidetick {

namespace {

constexpr const char* configuration = "configuration";

class Doctor {
 public:
  Doctor(const Options& options, Config& config, const Report& report)
      : options_(options),
        config_(config),
        report_(report),
        now_(date::floor<Seconds>(host_clock())) {}

  Findings run() {
    look_at_configuration();
    if (config_.unusable) {
      findings_.skip("rest", "a run ends here");
    } else {
      look_at_redis();
    }
    return std::move(findings_);
  }

  Instant now() const { return now_; }

 private:
  void look_at_configuration() {
    add_warnings(config_, now_);
    for (const auto& each : config_.problems) {
      findings_.fail(configuration, Exit::config, each.message());
    }
    for (const auto& each : config_.warnings) findings_.warn(configuration, each.message());
    if (!config_.unusable) {
      findings_.ok(configuration, counted(config_.schedules.size(), "schedule") + " in " +
                                      counted(config_.files.size(), "file"));
    }
    const std::string version = zone_data_version();
    findings_.ok("zones", version.empty() ? "the release of the time zones is not known"
                                          : "tz database " + version);
  }

  void look_at_redis() {
    const auto& redis = config_.settings.redis;
    const Deadline deadline(time_limit(options_, redis));
    std::optional<Silence> silence;
    if (isatty(STDERR_FILENO) != 0) {
      silence.emplace(
          [&] { report_.notice(waiting_line(redis, "waiting for an answer", deadline.left())); });
    }
    Findings route = look_at_route(redis, deadline, now_);
    const bool reached = !route.has(FindingState::failure);
    findings_.append(std::move(route));
    if (!reached) return findings_.skip("rest", "a run ends here");
    const SuggestedBackfill backfill{options_, config_.settings.history, now_};
    findings_.append(examine_redis(
        {config_.schedules, config_.schedule_names, redis, Access(redis), config_.settings.history,
         config_.settings.clock_tolerance, host_clock, [&] { return connect(redis, deadline); },
         suggested_program(options_),
         [&](const std::string& name, const Skip& skip) {
           return backfill.command(name, skip.first, skip.last, skip.reason == SkipReason::ledger);
         }}));
  }

  const Options& options_;
  Config& config_;
  const Report& report_;
  const Instant now_;
  Findings findings_;
};

}  // namespace

/// What it finds is its output; on standard error there is only what is waited for.
Exit doctor_command(const Options& options, const Report& report) {
  Config config = load_with_problems(options.config_paths, Absent::refused);
  Doctor doctor(options, config, report);
  const Findings findings = doctor.run();
  if (options.format == OutputFormat::json) {
    const std::string redis = config.unusable ? "" : config.settings.redis.display();
    print(doctor_json(findings, redis, doctor.now()));
  } else {
    print(doctor_text(findings, wants_colour(STDOUT_FILENO, options.colour),
                      options.verbosity == Verbosity::quiet));
  }
  return findings.exit();
}

}  // namespace sidetick
