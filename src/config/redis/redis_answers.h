// What the settings of other clients of Redis are called here.
//
// Source:  redis-rb and redis-client (README.md of each), Redix and Exq (README.md), Sidekiq's wiki.
#pragma once

#include <string>
#include <string_view>

#include "config/toml/toml.h"

namespace sidetick {

/// Of a key in [redis]: an AnswerKey.
std::string redis_answer(std::string_view key, const toml::node& value);

/// Of a key in [redis.sentinel].
std::string sentinel_answer(std::string_view key, const toml::node& value);

}  // namespace sidetick
