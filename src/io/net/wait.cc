#include "io/net/wait.h"

#include <poll.h>

#include <algorithm>

#include "io/host/silence.h"
#include "io/host/stop_signal.h"

namespace sidetick {

bool wait_for(int fd, short events, const Deadline& deadline) {
  // A signal may interrupt poll: then it is asked again, with what is left.
  while (!deadline.passed()) {
    pollfd poll_fd{fd, events, 0};
    if (poll(&poll_fd, 1, static_cast<int>(next_nap(deadline).count())) > 0) return true;
  }
  return false;
}

std::chrono::milliseconds next_nap(const Deadline& deadline) {
  StopSignal::check_reply();
  const auto quiet = std::min(deadline.left(), Silence::check());
  return StopSignal::is_watching() ? std::min(quiet, StopSignal::nap) : quiet;
}

}  // namespace sidetick
