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
  /// `grace`: how long after a signal a reply that is about to come is still waited for. It makes
  /// right what is said of the end.
  explicit StopSignal(std::chrono::milliseconds grace = std::chrono::milliseconds{500});

  /// "SIGINT", "SIGTERM", or nullptr when there was none.
  const char* received() const;

  /// True when there is a StopSignal: whoever waits then has to call check after each `nap`.
  static bool is_watching();
  /// Throws Stopped when a signal came: for a wait in which nothing is in flight.
  static void check();
  /// The same, when the grace has passed since this was first asked: for a wait for a reply.
  static void check_reply();

  static constexpr std::chrono::milliseconds nap{50};
};

}  // namespace sidetick
