// check --connect: does Redis answer, and are its keys of the types that a run needs?
#pragma once

#include <string>
#include <vector>

#include "config/config.h"
#include "core/error.h"

namespace sidetick {

/// What is wrong with Redis, worst first; nothing when all is well. Reads only.
struct RedisFault {
  Exit exit;
  std::string text;
};
std::vector<RedisFault> check_redis(const Config& config, Milliseconds budget);

}  // namespace sidetick
