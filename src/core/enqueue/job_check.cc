#include "core/enqueue/job_check.h"

#include <algorithm>
#include <map>

#include "core/redis/expect.h"
#include "core/text/json.h"
#include "core/text/quote.h"

namespace sidetick {

namespace {

using Replies = std::vector<Reply>::const_iterator;

}  // namespace

std::optional<Cursor> JobCheckResult::cursor_of(
    const Batch& batch, const std::pair<const std::size_t, Cursor>& entry) const {
  Cursor cursor = entry.second;
  if (blocked.contains(entry.first)) {
    const auto first = batch.first_cursors.find(entry.first);
    if (first == batch.first_cursors.end()) return std::nullopt;
    cursor = first->second;
  }
  if (!page_ok) cursor.page_hash = unpublished;
  return cursor;
}

JobCheck::JobCheck(const Keys& keys, const std::vector<Schedule>& schedules,
                   const std::vector<PlannedJob>& jobs, Ledgers ledgers)
    : keys_(keys), schedules_(schedules), jobs_(jobs) {
  std::map<std::size_t, std::vector<std::size_t>> by_schedule;
  std::set<std::string> queues;
  for (std::size_t i = 0; i < jobs.size(); ++i) by_schedule[jobs[i].schedule].push_back(i);
  for (auto& [schedule, indices] : by_schedule) {
    const auto& name = schedules[schedule].name;
    queues.insert(schedules[schedule].job.queue);
    if (ledgers == Ledgers::live_and_backfilled) {
      ledgers_.push_back({keys.backfilled(name), schedule, indices});
    }
    ledgers_.push_back({keys.ledger(name), schedule, std::move(indices)});
  }
  queues_.assign(queues.begin(), queues.end());
}

void JobCheck::add_watched(Command& watch) const {
  for (const auto& ledger : ledgers_) watch.push_back(ledger.key);
}

void JobCheck::add_commands(std::vector<Command>& commands) const {
  for (const auto& ledger : ledgers_) {
    Command command = {"ZMSCORE", ledger.key};
    command.reserve(2 + ledger.jobs.size());
    for (auto job : ledger.jobs) command.push_back(epoch_text(jobs_[job].tick));
    commands.push_back(std::move(command));
  }
  for (const auto& queue : queues_) commands.push_back({"TYPE", keys_.queue(queue)});
  commands.push_back({"TYPE", keys_.queues()});
}

void JobCheck::read(const Command* commands, Replies replies, JobCheckResult& clearance) const {
  clearance.pushed.resize(jobs_.size());
  for (const auto& ledger : ledgers_) {
    const Command& command = *commands++;
    const Reply& reply = *replies++;
    if (reply.is_error("WRONGTYPE")) {
      block_schedule(ledger, clearance);
    } else {
      read_ledger(ledger, command, reply, clearance);
    }
  }
  for (const auto& queue : queues_) {
    const auto& type = expect_text(*commands++, *replies++);
    if (type != "list" && type != "none") block_queue(queue, type, clearance);
  }
  const auto& type = expect_text(*commands, *replies);
  if (type == "set" || type == "none") return;
  throw Error(Exit::data, "redis key " + json_string(keys_.queues()) + " is a " +
                              escape_controls(type) +
                              ", not a set: nothing was enqueued; rename or delete it");
}

void JobCheck::read_ledger(const Ledger& ledger, const Command& command, const Reply& reply,
                           JobCheckResult& clearance) {
  const auto& scores = expect_array(command, reply, static_cast<int>(ledger.jobs.size()));
  for (std::size_t i = 0; i < scores.size(); ++i) {
    if (!scores[i].is_nil()) clearance.pushed[ledger.jobs[i]] = true;
  }
}

void JobCheck::block_schedule(const Ledger& ledger, JobCheckResult& clearance) const {
  clearance.blocked.insert(ledger.schedule);
  clearance.faults.push_back(
      {Exit::data, "schedule " + json_string(schedules_[ledger.schedule].name) +
                       ": its ledger, redis key " + json_string(ledger.key) +
                       ", is not a sorted set: its ticks wait; rename or delete the key"});
}

void JobCheck::block_queue(const std::string& queue, const std::string& type,
                           JobCheckResult& clearance) const {
  std::string names;
  for (const auto& job : jobs_) {
    if (schedules_[job.schedule].job.queue != queue) continue;
    if (!clearance.blocked.insert(job.schedule).second) continue;
    names += (names.empty() ? "" : ", ") + json_string(schedules_[job.schedule].name);
  }
  if (names.empty()) return;
  clearance.faults.push_back({Exit::data, "redis key " + json_string(keys_.queue(queue)) +
                                              " is a " + escape_controls(type) +
                                              ", not a list: the ticks of " + names +
                                              " wait; rename or delete the key"});
}

}  // namespace sidetick
