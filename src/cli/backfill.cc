// backfill: enqueue the ticks of a past range.
//
// Order:   configuration -> request -> legs over Redis -> what is said -> exit status.
// Time:    a backfill may take hours, so its deadline is not for the whole but for the time without
//          progress. It works in legs, each over a connection of its own. A leg that got something
//          done ends when half of the deadline is left, and the next leg begins with all of it.

#include "core/backfill/backfill.h"

#include "cli/commands.h"
#include "cli/loaded_config.h"
#include "cli/options/time.h"
#include "cli/output/backfill.h"
#include "cli/output/confirm.h"
#include "cli/output/missed.h"
#include "cli/output/progress.h"
#include "cli/output/tell.h"
#include "cli/over_redis.h"
#include "core/schedule/tick_stream.h"
#include "core/text/counted.h"
#include "io/host/clock.h"
#include "io/host/print.h"
#include "io/host/rate_limit.h"
#include "io/host/stop_signal.h"

namespace sidetick {

namespace {

/// Counting costs 0.1 µs a tick: no more than these are counted before there is anything to see.
constexpr std::size_t most_counted = 20'000'000;

Instant read_from(const Options& options, const Zone& zone, Instant now) {
  if (!options.from.empty()) return parse_time_option("--from", options.from, zone, now);
  throw Error(Exit::usage,
              "--from: is missing: backfill needs --from T, the first instant of the "
              "range, such as --from -2h");
}

/// Now, where no --to is given.
Instant read_to(const Options& options, const Zone& zone, Instant now) {
  return options.to.empty() ? now : parse_time_option("--to", options.to, zone, now);
}

void check_range(const BackfillRequest& request, Instant now) {
  const std::string from = "--from " + format_instant(request.from);
  const std::string to = "--to " + format_instant(request.to);
  if (request.from >= request.to) {
    throw Error(Exit::usage, from + ": is not before " + to);
  }
  if (request.to > now) {
    throw Error(Exit::usage, to +
                                 ": is in the future: the ticks to come are for run; the range "
                                 "may end with now, " +
                                 format_instant(now));
  }
}

/// The jobs as a backfill enqueues them.
void mark_jobs(Config& config, const Options& options) {
  for (auto& schedule : config.schedules) {
    schedule.job.extra["backfill"] = "true";
    if (!options.queue.empty()) schedule.job.queue = options.queue;
  }
}

BackfillRequest backfill_request(const Config& config, const Options& options) {
  const auto& redis = config.settings.redis;
  const auto now = date::floor<Seconds>(host_clock());
  const auto zone = zone_option(options.zone);
  BackfillRequest request{config.schedules,
                          Keys(redis),
                          read_from(options, *zone, now),
                          read_to(options, *zone, now),
                          config.settings.history,
                          config.settings.clock_tolerance,
                          host_clock};
  request.named = !options.names.empty();
  request.force = options.force;
  request.dry_run = options.dry_run;
  request.look_ahead = !options.rate;
  request.limit = options.limit.value_or(request.limit);
  request.min_replicas = redis.min_replicas;
  check_range(request, now);
  return request;
}

class BackfillCommand {
 public:
  BackfillCommand(const Options& options, const Report& report, const Config& config,
                  const BackfillRequest& request)
      : options_(options),
        report_(report),
        config_(config),
        request_(request),
        backfill_(request),
        rate_limit_(options.dry_run ? std::nullopt : options.rate),
        progress_(options, report, [this] { return count_left(); }) {
    // All schedules that were named are wrong in the file: there is nothing to ask Redis.
    if (request.schedules.empty()) end_ = BackfillEnd::done;
  }

  Exit run() {
    Exit exit = Exit::ok;
    try {
      while (!is_over()) go_on();
    } catch (const Stopped&) {
      // What was done so far is printed, with the command that goes on from there.
    } catch (const Error& error) {
      progress_.clear();
      report_.error(error.what());
      exit = error.exit;
    }
    progress_.clear();
    report_messages();
    print_result();
    return worst(exit);
  }

 private:
  bool is_over() const {
    return end_ == BackfillEnd::done || end_ == BackfillEnd::limit || stop_.received();
  }

  TimeLimit limit() const { return time_limit(options_, config_.settings.redis); }

  /// What is said comes in the place of the bar.
  Wait waiting() {
    return {request_.dry_run ? Refusal::ends : Refusal::passes, [this](const std::string& line) {
              progress_.clear();
              report_.notice(line);
            }};
  }

  /// A leg, and what it takes to get one.
  void go_on() {
    const Milliseconds wait = rate_limit_.is_limited() ? RateLimit::longest_wait : Milliseconds{0};
    const Deadline deadline(TimeLimit{limit().length + wait, limit().text});
    const std::size_t before = result().done();
    over_redis(config_.settings.redis, deadline, waiting(), [&](Redis& redis) {
      if (stop_.received()) return AttemptResult::done;
      end_ = backfill_.go_on(redis, [&] { return allowance(deadline, before); });
      bool stuck = end_ == BackfillEnd::conflict && result().done() == before;
      return stuck ? AttemptResult::conflict : AttemptResult::done;
    });
  }

