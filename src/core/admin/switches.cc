#include "core/admin/switches.h"

#include <algorithm>

#include "core/enqueue/multi_exec.h"
#include "core/enqueue/snapshot.h"
#include "core/error.h"
#include "core/plan/switch.h"
#include "core/redis/expect.h"
#include "core/redis/wrong_type.h"
#include "core/text/json.h"

namespace sidetick {

namespace {

[[noreturn]] void throw_not_a_hash(const std::string& key) {
  throw_wrong_type(key, "", "hash", "no switch was set");
}

/// The names in a hash; none when the key is of another type: then it knows no schedule.
void add_names(const Command& command, const Reply& reply, std::set<std::string>& names) {
  if (reply.is_error("WRONGTYPE")) return;
  for (const auto& name : expect_array(command, reply)) names.insert(expect_text(command, name));
  names.erase(std::string(tombstone));
}

class SwitchAttempt {
 public:
  SwitchAttempt(Redis& redis, const SwitchRequest& request, SwitchResult& result)
      : redis_(redis), request_(request), result_(result) {}

  bool run() {
    look();
    if (!result_.unknown.empty() || writes_.size() == 2) return true;
    open_transaction(redis_);
    std::vector<Command> commands = {writes_};
    add_exec(0, commands);
    const auto done = read_transaction(0, commands, redis_.exchange(commands).begin());
    if (!done.faults.empty()) throw_not_a_hash(request_.keys.states());
    return done.committed;
  }

 private:
  void look() {
    const std::string states = request_.keys.states();
    std::vector<Command> commands = {
        {"WATCH", states}, {"HMGET", states}, {"HMGET", request_.keys.cursors()}};
    for (auto* command : {&commands[1], &commands[2]}) command->append(request_.names);
    if (!request_.on) commands.pop_back();
    const std::size_t looks = commands.size();
    if (needs_names()) {
      for (const auto& key : {states, request_.keys.schedules(), request_.keys.cursors()}) {
        commands.push_back({"HKEYS", key});
      }
    }
    const auto replies = redis_.exchange(commands);
    expect_ok(commands[0], replies[0]);
    read_states(commands[1], replies[1]);
    if (request_.on) read_cursors(commands[2], replies[2]);
    read_names(commands, replies, looks);
    result_.looked = true;
  }

  bool needs_names() const {
    return !std::ranges::all_of(
        request_.names, [&](const std::string& name) { return request_.in_file.contains(name); });
  }

  void read_states(const Command& command, const Reply& reply) {
    if (reply.is_error("WRONGTYPE")) throw_not_a_hash(command[1]);
    const auto& states = expect_array(command, reply, static_cast<int>(request_.names.size()));
    writes_ = {"HSET", request_.keys.states()};
    for (std::size_t i = 0; i < states.size(); ++i) {
      read_state(request_.names[i], expect_optional(command, states[i]));
    }
  }

  void read_state(const std::string& name, const std::optional<std::string>& state) {
    std::vector<Note> notes;
    const bool differs = switched_on(state, notes) != request_.on;
    const bool unreadable = !notes.empty();
    if (!result_.looked && differs) result_.changed.insert(name);
    if (!result_.looked && unreadable) result_.mended.insert(name);
    if (!differs && !unreadable) return;
    writes_.push_back(name);
    writes_.push_back(switched_state(state, request_.on));
  }

  void read_cursors(const Command& command, const Reply& reply) {
    if (reply.is_error("WRONGTYPE")) return;  // a run says so
    const auto& texts = expect_array(command, reply, static_cast<int>(request_.names.size()));
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const auto text = expect_optional(command, texts[i]);
      const auto cursor = text ? parse_cursor(*text) : std::nullopt;
      if (cursor) result_.cursors.insert_or_assign(request_.names[i], *cursor);
    }
  }

  void read_names(const std::vector<Command>& commands, const std::vector<Reply>& replies,
                  std::size_t first) {
    for (std::size_t i = first; i < commands.size(); ++i) {
      add_names(commands[i], replies[i], result_.in_redis);
    }
    for (const auto& name : request_.names) {
      bool known = request_.in_file.contains(name) || result_.in_redis.contains(name);
      if (!known) result_.unknown.insert(name);
    }
  }

  Redis& redis_;
  const SwitchRequest& request_;
  SwitchResult& result_;
  Command writes_;
};

}  // namespace

std::optional<Skip> passed_while_off(const Schedule& schedule, const Cursor& cursor,
                                     std::size_t most) {
  if (!cursor.off) return std::nullopt;
  return count_ticks(schedule, SkipReason::disabled, *cursor.off - Seconds{1}, cursor.resume(),
                     most, {});
}

bool set_switches(Redis& redis, const SwitchRequest& request, SwitchResult& result) {
  return SwitchAttempt(redis, request, result).run();
}

}  // namespace sidetick
