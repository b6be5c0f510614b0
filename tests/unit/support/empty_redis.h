// Answers as an empty Redis does, command by command, for tests without a server.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/redis/redis.h"

namespace sidetick::test {

class EmptyRedis {
 public:
  Reply answer(const Command& command) {
    const auto& name = command[0];
    if (queued_ > 0 && name != "EXEC") return ++queued_, status("QUEUED");
    if (name == "EXEC") return array(std::vector<Reply>(std::exchange(queued_, 0) - 1, integer(1)));
    if (name == "MULTI") return queued_ = 1, status("OK");
    if (name == "TIME") return array({string("1795514402"), string("250000")});
    if (name == "HGETALL" || name == "HKEYS" || name == "ZREVRANGE" || name == "ZRANGE" ||
        name == "ZRANGEBYSCORE") {
      return array({});
    }
    if (name == "HMGET") return array(std::vector<Reply>(command.size() - 2));
    if (name == "TYPE") return status("none");
    if (name == "LLEN") return integer(0);
    return name == "HGET" ? Reply{} : status("OK");
  }

  static Reply status(std::string text) { return {Reply::Type::status, 0, std::move(text), {}}; }
  static Reply string(std::string text) { return {Reply::Type::string, 0, std::move(text), {}}; }
  static Reply integer(long long value) { return {Reply::Type::integer, value, {}, {}}; }
  static Reply array(std::vector<Reply> elements) {
    return {Reply::Type::array, 0, {}, std::move(elements)};
  }

 private:
  std::size_t queued_ = 0;  // MULTI and the commands after it
};

}  // namespace sidetick::test
