// Sleeps until an instant of the host's clock, however that is set meanwhile.
//
// Source:  timerfd_create(2), CLOCK_REALTIME with TFD_TIMER_ABSTIME and TFD_TIMER_CANCEL_ON_SET;
//          ppoll(2), which lets signals in at no other moment than during the wait.
// Costs:   nothing while it sleeps.
#pragma once

#include <chrono>
#include <optional>

#include "core/time/instant.h"
#include "io/host/stop_signal.h"

namespace sidetick {

/// What ended the sleep.
enum class Wake {
  time,       ///< the instant, or the end on the monotonic clock
  clock_set,  ///< somebody set the host's clock, or the host was asleep
  hang_up,    ///< SIGHUP
  stop,       ///< SIGINT or SIGTERM
  peer        ///< the peer of the socket has closed it, or it is in error
};

class Alarm {
 public:
  /// Watches for SIGHUP from here to the end of the program, unless it is ignored. Throws
  /// Error(Exit::temporary) where this host is short of file descriptors.
  explicit Alarm(const StopSignal& stop);
  Alarm(const Alarm&) = delete;
  Alarm& operator=(const Alarm&) = delete;
  ~Alarm();

  /// Sleeps until the host's clock shows `at`, if any, but not beyond `until`. A signal that came
  /// before wakes it at once. `socket` may be -1.
  Wake sleep(std::optional<ClockTime> at, std::chrono::steady_clock::time_point until, int socket);

 private:
  bool set(std::optional<ClockTime> at) const;
  std::optional<Wake> signalled() const;

  const StopSignal& stop_;
  int timer_;
};

}  // namespace sidetick
