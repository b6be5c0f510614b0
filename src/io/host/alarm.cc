#include "io/host/alarm.h"

#include <poll.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstring>

#include "core/error.h"

namespace sidetick {

namespace {

volatile std::sig_atomic_t hung_up = 0;

void note_hang_up(int) {
  hung_up = 1;
}

/// nohup(1) has it ignored, and so it stays.
void watch_hang_up() {
  struct sigaction action {};
  sigaction(SIGHUP, nullptr, &action);
  if (action.sa_handler == SIG_IGN) return;
  action = {};
  action.sa_handler = note_hang_up;
  sigaction(SIGHUP, &action, nullptr);
}

/// Keeps signals out, so that none comes between a look at them and the wait.
class SignalsBlocked {
 public:
  SignalsBlocked() {
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, &before_);
  }
  SignalsBlocked(const SignalsBlocked&) = delete;
  SignalsBlocked& operator=(const SignalsBlocked&) = delete;
  ~SignalsBlocked() { sigprocmask(SIG_SETMASK, &before_, nullptr); }
  const sigset_t& before() const { return before_; }

 private:
  sigset_t before_{};
};

timespec timespec_of(std::chrono::nanoseconds span) {
  const auto seconds = date::floor<Seconds>(span);
  return {seconds.count(), (span - seconds).count()};
}

timespec left_until(std::chrono::steady_clock::time_point until) {
  const auto left = until - std::chrono::steady_clock::now();
  return timespec_of(std::max<std::chrono::nanoseconds>(left, std::chrono::nanoseconds{0}));
}

/// A timer that is read after the clock was set says ECANCELED.
Wake read_timer(int timer) {
  std::uint64_t times = 0;
  const bool cancelled = read(timer, &times, sizeof times) < 0 && errno == ECANCELED;
  return cancelled ? Wake::clock_set : Wake::time;
}

}  // namespace

Alarm::Alarm(const StopSignal& stop)
    : stop_(stop), timer_(timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC)) {
  if (timer_ < 0) {
    throw Error(Exit::temporary, std::string("a timer cannot be made: ") + std::strerror(errno));
  }
  watch_hang_up();
  set(std::nullopt);  // from here on it is known whether the clock was set
}

Alarm::~Alarm() {
  close(timer_);
}

/// False when the clock was set since the timer was last: then, too, it is running.
bool Alarm::set(std::optional<ClockTime> at) const {
  itimerspec times{};
  // Zero would be no alarm at all; an instant that is past rings at once.
  if (at) times.it_value = timespec_of(std::max(at->time_since_epoch(), ClockTime::duration{1}));
  const int flags = TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET;
  return timerfd_settime(timer_, flags, &times, nullptr) == 0 || errno != ECANCELED;
}

std::optional<Wake> Alarm::signalled() const {
  if (stop_.received() != nullptr) return Wake::stop;
  if (hung_up == 0) return std::nullopt;
  hung_up = 0;
  return Wake::hang_up;
}

Wake Alarm::sleep(std::optional<ClockTime> at, std::chrono::steady_clock::time_point until,
                  int socket) {
  const SignalsBlocked blocked;
  if (!set(at)) return Wake::clock_set;
  while (true) {
    if (const auto wake = signalled()) return *wake;
    std::array<pollfd, 2> waited{{{timer_, POLLIN, 0}, {socket, POLLRDHUP, 0}}};
    const timespec left = left_until(until);
    const int ready = ppoll(waited.data(), waited.size(), &left, &blocked.before());
    if (ready == 0) return Wake::time;
    if (ready < 0) continue;
    if (waited[0].revents != 0) return read_timer(timer_);
    return Wake::peer;
  }
}

}  // namespace sidetick
