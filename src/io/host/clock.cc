#include "io/host/clock.h"

namespace sidetick {

ClockTime host_clock() {
  return date::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
}

}  // namespace sidetick
