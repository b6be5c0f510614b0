#include "core/preflight.h"

#include <map>

#include "core/hash.h"
#include "core/json_text.h"
#include "core/reply_errors.h"
#include "core/reply_shape.h"

namespace sidetick {

namespace {

using Replies = std::vector<Reply>::const_iterator;

/// A key that a transaction writes, the type it must have if it exists, and what else it means.
struct TypedKey {
  std::string key;
  const char* type;
  bool of_page;
};

std::vector<TypedKey> typed_keys(const Keys& keys) {
  return {{keys.queues(), "set", false},
          {keys.schedules(), "hash", true},
          {keys.last_times(), "hash", true},
          {keys.next_times(), "hash", true}};
}

std::string epoch(Instant tick) {
  return std::to_string(tick.time_since_epoch().count());
}

std::string article(const std::string& type) {
  return "a " + type;
}

}  // namespace

Fault page_fault(const std::string& key) {
  return {Exit::data, "redis key " + json_string(key) +
                          " is not a hash: jobs are enqueued, but the web page is not kept; rename "
                          "or delete it"};
}

Preflight::Preflight(const Keys& keys, const std::vector<Schedule>& schedules,
                     const std::vector<Known>& known, const Batch& batch, bool recheck)
    : keys_(keys), schedules_(schedules), known_(known), batch_(batch), recheck_(recheck) {
  std::map<std::size_t, std::vector<std::size_t>> ledgers;
  std::set<std::string> queues;
  for (std::size_t i = 0; i < batch.jobs.size(); ++i) {
    ledgers[batch.jobs[i].schedule].push_back(i);
    queues.insert(schedules[batch.jobs[i].schedule].job.queue);
  }
  for (auto& [schedule, jobs] : ledgers) ledgers_.push_back(std::move(jobs));
  queues_.assign(queues.begin(), queues.end());

  Command watch = {"WATCH", keys.cursors()};
  for (const auto& jobs : ledgers_) {
    watch.push_back(keys.ledger(schedules[batch.jobs[jobs[0]].schedule].name));
  }
  commands_.push_back(std::move(watch));
  rechecks_at_ = commands_.size();
  if (recheck) add_rechecks();
  ledgers_at_ = commands_.size();
  for (const auto& jobs : ledgers_) {
    Command command = {"ZMSCORE", keys.ledger(schedules[batch.jobs[jobs[0]].schedule].name)};
    for (auto job : jobs) command.push_back(epoch(batch.jobs[job].tick));
    commands_.push_back(std::move(command));
  }
  types_at_ = commands_.size();
  for (const auto& queue : queues_) commands_.push_back({"TYPE", keys.queue(queue)});
  for (const auto& typed : typed_keys(keys)) commands_.push_back({"TYPE", typed.key});
  leftovers_at_ = commands_.size();
  for (const auto& leftover : batch.leftovers) {
    commands_.push_back({"HGET", keys.schedules(), leftover.name});
  }
}

void Preflight::add_rechecks() {
  Command cursors = {"HMGET", keys_.cursors()};
  Command states = {"HMGET", keys_.states()};
  for (const auto& [schedule, cursor] : batch_.cursors) {
    cursors.push_back(schedules_[schedule].name);
    states.push_back(schedules_[schedule].name);
  }
  commands_.push_back(std::move(cursors));
  commands_.push_back(std::move(states));
}

Clearance Preflight::read(Replies first) const {
  Clearance clearance;
  clearance.pushed.resize(batch_.jobs.size());
  expect_ok(commands_[0], first[0]);
  if (recheck_) read_rechecks(first + static_cast<long>(rechecks_at_), clearance);
  read_ledgers(first + static_cast<long>(ledgers_at_), clearance);
  read_types(first + static_cast<long>(types_at_), clearance);
  read_leftovers(first + static_cast<long>(leftovers_at_), clearance);
  return clearance;
}

void Preflight::read_rechecks(Replies replies, Clearance& clearance) const {
  auto size = static_cast<int>(batch_.cursors.size());
  const auto& cursors = expect_array(commands_[rechecks_at_], replies[0], size);
  const auto& states = expect_array(commands_[rechecks_at_ + 1], replies[1], size);
  std::size_t i = 0;
  for (const auto& [schedule, cursor] : batch_.cursors) {
    bool same = expect_optional(commands_[rechecks_at_], cursors[i]) == known_[schedule].cursor &&
                expect_optional(commands_[rechecks_at_ + 1], states[i]) == known_[schedule].state;
    clearance.stale |= !same;
    ++i;
  }
}

void Preflight::read_ledgers(Replies replies, Clearance& clearance) const {
  for (std::size_t n = 0; n < ledgers_.size(); ++n) {
    const auto& jobs = ledgers_[n];
    const Command& command = commands_[ledgers_at_ + n];
    if (replies[static_cast<long>(n)].is_error("WRONGTYPE")) {
      const auto schedule = batch_.jobs[jobs[0]].schedule;
      clearance.blocked.insert(schedule);
      clearance.faults.push_back(
          {Exit::data, "schedule " + json_string(schedules_[schedule].name) +
                           ": its ledger, redis key " + json_string(command[1]) +
                           ", is not a sorted set: its ticks wait; rename or delete the key"});
      continue;
    }
    const auto& scores =
        expect_array(command, replies[static_cast<long>(n)], static_cast<int>(jobs.size()));
    for (std::size_t i = 0; i < jobs.size(); ++i) clearance.pushed[jobs[i]] = !scores[i].is_nil();
  }
}

void Preflight::read_types(Replies replies, Clearance& clearance) const {
  const Command* command = &commands_[types_at_];
  for (const auto& queue : queues_) {
    const auto& type = expect_text(*command++, *replies++);
    if (type != "list" && type != "none") block_queue(queue, type, clearance);
  }
  for (const auto& typed : typed_keys(keys_)) {
    const auto& type = expect_text(*command++, *replies++);
    if (type == typed.type || type == "none") continue;
    if (!typed.of_page) {
      throw Error(Exit::data, "redis key " + json_string(typed.key) + " is " + article(type) +
                                  ", not " + article(typed.type) +
                                  ": nothing was enqueued; rename or delete it");
    }
    clearance.page_ok = false;
    clearance.faults.push_back(page_fault(typed.key));
  }
}

void Preflight::block_queue(const std::string& queue, const std::string& type,
                            Clearance& clearance) const {
  std::string names;
  for (const auto& job : batch_.jobs) {
    if (schedules_[job.schedule].job.queue != queue) continue;
    if (!clearance.blocked.insert(job.schedule).second) continue;
    names += (names.empty() ? "" : ", ") + json_string(schedules_[job.schedule].name);
  }
  if (names.empty()) return;
  clearance.faults.push_back({Exit::data, "redis key " + json_string(keys_.queue(queue)) + " is " +
                                              article(type) + ", not a list: the ticks of " +
                                              names + " wait; rename or delete the key"});
}

void Preflight::read_leftovers(Replies replies, Clearance& clearance) const {
  for (const auto& leftover : batch_.leftovers) {
    const Reply& reply = *replies++;
    if (reply.is_string() && hash64_hex(reply.text) == leftover.cursor.page_hash) {
      clearance.ours.insert(leftover.name);
    }
  }
}

}  // namespace sidetick
