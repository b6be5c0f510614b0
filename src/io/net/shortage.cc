#include "io/net/shortage.h"

#include <cerrno>

namespace sidetick {

std::optional<std::string> shortage(int error) {
  switch (error) {
    case EMFILE:
      return "too many open files: the limit of this process (RLIMIT_NOFILE) is reached";
    case ENFILE:
      return "too many open files: the limit of this host (fs.file-max) is reached";
    case ENOMEM:
    case ENOBUFS:
      return "out of memory: this host, or the limit of this process or its cgroup, has no more";
    default:
      return std::nullopt;
  }
}

std::string thread_shortage() {
  return "no thread can be started to look the name up: the limit of processes (RLIMIT_NPROC, or "
         "pids.max of the cgroup) is reached: raise it, or write the address as a number";
}

}  // namespace sidetick
