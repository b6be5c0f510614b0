// What ends a run, and how its end is told to the caller of the program.
//
// Source:  sidetick(1), "Exit status"; the numbers are those of sysexits(3).
// Knows nothing of printing: only main and io/report turn these into text on stderr.
#pragma once

#include <stdexcept>
#include <string>

namespace sidetick {

/// The program's exit status.
enum class Exit : int {
  ok = 0,            ///< done, nothing due, or another host was faster
  differs = 1,       ///< diff --exit-code: ticks or jobs differ
  usage = 64,        ///< wrong use of the command line
  data = 65,         ///< Redis, or the FILE of import, holds data of the wrong kind
  unavailable = 69,  ///< Redis cannot be reached
  internal = 70,     ///< a fault in sidetick
  output = 74,       ///< standard output cannot be written; what was enqueued stays so
  temporary = 75,    ///< out of time, or a passing condition: the next minute tries again
  refused = 77,      ///< authentication, ACL or certificate
  config = 78,       ///< the configuration is wrong
};

/// What the command cannot survive. `what()` is one line, lower case, without a full stop:
/// "WHERE: WHAT", the bad value quoted, what is allowed, the remedy.
class Error : public std::runtime_error {
 public:
  Error(Exit exit, const std::string& message) : std::runtime_error(message), exit(exit) {}
  Exit exit;
};

}  // namespace sidetick
