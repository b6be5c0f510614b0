#include "core/doctor/commands.h"

#include <doctest/doctest.h>

#include <set>

#include "support/empty_redis.h"
#include "support/schedules.h"

namespace sidetick::test {
namespace {

/// Replies that a server, or something before it, may give to anything.
const std::vector<Reply> odd_replies = {
    EmptyRedis::status("OK"),
    EmptyRedis::status("QUEUED"),
    EmptyRedis::integer(1),
    EmptyRedis::array({}),
    {},
    {Reply::Type::error, 0, "NOPERM this user has no permissions to run the command", {}},
    {Reply::Type::error, 0, "NOPERM No permissions to access a key", {}},
    {Reply::Type::error, 0, "ERR unknown command", {}},
    {Reply::Type::error, 0, "READONLY You can't write against a read only replica.", {}},
};

const std::set<std::string> reads = {"TYPE",      "TIME",          "WATCH", "HGETALL",
                                     "HKEYS",     "HMGET",         "HGET",  "ZRANGE",
                                     "ZREVRANGE", "ZRANGEBYSCORE", "CLIENT"};

/// What goes over all connections of one trial.
struct Traffic {
  std::size_t commands = 0;
  std::size_t odd_at = 0;  ///< the command of this number gets `odd`
  Reply odd;
  std::size_t writes = 0;
  std::string sin;  ///< what was sent and must not have been; "" when all is well
};

/// An empty Redis, but for one reply.
class OddRedis : public Redis {
 public:
  explicit OddRedis(Traffic& traffic) : traffic_(traffic) {}

  std::vector<Reply> exchange(const std::vector<Command>& commands) override {
    std::vector<Reply> replies;
    replies.reserve(commands.size());
    for (const auto& command : commands) replies.push_back(answer(command, commands.size()));
    return replies;
  }

  void send(const std::vector<Command>&) override { traffic_.sin = "an early command"; }

 private:
  Reply answer(const Command& command, std::size_t together) {
    const auto& name = command[0];
    const bool is_harmless = name == "ZREM" || name == "ZREMRANGEBYSCORE" || name == "ZADD";
    const bool writes = !reads.contains(name) && name != "MULTI" && name != "EXEC";
    if (writes && name != "DISCARD") {
      ++traffic_.writes;
      if (!is_harmless && together > 1) traffic_.sin = name + " along with others";
      if (!is_queueing_ && together == 1) traffic_.sin = name + " outside of a transaction";
      if (!has_queued_) traffic_.sin = name + " before a read was queued";
    }
    if (name == "EXEC" && has_queued_) traffic_.sin = "EXEC of what was queued";
    const bool is_odd = ++traffic_.commands == traffic_.odd_at;
    Reply reply = is_odd ? traffic_.odd : honest(name);
    follow(name, reply);
    return reply;
  }

  Reply honest(const std::string& name) const {
    if (name == "MULTI" || name == "DISCARD") return EmptyRedis::status("OK");
    if (name == "EXEC") return EmptyRedis::array({});
    return is_queueing_ ? EmptyRedis::status("QUEUED") : EmptyRedis().answer({name, "", ""});
  }

  void follow(const std::string& name, const Reply& reply) {
    const bool is_queued = reply.type == Reply::Type::status && reply.text == "QUEUED";
    if (name == "MULTI") {
      is_queueing_ = reply.type == Reply::Type::status && reply.text == "OK";
      has_queued_ = false;
    } else if (name == "EXEC" || name == "DISCARD") {
      is_queueing_ = has_queued_ = false;
    } else if (is_queued) {
      has_queued_ = true;
    } else if (!reply.is_error()) {
      is_queueing_ = false;
    }
  }

  Traffic& traffic_;
  bool is_queueing_ = false;
  bool has_queued_ = false;
};

Findings try_commands(Traffic& traffic) {
  const std::vector<Schedule> schedules = {cron_schedule("report", "0 * * * *"),
                                           cron_schedule("digest", "0 * * * *")};
  const std::vector<std::string> names = {"report", "digest"};
  const RedisSettings settings;
  return look_at_commands({schedules,
                           names,
                           settings,
                           Access(settings),
                           Seconds{0},
                           Seconds{0},
                           {},
                           [&] { return std::make_unique<OddRedis>(traffic); },
                           "",
                           {}});
}

}  // namespace

TEST_CASE("of a server that takes all, every command is tried") {
  Traffic traffic;
  const Findings findings = try_commands(traffic);
  CHECK(traffic.sin == "");
  CHECK(traffic.writes == 24);
  CHECK(findings.all().size() == 1);
  CHECK(findings.all()[0].text == "all that sidetick sends is taken");
}

TEST_CASE("whatever is answered, nothing that writes is sent but behind what was queued") {
  Traffic honest;
  try_commands(honest);
  for (std::size_t at = 1; at <= honest.commands; ++at) {
    for (const auto& odd : odd_replies) {
      Traffic traffic;
      traffic.odd_at = at;
      traffic.odd = odd;
      const Findings findings = try_commands(traffic);
      CAPTURE(at);
      CAPTURE(odd.text);
      CHECK(traffic.sin == "");
      // An error is told, but where a key stands for one that is asked for elsewhere.
      const bool is_told = findings.all()[0].state != FindingState::ok;
      if (odd.is_error("READONLY")) CHECK(is_told);
    }
  }
}

}  // namespace sidetick::test
