#include "core/enqueue/run_transaction.h"

#include <map>

#include "core/enqueue/multi_exec.h"
#include "core/enqueue/pushes.h"

namespace sidetick {

namespace {

/// The jobs that go in, without those that the ledger has or that are blocked.
JobList cleared_jobs(const Batch& batch, const JobCheckResult& clearance) {
  JobList jobs;
  for (std::size_t i = 0; i < batch.jobs.size(); ++i) {
    if (clearance.lets_in(i, batch.jobs[i].schedule)) jobs.push_back(&batch.jobs[i]);
  }
  return jobs;
}

class Builder {
 public:
  Builder(const TransactionContext& context, const Batch& batch, const JobCheckResult& clearance)
      : context_(context),
        keys_(context.keys),
        batch_(batch),
        clearance_(clearance),
        jobs_(cleared_jobs(batch, clearance)) {}

  std::vector<Command> build() {
    add_ledgers();
    add_pushes(keys_, context_.schedules, jobs_, commands_);
    add_cursors();
    if (clearance_.page_ok) add_page();
    add_exec(context_.min_replicas, commands_);
    return std::move(commands_);
  }

 private:
  const Schedule& schedule(std::size_t index) const { return context_.schedules[index]; }
  bool blocked(std::size_t index) const { return clearance_.blocked.contains(index); }

  void add(Command command) { commands_.push_back(std::move(command)); }

  static void add_field(std::string name, std::string value, Command& command) {
    command.push_back(std::move(name));
    command.push_back(std::move(value));
  }

  /// A command on hash or set fields: left out when there are none.
  void add_fields(Command command) {
    if (command.size() > 2) add(std::move(command));
  }

  void add_ledgers() {
    auto ledger = [&](std::size_t index) { return keys_.ledger(schedule(index).name); };
    for (auto& command : ledger_commands(jobs_, ledger)) {
      auto key = command[1];
      add(std::move(command));
      add({"ZREMRANGEBYSCORE", key, "-inf", "(" + epoch_text(context_.forget_before)});
      add({"EXPIRE", key, std::to_string((context_.history + ledger_grace).count())});
    }
  }

  void add_cursors() {
    Command command = {"HSET", keys_.cursors()};
    for (const auto& entry : batch_.cursors) {
      const auto cursor = clearance_.cursor_of(batch_, entry);
      if (cursor) add_field(schedule(entry.first).name, cursor->text(), command);
    }
    for (const auto& leftover : batch_.leftovers) {
      if (clearance_.page_ok) add_field(leftover.name, off_the_page(leftover.cursor), command);
    }
    add_fields(std::move(command));
  }

  static std::string off_the_page(Cursor cursor) {
    cursor.page_hash = unpublished;
    return cursor.text();
  }

  void add_page() {
    add_last_times();
    add_next_times();
    Command entries = {"HSET", keys_.schedules()};
    for (const auto& [index, json] : batch_.page) {
      if (blocked(index)) continue;
      add_field(schedule(index).name, json, entries);
    }
    add_fields(std::move(entries));
    Command gone = {"HDEL", keys_.schedules()};
    gone.insert(gone.end(), clearance_.ours.begin(), clearance_.ours.end());
    add_fields(std::move(gone));
  }

  void add_last_times() {
    std::map<std::size_t, Instant> last;
    for (const auto& job : batch_.jobs) {
      if (!blocked(job.schedule)) last[job.schedule] = job.tick;
    }
    Command command = {"HSET", keys_.last_times()};
    for (const auto& [index, tick] : last) {
      add_field(schedule(index).name, format_instant(tick), command);
    }
    add_fields(std::move(command));
  }

  void add_next_times() {
    Command coming = {"HSET", keys_.next_times()};
    Command none = {"HDEL", keys_.next_times()};
    for (const auto* plan : batch_.done) {
      if (blocked(plan->schedule)) continue;
      const auto& entry = schedule(plan->schedule);
      auto next = next_tick(entry.timing, *entry.zone, context_.now);
      auto& command = next ? coming : none;
      command.push_back(entry.name);
      if (next) command.push_back(format_instant(*next));
    }
    none.insert(none.end(), clearance_.ours.begin(), clearance_.ours.end());
    add_fields(std::move(coming));
    add_fields(std::move(none));
  }

  const TransactionContext& context_;
  const Keys& keys_;
  const Batch& batch_;
  const JobCheckResult& clearance_;
  JobList jobs_;
  std::vector<Command> commands_;
};

}  // namespace

std::vector<Command> transaction_commands(const TransactionContext& context, const Batch& batch,
                                          const JobCheckResult& clearance) {
  return Builder(context, batch, clearance).build();
}

}  // namespace sidetick
