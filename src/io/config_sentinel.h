// The table [redis.sentinel]: who knows where the primary is.
#pragma once

#include "core/redis_settings.h"
#include "io/config_findings.h"
#include "io/config_toml.h"

namespace sidetick {

void read_sentinel(const toml::table& table, Findings& findings, RedisSettings& settings);

}  // namespace sidetick
