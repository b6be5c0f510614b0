// Replies taken for what they must be; anything else is an error that names the command.
//
// Source:  https://redis.io/docs/latest/commands, the reply of each command.
#pragma once

#include <optional>
#include <string>

#include "core/redis/redis.h"

namespace sidetick {

/// The elements of an array reply of `size` elements (any number when `size` is -1). Throws Error
/// for another shape, and what throw_reply_error throws for an error reply.
const std::vector<Reply>& expect_array(const Command& command, const Reply& reply, int size = -1);

/// Strings become values, nil becomes nothing. Throws for every other type.
std::optional<std::string> expect_optional(const Command& command, const Reply& reply);

/// The text of a status or string reply. Throws for every other type.
const std::string& expect_text(const Command& command, const Reply& reply);

/// An integer that is not negative. Throws for every other reply.
std::size_t expect_count(const Command& command, const Reply& reply);

/// Throws for every reply but the status OK.
void expect_ok(const Command& command, const Reply& reply);

}  // namespace sidetick
