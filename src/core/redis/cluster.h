// What Redis Cluster asks of its clients: to go where the keys are, and to keep them together.
//
// Source:  Redis Cluster specification, "MOVED Redirection" and "Hash tags".
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/redis/redis.h"
#include "core/redis/settings.h"

namespace sidetick {

/// Where the first MOVED among `replies` points to: "MOVED 3999 127.0.0.1:6381". A node that does
/// not tell its own name (":6381", "?:6381") means `asked`'s. Nothing when there is none.
std::optional<Endpoint> moved_to(const std::vector<Reply>& replies, const Endpoint& asked);

/// The part of a key that decides its slot: what is between the first { and the next }, or the
/// whole.
std::string_view hashed_part(std::string_view key);

/// Throws Error(Exit::config) unless the namespace is a hash tag, which keeps all keys on one node,
/// as a transaction needs it.
void expect_hash_tag(const RedisSettings& settings);

}  // namespace sidetick
