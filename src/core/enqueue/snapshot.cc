#include "core/enqueue/snapshot.h"

#include <algorithm>
#include <charconv>

#include "core/error.h"
#include "core/redis/expect.h"
#include "core/text/json.h"
#include "core/text/quote.h"

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

/// Sorts what Redis holds by schedule; the rest is kept by name.
class Sorter {
 public:
  explicit Sorter(const std::vector<Schedule>& schedules) {
    index_.reserve(schedules.size());
    for (std::size_t i = 0; i < schedules.size(); ++i) index_.emplace(schedules[i].name, i);
  }

  /// A hash of which each schedule has a field, kept in `field`. Takes the texts out of `reply`.
  void read_hash(const Command& command, Reply& reply,
                 std::optional<std::string> StoredState::*field, std::vector<StoredState>& stored,
                 Hash& others) const {
    if (reply.is_error("WRONGTYPE")) throw_wrong_type(command[1], "a hash");
    expect_array(command, reply);
    auto& parts = reply.elements;
    for (std::size_t i = 0; i + 1 < parts.size(); i += 2) {
      expect_text(command, parts[i]);
      expect_text(command, parts[i + 1]);
      const auto found = index_.find(parts[i].text);
      if (found == index_.end()) {
        others.emplace(std::move(parts[i].text), std::move(parts[i + 1].text));
      } else {
        stored[found->second].*field = std::move(parts[i + 1].text);
      }
    }
  }

  void read_page(const Command& command, const Reply& reply, Snapshot& snapshot) const {
    snapshot.page_readable = !reply.is_error("WRONGTYPE");
    if (!snapshot.page_readable) return;
    for (const auto& element : expect_array(command, reply)) {
      const auto& name = expect_text(command, element);
      const auto found = index_.find(name);
      if (found == index_.end()) {
        snapshot.published.insert(name);
      } else {
        snapshot.stored[found->second].published = true;
      }
    }
  }

 private:
  std::unordered_map<std::string_view, std::size_t> index_;  // name -> place in the schedules
};

/// The field of an HGET, nothing when the key is of another type: it belongs to another program.
std::optional<std::string> read_foreign(const Command& command, const Reply& reply) {
  if (reply.is_error("WRONGTYPE")) return std::nullopt;
  return expect_optional(command, reply);
}

std::string read_type(Redis& redis, const std::string& key) {
  const Command command = {"TYPE", key};
  return expect_text(command, redis.exchange({command}).at(0));
}

/// Where other programs, or the ledger, say that the schedules without a usable cursor were.
void read_traces(Redis& redis, const Keys& keys, const std::vector<Schedule>& schedules,
                 const std::vector<std::size_t>& lost, Snapshot& snapshot) {
  std::vector<Command> commands;
  for (auto i : lost) {
    const auto& name = schedules[i].name;
    commands.push_back({"HGET", keys.last_runs(), name});
    commands.push_back({"HGET", keys.last_times(), name});
    commands.push_back({"ZREVRANGE", keys.ledger(name), "0", "0"});
  }
  auto replies = redis.exchange(commands);
  for (std::size_t n = 0; n < lost.size(); ++n) {
    StoredState& stored = snapshot.stored[lost[n]];
    stored.last_run = read_foreign(commands[3 * n], replies[3 * n]);
    stored.last_time = read_foreign(commands[3 * n + 1], replies[3 * n + 1]);
    const Reply& newest = replies[3 * n + 2];
    if (newest.is_error("WRONGTYPE")) continue;  // said before MULTI, where it matters
    const auto& members = expect_array(commands[3 * n + 2], newest);
    if (!members.empty()) stored.newest_pushed = expect_text(commands[3 * n + 2], members[0]);
  }
  if (replies[0].is_error("WRONGTYPE"))
    snapshot.wrong_last_runs = read_type(redis, keys.last_runs());
}

}  // namespace

void throw_wrong_type(const std::string& key, const char* needed) {
  throw Error(Exit::data, "redis key " + json_string(key) + " is not " + needed +
                              ": nothing was enqueued; look at it with redis-cli TYPE, then rename "
                              "or delete it");
}

std::string last_runs_text(const std::string& key, const std::string& type) {
  return "redis key " + json_string(key) + " is a " + escape_controls(type) +
         ", not a hash: where exq-scheduler stopped is not known, and schedules that are new to "
         "this Redis begin without it; rename or delete it, and backfill what they missed";
}

ClockTime read_time(const Command& command, const Reply& reply) {
  const auto& parts = expect_array(command, reply, 2);
  return ClockTime{Seconds{number(command, parts[0])} +
                   std::chrono::microseconds{number(command, parts[1])}};
}

Snapshot take_snapshot(Redis& redis, const Keys& keys, const std::vector<Schedule>& schedules,
                       const std::function<ClockTime()>& host_clock,
                       const std::function<void()>& work) {
  const std::vector<Command> commands = {{"WATCH", keys.cursors()},
                                         {"TIME"},
                                         {"HGETALL", keys.cursors()},
                                         {"HGETALL", keys.states()},
                                         {"HKEYS", keys.schedules()}};
  const ClockTime asked = host_clock();
  std::optional<Sorter> sorter;
  auto replies = redis.exchange_while(commands, [&] {
    sorter.emplace(schedules);
    work();
  });
  Snapshot snapshot;
  snapshot.host_time = host_clock();
  expect_ok(commands[0], replies[0]);
  snapshot.redis_time = read_time(commands[1], replies[1]);
  snapshot.host_at_time =
      std::clamp(snapshot.redis_time, std::min(asked, snapshot.host_time), snapshot.host_time);
  snapshot.stored.resize(schedules.size());
  sorter->read_hash(commands[2], replies[2], &StoredState::cursor, snapshot.stored,
                    snapshot.cursors);
  sorter->read_hash(commands[3], replies[3], &StoredState::state, snapshot.stored, snapshot.states);
  sorter->read_page(commands[4], replies[4], snapshot);

  std::vector<std::size_t> lost;
  for (std::size_t i = 0; i < schedules.size(); ++i) {
    StoredState& stored = snapshot.stored[i];
    if (stored.cursor) stored.parsed_cursor = parse_cursor(*stored.cursor);
    if (!stored.parsed_cursor) lost.push_back(i);
  }
  if (!lost.empty()) read_traces(redis, keys, schedules, lost, snapshot);
  return snapshot;
}

}  // namespace sidetick
