#include "core/observe.h"

#include <charconv>

#include "core/error.h"
#include "core/json_text.h"
#include "core/reply_shape.h"

namespace sidetick {

namespace {

long long number(const Command& command, const Reply& reply) {
  const auto& text = expect_text(command, reply);
  long long value = 0;
  auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  // 13 digits of seconds or microseconds: nothing overflows in what follows.
  bool right = failure == std::errc{} && end == text.data() + text.size() && text.size() <= 13;
  if (!right) {
    throw Error(Exit::unavailable, "the reply to TIME holds " + json_string(text) +
                                       ", not a number: is this a Redis server?");
  }
  return value;
}

/// Takes the texts out of `reply`.
Hash read_hash(const Command& command, Reply& reply) {
  if (reply.is_error("WRONGTYPE")) throw_wrong_type(command[1], "a hash");
  expect_array(command, reply);
  auto& parts = reply.elements;
  Hash hash;
  hash.reserve(parts.size() / 2);
  for (std::size_t i = 0; i + 1 < parts.size(); i += 2) {
    expect_text(command, parts[i]);
    expect_text(command, parts[i + 1]);
    hash.emplace(std::move(parts[i].text), std::move(parts[i + 1].text));
  }
  return hash;
}

/// The value of `name`, which is taken out: no other schedule has that name.
std::optional<std::string> take(Hash& hash, const std::string& name) {
  auto found = hash.find(name);
  return found == hash.end() ? std::nullopt : std::optional(std::move(found->second));
}

void read_page(const Command& command, Reply& reply, Observation& seen) {
  seen.page_readable = !reply.is_error("WRONGTYPE");
  if (!seen.page_readable) return;
  seen.published.reserve(expect_array(command, reply).size());
  for (auto& name : reply.elements) {
    expect_text(command, name);
    seen.published.insert(std::move(name.text));
  }
}

/// The field of an HGET, nothing when the key is of another type: it belongs to another program.
std::optional<std::string> read_foreign(const Command& command, const Reply& reply) {
  if (reply.is_error("WRONGTYPE")) return std::nullopt;
  return expect_optional(command, reply);
}

/// exq-scheduler's last run. A key of another type stops the run: to begin anew without it could
/// lose the ticks since then.
std::optional<std::string> read_last_run(const Command& command, const Reply& reply) {
  if (reply.is_error("WRONGTYPE")) throw_wrong_type(command[1], "a hash");
  return expect_optional(command, reply);
}

/// Where other programs, or the ledger, say that the schedules without a usable cursor were.
void read_traces(Redis& redis, const Keys& keys, const std::vector<Schedule>& schedules,
                 const std::vector<std::size_t>& lost, Observation& seen) {
  std::vector<Command> commands;
  for (auto i : lost) {
    const auto& name = schedules[i].name;
    commands.push_back({"HGET", keys.last_runs(), name});
    commands.push_back({"HGET", keys.last_times(), name});
    commands.push_back({"ZREVRANGE", keys.ledger(name), "0", "0"});
  }
  auto replies = redis.exchange(commands);
  for (std::size_t n = 0; n < lost.size(); ++n) {
    Known& known = seen.known[lost[n]];
    known.last_run = read_last_run(commands[3 * n], replies[3 * n]);
    known.last_time = read_foreign(commands[3 * n + 1], replies[3 * n + 1]);
    const Reply& newest = replies[3 * n + 2];
    if (newest.is_error("WRONGTYPE")) continue;  // said before MULTI, where it matters
    const auto& members = expect_array(commands[3 * n + 2], newest);
    if (!members.empty()) known.newest_pushed = expect_text(commands[3 * n + 2], members[0]);
  }
}

}  // namespace

void throw_wrong_type(const std::string& key, const char* needed) {
  throw Error(Exit::data, "redis key " + json_string(key) + " is not " + needed +
                              ": nothing was enqueued; look at it with redis-cli TYPE, then rename "
                              "or delete it");
}

Moment read_time(const Command& command, const Reply& reply) {
  const auto& parts = expect_array(command, reply, 2);
  return Moment{Seconds{number(command, parts[0])} +
                std::chrono::microseconds{number(command, parts[1])}};
}

Observation observe(Redis& redis, const Keys& keys, const std::vector<Schedule>& schedules,
                    const std::function<Moment()>& host_clock) {
  const std::vector<Command> commands = {{"WATCH", keys.cursors()},
                                         {"TIME"},
                                         {"HGETALL", keys.cursors()},
                                         {"HGETALL", keys.states()},
                                         {"HKEYS", keys.schedules()}};
  auto replies = redis.exchange(commands);
  Observation seen;
  seen.host_time = host_clock();
  expect_ok(commands[0], replies[0]);
  seen.redis_time = read_time(commands[1], replies[1]);
  seen.cursors = read_hash(commands[2], replies[2]);
  seen.states = read_hash(commands[3], replies[3]);
  read_page(commands[4], replies[4], seen);

  std::vector<std::size_t> lost;
  seen.known.reserve(schedules.size());
  for (const auto& schedule : schedules) {
    Known known;
    known.cursor = take(seen.cursors, schedule.name);
    known.state = take(seen.states, schedule.name);
    known.published = seen.published.contains(schedule.name);
    if (!known.cursor || !parse_cursor(*known.cursor)) lost.push_back(seen.known.size());
    seen.known.push_back(std::move(known));
  }
  if (!lost.empty()) read_traces(redis, keys, schedules, lost, seen);
  return seen;
}

}  // namespace sidetick
