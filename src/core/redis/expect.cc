#include "core/redis/expect.h"

#include "core/error.h"
#include "core/redis/error_reply.h"
#include "core/text/json.h"

namespace sidetick {

namespace {

[[noreturn]] void wrong_shape(const Command& command, const Reply& reply) {
  if (reply.is_error()) throw_reply_error(command, reply);
  throw Error(Exit::unavailable, "the reply to " + command[0] +
                                     " is not of the kind that Redis 6.2 or later gives: is this a "
                                     "Redis server?");
}

}  // namespace

const std::vector<Reply>& expect_array(const Command& command, const Reply& reply, int size) {
  bool right = reply.is_array() && (size < 0 || reply.elements.size() == static_cast<size_t>(size));
  if (!right) wrong_shape(command, reply);
  return reply.elements;
}

std::optional<std::string> expect_optional(const Command& command, const Reply& reply) {
  if (reply.is_nil()) return std::nullopt;
  if (!reply.is_string()) wrong_shape(command, reply);
  return reply.text;
}

const std::string& expect_text(const Command& command, const Reply& reply) {
  if (!reply.is_string() && reply.type != Reply::Type::status) wrong_shape(command, reply);
  return reply.text;
}

std::size_t expect_count(const Command& command, const Reply& reply) {
  if (!reply.is_integer() || reply.integer < 0) wrong_shape(command, reply);
  return static_cast<std::size_t>(reply.integer);
}

void expect_ok(const Command& command, const Reply& reply) {
  bool ok = reply.type == Reply::Type::status && reply.text == "OK";
  if (!ok) wrong_shape(command, reply);
}

}  // namespace sidetick
