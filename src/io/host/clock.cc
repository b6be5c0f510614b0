#include "io/host/clock.h"

namespace sidetick {

Moment host_clock() {
  return date::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
}

}  // namespace sidetick
