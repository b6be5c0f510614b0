// SIGINT and SIGTERM as a wish to stop at the next good moment, and soon where none comes.
#pragma once

#include <chrono>

namespace sidetick {

/// Thrown out of a wait that a signal has ended: what is in flight is not waited for.
struct Stopped {};

/// Watches from its construction to the end of the program. The first signal is remembered; a
/// second one of its kind ends the program at once. A signal that is ignored stays so (nohup, `&`).
class StopSignal {
 public:
  StopSignal();

  /// "SIGINT", "SIGTERM", or nullptr when there was none.
  const char* received() const;

  /// True when there is a StopSignal: whoever waits then has to call check after each `nap`.
  static bool is_watching();
  /// Throws Stopped when a signal came, and `grace` has passed since this was first asked.
  static void check(std::chrono::milliseconds grace);

  static constexpr std::chrono::milliseconds nap{50};
};

}  // namespace sidetick
