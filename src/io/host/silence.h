// Who waits at a terminal, and has heard nothing for a second.
//
// Source:  sidetick(1), "Diagnostics".
// Place:   waits are deep below those who know what is waited for, as with StopSignal.
#pragma once

#include <chrono>
#include <functional>

#include "io/host/deadline.h"

namespace sidetick {

/// While it lives, the waits of this program call `tell` once, when it is `longest` old. There is
/// one at a time.
class Silence {
 public:
  static constexpr std::chrono::milliseconds longest{1000};

  explicit Silence(std::function<void()> tell);
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;
  ~Silence();

  /// What was waited for is there: with the next wait it begins anew.
  static void restart();

  /// Tells, when it is time. How long a wait may sleep until it has to ask again.
  static std::chrono::milliseconds check();

 private:
  std::function<void()> tell_;  // empty when that is done
  Deadline end_{longest};
};

}  // namespace sidetick
