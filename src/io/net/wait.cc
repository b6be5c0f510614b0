#include "io/net/wait.h"

#include <poll.h>

#include <algorithm>
#include <climits>

#include "io/host/stop_signal.h"

namespace sidetick {

namespace {

/// After a signal to stop, a reply that is about to come is still taken: it makes the count right.
constexpr std::chrono::milliseconds reply_grace{500};

}  // namespace

bool wait_for(int fd, short events, const Deadline& deadline) {
  // A signal may interrupt poll: then it is asked again, with what is left.
  while (!deadline.passed()) {
    StopSignal::check(reply_grace);
    pollfd poll_fd{fd, events, 0};
    const long long most = StopSignal::is_watching() ? StopSignal::nap.count() : INT_MAX;
    const auto left = std::min<long long>(deadline.left().count(), most);
    if (poll(&poll_fd, 1, static_cast<int>(left)) > 0) return true;
  }
  return false;
}

}  // namespace sidetick
