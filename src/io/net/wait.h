// Waits for a file descriptor, never longer than a deadline; and how any wait looks up meanwhile.
#pragma once

#include "io/host/deadline.h"

namespace sidetick {

/// Waits until `fd` is ready for one of `events` (POLLIN, POLLOUT), or in error, which the next
/// read or write tells. False when the deadline came first. Throws Stopped soon after a signal that
/// a StopSignal watches for.
bool wait_for(int fd, short events, const Deadline& deadline);

/// How long a wait until `deadline` may sleep before it asks this again. Throws Stopped as wait_for
/// does; tells who waits at a terminal (Silence).
std::chrono::milliseconds next_nap(const Deadline& deadline);

}  // namespace sidetick
