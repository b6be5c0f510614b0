#include "core/admin/forget.h"

#include <algorithm>

#include "core/enqueue/multi_exec.h"
#include "core/enqueue/snapshot.h"
#include "core/plan/clock.h"
#include "core/plan/switch.h"
#include "core/redis/expect.h"
#include "core/redis/pipeline.h"
#include "core/redis/wrong_type.h"

namespace sidetick {

namespace {

class Forgetting {
 public:
  Forgetting(Redis& redis, const ForgetRequest& request, ForgetResult& result)
      : redis_(redis), request_(request), result_(result) {}

  bool run() {
    look();
    for (const auto& name : request_.names) {
      bool known = request_.in_file.contains(name) || result_.in_redis.contains(name);
      if (!known) result_.unknown.insert(name);
    }
    if (!result_.unknown.empty()) return true;
    open_transaction(redis_);
    const auto commands = transaction();
    return read_transaction(0, commands, redis_.exchange(commands).begin()).committed;
  }

 private:
  void look() {
    const Keys& keys = request_.keys;
    result_ = {};
    Pipeline pipeline;
    ask_ok({"WATCH", keys.cursors(), keys.states()}, pipeline);
    pipeline.ask({"TIME"}, [this](const Command& asked, const Reply& reply) {
      const ClockTime redis = read_time(asked, reply);
      now_ =
          date::floor<Seconds>(clamp_clock(request_.host_clock(), redis, request_.clock_tolerance));
    });
    ask_fields(keys.cursors(), pipeline, cursors_);
    ask_fields(keys.states(), pipeline, states_);
    for (const auto& key : {keys.cursors(), keys.states(), keys.schedules()}) {
      pipeline.ask({"HKEYS", key}, [this](const Command& asked, const Reply& reply) {
        if (reply.is_error("WRONGTYPE")) return throw_wrong_type(asked[1], "", "hash", nothing);
        for (const auto& name : expect_array(asked, reply)) {
          result_.in_redis.insert(expect_text(asked, name));
        }
      });
    }
    pipeline.answer(redis_);
    result_.in_redis.erase(std::string(tombstone));
    find_switched_off();
  }

  void ask_fields(const std::string& key, Pipeline& pipeline,
                  std::vector<std::optional<std::string>>& texts) {
    texts.clear();
    Command command = {"HMGET", key};
    command.append(request_.names);
    pipeline.ask(std::move(command), [&texts](const Command& asked, const Reply& reply) {
      if (reply.is_error("WRONGTYPE")) throw_wrong_type(asked[1], "", "hash", nothing);
      for (const auto& text : expect_array(asked, reply)) {
        texts.push_back(expect_optional(asked, text));
      }
    });
  }

  void find_switched_off() {
    for (std::size_t i = 0; i < request_.names.size(); ++i) {
      std::vector<Note> ignored;
      const auto& name = request_.names[i];
      const bool stays_off = request_.in_file.contains(name) && !switched_on(states_[i], ignored);
      if (stays_off) result_.off.insert(name);
    }
  }

  std::vector<Command> transaction() const {
    const Keys& keys = request_.keys;
    Command cursors = {"HSET", keys.cursors()};
    Command switches = {"HDEL", keys.states()};
    for (std::size_t i = 0; i < request_.names.size(); ++i) {
      const auto before = cursors_[i] ? parse_cursor(*cursors_[i]) : std::nullopt;
      cursors.push_back(request_.names[i]);
      cursors.push_back(forgotten_cursor(before, now_, request_.history).text());
      if (!request_.in_file.contains(request_.names[i])) switches.push_back(request_.names[i]);
    }
    std::vector<Command> commands = {std::move(cursors)};
    if (switches.size() > 2) commands.push_back(std::move(switches));
    for (const auto& key : {keys.schedules(), keys.last_times(), keys.next_times()}) {
      Command page = {"HDEL", key};
      page.append(request_.names);
      commands.push_back(std::move(page));
    }
    add_exec(0, commands);
    return commands;
  }

  static constexpr const char* nothing = "nothing was forgotten";

  Redis& redis_;
  const ForgetRequest& request_;
  ForgetResult& result_;
  Instant now_;
  std::vector<std::optional<std::string>> cursors_;  // one for each name
  std::vector<std::optional<std::string>> states_;   // likewise
};

}  // namespace

Cursor forgotten_cursor(const std::optional<Cursor>& before, Instant now, Seconds history) {
  // Not ahead of a host whose clock is a little behind: it may run in this minute.
  const Instant at = now - close_lead;
  Cursor cursor{before ? std::min(before->at, at) : at};
  cursor.complete = std::min(before && before->complete ? *before->complete : now - history, now);
  cursor.forgotten = true;
  if (!before) return cursor;
  cursor.with = before->with;
  cursor.others = before->others;
  return cursor;
}

bool forget_schedules(Redis& redis, const ForgetRequest& request, ForgetResult& result) {
  return Forgetting(redis, request, result).run();
}

}  // namespace sidetick
