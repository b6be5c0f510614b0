#include "io/wait.h"

#include <poll.h>

#include <algorithm>
#include <climits>

namespace sidetick {

bool wait_for(int fd, short events, const Deadline& deadline) {
  // A signal may interrupt poll: then it is asked again, with what is left.
  while (!deadline.passed()) {
    pollfd poll_fd{fd, events, 0};
    const auto left = std::min<long long>(deadline.left().count(), INT_MAX);
    if (poll(&poll_fd, 1, static_cast<int>(left)) > 0) return true;
  }
  return false;
}

}  // namespace sidetick