  /// How many ticks the next batch may have. `before`: how many were done before this leg. A leg
  /// that gets nothing done goes on to its deadline, which ends the backfill.
  std::size_t allowance(const Deadline& deadline, std::size_t before) {
    progress_.update(result().done());
    const bool leg_is_over = deadline.left() < limit().length / 2 && result().done() > before;
    if (leg_is_over) return 0;
    return rate_limit_.next_batch(result().enqueued, [&] { return stop_.received() != nullptr; });
  }

  std::optional<std::size_t> count_left() const {
    const std::size_t limited = request_.limit - result().enqueued;
    const std::size_t left = backfill_.count_left(std::min(limited, most_counted));
    return left == most_counted ? std::nullopt : std::optional(left);
  }

  const BackfillResult& result() const { return backfill_.result(); }

  void report_messages() const {
    if (const auto text = disabled_warning(request_, result())) report_.warning(*text);
    for (const auto& text : result().warnings) report_.warning(text);
    for (const auto& fault : result().faults) report_.error(fault.text);
    if (stop_.received() && !is_through()) {
      report_.error(std::string("stopped by ") + stop_.received());
    }
    const auto next = backfill_.position();
    // Before anything is done, the command that goes on is the one that was typed.
    if (next && !request_.dry_run && result().done() > 0) {
      report_.notice(
          resume_text(options_, request_, result(), *next, backfill_.is_position_unknown()));
    }
  }

  bool is_through() const { return end_ == BackfillEnd::done || end_ == BackfillEnd::limit; }

  void print_result() const {
    const auto duration = date::floor<Milliseconds>(Deadline::Clock::now() - begin_);
    std::optional<MissedLook> missed;
    if (const auto* found = backfill_.missed()) {
      missed.emplace(MissedLook{options_, request_, result(), *found});
    }
    print_result(
        {backfill_.position(), duration, missed ? &*missed : nullptr, count_nothing_missed()});
  }

  void print_result(const BackfillSummary& summary) const {
    if (options_.format == OutputFormat::json) {
      print(backfill_json(request_, result(), summary));
    } else if (options_.verbosity != Verbosity::quiet || request_.dry_run) {
      if (summary.missed != nullptr) {
        tell_missed(*summary.missed, printed_style(), report_);
      } else if (options_.verbosity == Verbosity::verbose) {
        tell_backfilled(request_, result(), printed_style(), report_);
      }
      tell({"done", backfill_total(request_, result(), summary)}, report_);
      if (summary.missed != nullptr) tell_missed_command(*summary.missed, report_);
    }
  }

  /// The schedules that were looked at to the end, and have all their ticks.
  std::optional<std::size_t> count_nothing_missed() const {
    if (end_ != BackfillEnd::done) return std::nullopt;
    std::size_t count = 0;
    for (std::size_t i = 0; i < result().counts.size(); ++i) {
      if (!backfill_.is_left_out(i) && result().counts[i].enqueued == 0) ++count;
    }
    return count;
  }

  /// A fault of Redis comes before one of the configuration, as in run.
  Exit worst(Exit exit) const {
    if (exit != Exit::ok) return exit;
    if (!result().faults.empty()) return result().faults.front().exit;
    if (!is_through()) return Exit::temporary;
    return config_.problems.empty() ? Exit::ok : Exit::config;
  }

  const Options& options_;
  const Report& report_;
  const Config& config_;
  const BackfillRequest& request_;
  const Deadline::Clock::time_point begin_ = Deadline::Clock::now();
  const StopSignal stop_;
  Backfill backfill_;
  BackfillEnd end_ = BackfillEnd::stopped;
  RateLimit rate_limit_;
  Progress progress_;
};

/// `backfill 3 schedules, 2026-…Z to 2026-…Z: up to 11809 ticks?` Redis may have some of the
/// schedules switched off, and some of the ticks enqueued.
std::string question(const BackfillRequest& request) {
  TickStream stream(request.schedules, request.from, request.to);
  std::size_t enabled = 0;
  for (std::size_t i = 0; i < request.schedules.size(); ++i) {
    request.schedules[i].enabled ? void(++enabled) : stream.leave_out(i);
  }
  const std::size_t ticks = stream.count(most_counted);
  return "backfill " + counted(enabled, "schedule") + ", " + format_instant(request.from) + " to " +
         format_instant(request.to) + ": " + (ticks == most_counted ? "more than " : "up to ") +
         counted(ticks, "tick") + "?";
}

/// All schedules at once is asked for, and perhaps not meant.
bool is_meant(const Options& options, const BackfillRequest& request) {
  if (!options.names.empty() || options.dry_run || options.yes || !can_ask()) return true;
  return confirm("backfill", question(request));
}

}  // namespace

Exit backfill_command(const Options& options, const Report& report) {
  Config config = load_reported(options, report);
  if (config.unusable) return Exit::config;
  select_schedules(config, options.names, "backfill");
  mark_jobs(config, options);
  const BackfillRequest request = backfill_request(config, options);
  if (!is_meant(options, request)) return Exit::ok;
  return BackfillCommand(options, report, config, request).run();
}

}  // namespace sidetick
