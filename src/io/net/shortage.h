// What this host can be short of, in the words of whoever may raise the limit.
//
// Source:  getrlimit(2), socket(2), pthread_create(3), cgroups(7); proc(5) for file-max.
// Knows nothing of who wanted it: a run that meets one ends with Exit::temporary.
#pragma once

#include <optional>
#include <string>

namespace sidetick {

/// "too many open files: the limit of this process (RLIMIT_NOFILE) is reached", for an errno of
/// file descriptors or memory that are used up; nothing for every other.
std::optional<std::string> shortage(int error);

/// What pthread_create's EAGAIN means.
std::string thread_shortage();

}  // namespace sidetick
