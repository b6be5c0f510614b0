#include "io/net/wait.h"

#include <poll.h>

#include <algorithm>
#include <climits>

#include "io/host/stop_signal.h"

namespace sidetick {

bool wait_for(int fd, short events, const Deadline& deadline) {
  // A signal may interrupt poll: then it is asked again, with what is left.
  while (!deadline.passed()) {
    StopSignal::check_reply();
    pollfd poll_fd{fd, events, 0};
    const long long most = StopSignal::is_watching() ? StopSignal::nap.count() : INT_MAX;
    const auto left = std::min<long long>(deadline.left().count(), most);
    if (poll(&poll_fd, 1, static_cast<int>(left)) > 0) return true;
  }
  return false;
}

}  // namespace sidetick
