#include "io/redis/retry.h"

#include <algorithm>
#include <optional>
#include <random>
#include <thread>
#include <utility>

#include "core/error.h"
#include "io/host/silence.h"
#include "io/host/stop_signal.h"
#include "io/redis/connection.h"

namespace sidetick {

namespace {

constexpr Milliseconds shortest_pause{10};
constexpr Milliseconds longest_pause{1000};

class Attempts {
 public:
  Attempts(const RedisSettings& settings, const Deadline& deadline, const Waiting& waiting,
           int* round_trips, KeptConnection& kept)
      : settings_(settings),
        deadline_(deadline),
        waiting_(waiting),
        round_trips_(round_trips),
        kept_(kept) {
    if (waiting.tell) silence_.emplace([this] { tell(); });
  }

  void run(const std::function<AttemptResult(Redis&)>& attempt) {
    while (true) {
      try {
        AttemptResult end = once(attempt);
        if (end == AttemptResult::done) return;
        if (end == AttemptResult::conflict) pause("other hosts are writing all the time");
      } catch (const NotReady& lost) {
        reached_ = true;
        pause(lost.what());
      } catch (const ConnectionLost& lost) {
        expect_somebody(lost);
        is_short_ = lost.cause == ConnectionLost::Cause::shortage;
        pause(lost.what());
      } catch (const Error& error) {
        // An attempt that the deadline cut short does not say why; what failed before it does.
        bool late = error.exit == Exit::temporary || error.exit == Exit::unavailable;
        if (!late || !deadline_.passed() || trouble_.empty()) throw;
        give_up();
      }
    }
  }

 private:
  AttemptResult once(const std::function<AttemptResult(Redis&)>& attempt) {
    Redis& redis = kept_.begin_run(settings_, deadline_, round_trips_);
    reached_ = true;
    AttemptResult end = attempt(redis);
    end == AttemptResult::done ? kept_.end_run() : kept_.end_look();
    if (end != AttemptResult::conflict) pause_ = shortest_pause;
    return end;
  }

  void expect_somebody(const ConnectionLost& lost) const {
    if (!waiting_.ends_when_refused || reached_) return;
    if (lost.cause != ConnectionLost::Cause::refused) return;
    throw Error(Exit::unavailable,
                std::string(lost.what()) + "; is Redis running, and is this its address?");
  }

  /// Somewhere between half the pause and the whole of it. Throws when the deadline comes first.
  void pause(const std::string& trouble) {
    kept_.drop_broken();
    std::uniform_int_distribution<Milliseconds::rep> jitter(pause_.count() / 2, pause_.count());
    Milliseconds length{jitter(random_)};
    // A failure after the deadline may come of the deadline alone: keep the one before.
    if (trouble_.empty() || !deadline_.passed()) trouble_ = trouble;
    StopSignal::check();
    if (length >= deadline_.left()) give_up();
    sleep(length);
    StopSignal::check();
    pause_ = std::min(2 * pause_, longest_pause);
  }

  void sleep(Milliseconds length) {
    const Milliseconds silent = std::min(length, tell_by_.left());
    std::this_thread::sleep_for(silent);
    if (tell_by_.passed()) tell();
    std::this_thread::sleep_for(length - silent);
  }

  void tell() {
    if (!waiting_.tell || std::exchange(told_, true)) return;
    waiting_.tell(trouble_.empty() ? "waiting for an answer" : trouble_, deadline_.left());
  }

  [[noreturn]] void give_up() const {
    throw Error(reached_ || is_short_ ? Exit::temporary : Exit::unavailable,
                trouble_ + "; no success within " + std::string(deadline_.budget_text()));
  }

  const RedisSettings& settings_;
  const Deadline& deadline_;
  const Waiting& waiting_;
  int* const round_trips_;
  KeptConnection& kept_;
  const Deadline tell_by_{Silence::longest};  // when an attempt has failed
  std::optional<Silence> silence_;            // within one
  bool told_ = false;
  std::minstd_rand random_{std::random_device{}()};
  Milliseconds pause_ = shortest_pause;
  std::string trouble_;  // of the last attempt that failed
  bool reached_ = false;
  bool is_short_ = false;  // of something of this host, when it last tried
};

}  // namespace

void retry_until_done(const RedisSettings& settings, const Deadline& deadline,
                      const Waiting& waiting, const std::function<AttemptResult(Redis&)>& attempt,
                      int* round_trips, KeptConnection* kept) {
  KeptConnection none(KeptConnection::Keeps::nothing);
  Attempts(settings, deadline, waiting, round_trips, kept == nullptr ? none : *kept).run(attempt);
}

}  // namespace sidetick
