// The table [redis.sentinel]: who knows where the primary is.
#pragma once

#include "config/toml/problems.h"
#include "config/toml/toml.h"
#include "core/redis/settings.h"

namespace sidetick {

void read_sentinel(const toml::table& table, FileProblems& findings, RedisSettings& settings);

}  // namespace sidetick
