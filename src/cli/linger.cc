#include "cli/linger.h"

#include <algorithm>

#include "cli/reloaded_config.h"
#include "cli/run_pass.h"
#include "core/schedule/wake.h"
#include "io/host/alarm.h"
#include "io/host/clock.h"
#include "io/host/print.h"

namespace sidetick {

namespace {

using Clock = Deadline::Clock;

/// So long a signal leaves the reply that is waited for.
constexpr Milliseconds reply_grace{1000};
/// So long before a pass a lost connection is tried again.
constexpr Seconds ahead{1};
/// Less than this is not worth the trial: the pass will connect.
constexpr Milliseconds shortest_trial{20};

class Lingerer {
 public:
  Lingerer(const Options& options, const Report& report)
      : options_(options),
        report_(report),
        over_(Clock::now() + *options.linger),
        files_(options, report) {}

  Exit run() {
    if (!files_.is_usable()) return Exit::config;
    while (true) {
      const PassEnd end = pass();
      if (stop_.received() || flush_printed() != 0 || Clock::now() >= over_) return end.exit;
      if (sleep_after(end) == Wake::stop) return Exit::ok;
      if (Clock::now() >= over_) return end.exit;
      if (files_.renew()) kept_.drop();  // a connection has read files too: those of TLS
    }
  }

 private:
  PassEnd pass() {
    PassEnd end = run_pass(options_, files_.config(), Clock::now(), report_, &kept_);
    if (end.exit == Exit::ok) end.exit = files_.standing();
    return end;
  }

  const RedisSettings& redis() const { return files_.config().settings.redis; }

  /// Until the next pass, or until there is none.
  Wake sleep_after(const PassEnd& end) {
    const ClockTime next = next_wake(files_.config().schedules, date::floor<Seconds>(end.now));
    held_back_ = end.held_back;
    connect_ahead(next);
    bool tried_again = false;
    while (true) {
      const bool tries_again = kept_.fd() < 0 && !tried_again;
      const Wake wake = sleep_until(tries_again ? next - ahead : next);
      if (wake == Wake::peer) {
        kept_.drop();
        if (!lost_) connect_ahead(next);
        lost_ = true;
      } else if (wake == Wake::time && tries_again && Clock::now() < over_) {
        tried_again = true;
        connect_ahead(next);
      } else {
        lost_ = false;
        return wake;
      }
    }
  }

  /// A clock that is held to Redis' is not one to be woken by: the wait is measured.
  Wake sleep_until(ClockTime instant) {
    const Clock::time_point end = std::min(over_, Clock::now() + left_until(instant));
    const bool held = held_back_ != ClockTime::duration{0};
    return alarm_.sleep(held ? std::nullopt : std::optional(instant), held ? end : over_,
                        kept_.fd());
  }

  ClockTime::duration left_until(ClockTime instant) const {
    return instant - (host_clock() - held_back_);
  }

  /// Quietly: a pass that cannot connect says why. No trial makes the pass late.
  void connect_ahead(ClockTime next) {
    const auto left = date::floor<Milliseconds>(left_until(next));
    const Milliseconds most = std::min(left, redis().connect_timeout);
    if (most < shortest_trial) return;
    try {
      kept_.renew(redis(), Deadline(most));
    } catch (const Stopped&) {
      kept_.drop();
    }
  }

  const Options& options_;
  const Report& report_;
  const Clock::time_point over_;
  const StopSignal stop_{reply_grace};
  Alarm alarm_{stop_};
  KeptConnection kept_{KeptConnection::Keeps::connection};
  ReloadedConfig files_;
  ClockTime::duration held_back_{};
  bool lost_ = false;  // since the last pass
};

}  // namespace

Exit linger(const Options& options, const Report& report) {
  return Lingerer(options, report).run();
}

}  // namespace sidetick
