#include "io/host/silence.h"

#include <climits>
#include <utility>

namespace sidetick {

namespace {

constexpr std::chrono::milliseconds any_time{INT_MAX};
Silence* present = nullptr;

}  // namespace

Silence::Silence(std::function<void()> tell) : tell_(std::move(tell)) {
  present = this;
}

Silence::~Silence() {
  present = nullptr;
}

void Silence::restart() {
  if (present) present->end_ = Deadline(longest);
}

std::chrono::milliseconds Silence::check() {
  if (!present || !present->tell_) return any_time;
  if (!present->end_.passed()) return present->end_.left();
  std::exchange(present->tell_, {})();
  return any_time;
}

}  // namespace sidetick
