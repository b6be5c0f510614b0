#include "core/transaction.h"

#include <algorithm>
#include <map>

#include "core/error.h"
#include "core/job_commands.h"
#include "core/json_text.h"
#include "core/reply_errors.h"
#include "core/reply_shape.h"

namespace sidetick {

namespace {

/// How long WAIT waits for the replicas.
constexpr std::string_view wait_milliseconds = "1000";

/// The jobs that go in, without those that the ledger has or that are blocked.
JobList cleared_jobs(const Batch& batch, const Clearance& clearance) {
  JobList jobs;
  for (std::size_t i = 0; i < batch.jobs.size(); ++i) {
    if (clearance.lets_in(i, batch.jobs[i].schedule)) jobs.push_back(&batch.jobs[i]);
  }
  return jobs;
}

class Builder {
 public:
  Builder(const TransactionContext& context, const Batch& batch, const Clearance& clearance)
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
  const Clearance& clearance_;
  JobList jobs_;
  std::vector<Command> commands_;
};

/// An error inside EXEC: the other commands were carried out.
Fault inner_fault(const Command& command, const Reply& reply) {
  return {reply.is_error("WRONGTYPE") ? Exit::data : Exit::internal,
          describe(command) +
              " failed inside a transaction whose other commands were carried out: " +
              json_string(reply.text) +
              "; the ledger has ticks whose jobs are missing: ZREM them, then sidetick backfill"};
}

std::string not_known(const std::exception& error) {
  return std::string(error.what()) +
         ": whether replicas have the jobs that were enqueued is not known";
}

/// WAIT refused, by an ACL for example, or cut short by a failover. The transaction is done all the
/// same: it is to be recorded.
void read_wait_error(const Command& command, const Reply& reply, TransactionResult& result) {
  try {
    throw_reply_error(command, reply);
  } catch (const NotReady& failover) {
    result.warnings.push_back(not_known(failover));
    result.begin_again = failover;
  } catch (const Error& error) {
    result.faults.push_back({error.exit, not_known(error)});
  }
}

void read_wait(int min_replicas, const Command& command, const Reply& reply,
               TransactionResult& result) {
  if (reply.is_error()) return read_wait_error(command, reply, result);
  if (!reply.is_integer() || reply.integer >= min_replicas) return;
  result.warnings.push_back(std::to_string(reply.integer) + " of " + std::to_string(min_replicas) +
                            " replicas confirmed the last transaction: its jobs could be lost if "
                            "the primary fails now");
}

}  // namespace

void open_transaction(Redis& redis) {
  const Command command = {"MULTI"};
  expect_ok(command, redis.exchange({command}).at(0));
}

void add_exec(int min_replicas, std::vector<Command>& commands) {
  commands.push_back({"EXEC"});
  if (min_replicas == 0) return;
  commands.push_back({"WAIT", std::to_string(min_replicas), std::string(wait_milliseconds)});
}

std::vector<Command> transaction_commands(const TransactionContext& context, const Batch& batch,
                                          const Clearance& clearance) {
  return Builder(context, batch, clearance).build();
}

TransactionResult read_transaction(int min_replicas, const std::vector<Command>& commands,
                                   std::vector<Reply>::const_iterator replies) {
  auto exec = std::ranges::find(commands, Command{"EXEC"}) - commands.begin();
  for (long i = 0; i < exec; ++i) {
    if (replies[i].is_error()) throw_reply_error(commands[static_cast<std::size_t>(i)], replies[i]);
  }
  TransactionResult result;
  if (replies[exec].is_nil()) return result;
  const auto& inner =
      expect_array(commands[static_cast<std::size_t>(exec)], replies[exec], static_cast<int>(exec));
  result.committed = true;
  for (std::size_t i = 0; i < inner.size(); ++i) {
    if (!inner[i].is_error()) continue;
    result.faults.push_back(inner_fault(commands[i], inner[i]));
    result.failed_keys.insert(commands[i][1]);
  }
  if (min_replicas > 0) read_wait(min_replicas, commands.back(), replies[exec + 1], result);
  return result;
}

}  // namespace sidetick
