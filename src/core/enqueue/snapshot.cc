#include "core/enqueue/snapshot.h"

#include <algorithm>

#include "core/enqueue/ledger_members.h"
#include "core/enqueue/name_index.h"
#include "core/error.h"
#include "core/redis/expect.h"
#include "core/redis/wrong_type.h"
#include "core/text/json.h"
#include "core/text/number.h"
#include "core/text/quote.h"

namespace sidetick {

namespace {

long long number(const Command& command, const Reply& reply) {
  const auto& text = expect_text(command, reply);
  // 13 digits of seconds or microseconds: nothing overflows in what follows.
  const auto value = parse_number(text, 0, 9'999'999'999'999);
  if (value) return *value;
  throw Error(Exit::unavailable, "the reply to TIME holds " + json_string(text) +
                                     ", not a number: is this a Redis server?");
}

/// Sorts what Redis holds by schedule; the rest is kept by name.
class Sorter {
 public:
  explicit Sorter(const std::vector<Schedule>& schedules) : index_(schedules) {}

  /// A hash of which each schedule has a field, which `take` gets. Takes the texts out of `reply`.
  template <typename Take>
  void read_hash(const Command& command, Reply& reply, const Take& take,
                 std::vector<StoredState>& stored, Hash& others) const {
    if (reply.is_error("WRONGTYPE")) {
      throw_wrong_type(command[1], "", "hash", "nothing was enqueued");
    }
    expect_array(command, reply);
    auto& parts = reply.elements;
    for (std::size_t i = 0; i + 1 < parts.size(); i += 2) {
      expect_text(command, parts[i]);
      expect_text(command, parts[i + 1]);
      const auto found = index_.find(parts[i].text);
      if (!found) {
        others.emplace(std::move(parts[i].text), std::move(parts[i + 1].text));
      } else {
        take(stored[*found], std::move(parts[i + 1].text));
      }
    }
  }

  void read_page(const Command& command, const Reply& reply, Snapshot& snapshot) const {
    if (reply.is_error("WRONGTYPE")) return;  // its type is asked for
    for (const auto& element : expect_array(command, reply)) {
      const auto& name = expect_text(command, element);
      const auto found = index_.find(name);
      if (!found) {
        snapshot.published.insert(name);
      } else {
        snapshot.stored[*found].published = true;
      }
    }
  }

 private:
  NameIndex index_;
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

void read_newest(const Command& command, const Reply& reply, StoredState& stored) {
  if (reply.is_error("WRONGTYPE")) return;  // said before MULTI, where it matters
  const auto& members = expect_array(command, reply);
  if (!members.empty()) stored.newest_pushed = expect_text(command, members[0]);
}

/// Those of `range`, both ends included, until there are `most`.
void add_ticks(const TickSeries& series, const std::pair<Instant, Instant>& range, std::size_t most,
               std::vector<Instant>& ticks) {
  const Instant last = std::min(series.last, range.second);
  for (Instant tick = series.first; tick <= last && ticks.size() < most; tick += series.step) {
    if (tick >= range.first) ticks.push_back(tick);
  }
}

/// Where other programs, or the ledger, say that the schedules without a usable cursor were.
void read_traces(Redis& redis, const Keys& keys, const std::vector<Schedule>& schedules,
                 Snapshot& snapshot) {
  Pipeline pipeline;
  bool wrong_last_runs = false;
  for (std::size_t i = 0; i < schedules.size(); ++i) {
    StoredState& stored = snapshot.stored[i];
    if (stored.parsed_cursor) continue;
    const auto& name = schedules[i].name;
    pipeline.ask({"HGET", keys.last_runs(), name}, [&](const auto& command, const auto& reply) {
      wrong_last_runs |= reply.is_error("WRONGTYPE");
      stored.last_run = read_foreign(command, reply);
    });
    pipeline.ask({"HGET", keys.last_times(), name}, [&](const auto& command, const auto& reply) {
      stored.last_time = read_foreign(command, reply);
    });
    pipeline.ask(
        {"ZREVRANGE", keys.ledger(name), "0", "0"},
        [&](const auto& command, const auto& reply) { read_newest(command, reply, stored); });
  }
  pipeline.answer(redis);
  if (wrong_last_runs) snapshot.wrong_last_runs = read_type(redis, keys.last_runs());
}

/// Read in the order of the reply, in which the texts lie in memory.
void take_cursor(StoredState& stored, std::string text) {
  stored.parsed_cursor = parse_cursor(text);
  stored.cursor = std::move(text);
}

void take_state(StoredState& stored, std::string text) {
  stored.state = std::move(text);
}

void take_deleted(Snapshot& snapshot) {
  const auto deleted = snapshot.cursors.find(std::string(tombstone));
  if (deleted == snapshot.cursors.end()) return;
  snapshot.deleted = parse_deleted(deleted->second);
  snapshot.cursors.erase(deleted);
}

}  // namespace

std::string last_runs_text(const std::string& key, const std::string& type) {
  return wrong_type_text(key, type, "hash",
                         "where exq-scheduler stopped is not known, and schedules that are new to "
                         "this Redis begin without it; backfill what they missed");
}

std::vector<Command> snapshot_commands(const Keys& keys) {
  return {{"WATCH", keys.cursors()},
          {"TIME"},
          {"HGETALL", keys.cursors()},
          {"HGETALL", keys.states()},
          {"HKEYS", keys.schedules()}};
}

ClockTime read_time(const Command& command, const Reply& reply) {
  const auto& parts = expect_array(command, reply, 2);
  return ClockTime{Seconds{number(command, parts[0])} +
                   std::chrono::microseconds{number(command, parts[1])}};
}

void ask_pushed(const std::string& ledger, const std::pair<Instant, Instant>& range,
                std::size_t most, Pipeline& pipeline, StoredState& stored) {
  Command command = ledger_range(ledger, range.first, range.second);
  command.append(std::vector<std::string>{"LIMIT", "0", std::to_string(most)});
  pipeline.ask(std::move(command),
               [range, most, &stored](const Command& asked, const Reply& reply) {
                 if (reply.is_error("WRONGTYPE")) return;  // said before MULTI
                 for (const auto& series : read_members(asked, reply)) {
                   add_ticks(series, range, most, stored.pushed);
                 }
                 std::ranges::sort(stored.pushed);
               });
}

Snapshot take_snapshot(Redis& redis, const Keys& keys, const std::vector<Schedule>& schedules,
                       const std::function<ClockTime()>& host_clock,
                       const std::function<void()>& work) {
  const std::vector<Command> commands = snapshot_commands(keys);
  const ClockTime asked = redis.sent_at().value_or(host_clock());
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
  auto& stored = snapshot.stored;
  stored.resize(schedules.size());
  sorter->read_hash(commands[2], replies[2], take_cursor, stored, snapshot.cursors);
  sorter->read_hash(commands[3], replies[3], take_state, stored, snapshot.states);
  sorter->read_page(commands[4], replies[4], snapshot);
  if (replies[4].is_error("WRONGTYPE")) snapshot.wrong_page = read_type(redis, keys.schedules());
  take_deleted(snapshot);
  bool lost = std::ranges::any_of(stored, [](const auto& each) { return !each.parsed_cursor; });
  if (lost) read_traces(redis, keys, schedules, snapshot);
  return snapshot;
}

}  // namespace sidetick
