#include "core/enqueue/preflight.h"

#include <array>

#include "core/redis/expect.h"
#include "core/text/hash.h"
#include "core/text/json.h"

namespace sidetick {

namespace {

using Replies = std::vector<Reply>::const_iterator;

std::array<std::string, 3> page_keys(const Keys& keys) {
  return {keys.schedules(), keys.last_times(), keys.next_times()};
}

}  // namespace

Fault page_fault(const std::string& key) {
  return {Exit::data, "redis key " + json_string(key) +
                          " is not a hash: jobs are enqueued, but the web page is not kept; rename "
                          "or delete it"};
}

Preflight::Preflight(const Keys& keys, const std::vector<Schedule>& schedules,
                     const std::vector<StoredState>& stored, const Batch& batch, bool recheck)
    : keys_(keys),
      schedules_(schedules),
      stored_(stored),
      batch_(batch),
      jobs_(keys, schedules, batch.jobs, Ledgers::live),
      recheck_(recheck) {
  Command watch = {"WATCH", keys.cursors()};
  jobs_.add_watched(watch);
  commands_.push_back(std::move(watch));
  rechecks_at_ = commands_.size();
  if (recheck) add_rechecks();
  jobs_at_ = commands_.size();
  jobs_.add_commands(commands_);
  page_at_ = commands_.size();
  for (const auto& key : page_keys(keys)) commands_.push_back({"TYPE", key});
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

JobCheckResult Preflight::read(Replies first) const {
  JobCheckResult clearance;
  expect_ok(commands_[0], first[0]);
  if (recheck_) read_rechecks(first + static_cast<long>(rechecks_at_), clearance);
  jobs_.read(&commands_[jobs_at_], first + static_cast<long>(jobs_at_), clearance);
  read_page(first + static_cast<long>(page_at_), clearance);
  read_leftovers(first + static_cast<long>(leftovers_at_), clearance);
  return clearance;
}

void Preflight::read_rechecks(Replies replies, JobCheckResult& clearance) const {
  auto size = static_cast<int>(batch_.cursors.size());
  const auto& cursors = expect_array(commands_[rechecks_at_], replies[0], size);
  const auto& states = expect_array(commands_[rechecks_at_ + 1], replies[1], size);
  std::size_t i = 0;
  for (const auto& [schedule, cursor] : batch_.cursors) {
    bool same = expect_optional(commands_[rechecks_at_], cursors[i]) == stored_[schedule].cursor &&
                expect_optional(commands_[rechecks_at_ + 1], states[i]) == stored_[schedule].state;
    clearance.stale |= !same;
    ++i;
  }
}

void Preflight::read_page(Replies replies, JobCheckResult& clearance) const {
  const Command* command = &commands_[page_at_];
  for (const auto& key : page_keys(keys_)) {
    const auto& type = expect_text(*command++, *replies++);
    if (type == "hash" || type == "none") continue;
    clearance.page_ok = false;
    clearance.faults.push_back(page_fault(key));
  }
}

void Preflight::read_leftovers(Replies replies, JobCheckResult& clearance) const {
  for (const auto& leftover : batch_.leftovers) {
    const Reply& reply = *replies++;
    if (reply.is_string() && hash64(reply.text) == leftover.cursor.page_hash) {
      clearance.ours.insert(leftover.name);
    }
  }
}

}  // namespace sidetick
