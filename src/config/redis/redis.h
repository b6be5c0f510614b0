// The table [redis] and what stands in for it: where Redis is and how to log in.
#pragma once

#include "config/toml/problems.h"
#include "config/toml/toml.h"
#include "core/redis/settings.h"

namespace sidetick {

/// Reads the table [redis] of a file into `settings`.
void read_redis(const toml::table& table, FileProblems& findings, RedisSettings& settings);

/// Without a table [redis]: $REDIS_URL, if it is set.
void read_redis_environment(FileProblems& findings, RedisSettings& settings);

}  // namespace sidetick
