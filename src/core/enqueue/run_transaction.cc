#include "core/enqueue/run_transaction.h"

#include <algorithm>

#include "core/enqueue/ledger_members.h"
#include "core/enqueue/multi_exec.h"
#include "core/schedule/ticks.h"

namespace sidetick {

namespace {

void add_field(std::string_view name, std::string_view value, Command& command) {
  command.push_back(name);
  command.push_back(value);
}

class Builder {
 public:
  Builder(const TransactionContext& context, const Batch& batch, const PreflightResult& found,
          std::vector<Command>& commands)
      : context_(context), keys_(context.keys), batch_(batch), found_(found), commands_(commands) {}

  void add_jobs(const TrimLines& lines) {
    const JobList jobs = jobs_let_in(batch_, found_.jobs);
    for (const auto& [index, ticks] : ticks_by_schedule(jobs)) {
      const auto key = keys_.ledger(schedule(index).name);
      commands_.push_back(zadd(key, series_of(ticks, context_.now - single_for)));
      // Another program's EXPIRE, or ours of old, must not empty a ledger whose lines we write.
      commands_.push_back({"PERSIST", key});
      const auto line = lines.find(index);
      if (line == lines.end()) continue;
      commands_.push_back({"ZREMRANGEBYSCORE", key, "-inf", "(" + epoch_text(line->second)});
    }
    add_pushes(keys_, context_.schedules, jobs, commands_);
  }

  void add_cursors(const std::map<std::size_t, Cursor>& cursors) {
    Command command = {"HSET", keys_.cursors()};
    for (const auto& [index, cursor] : cursors) {
      add_field(schedule(index).name, cursor.text(), command);
    }
    for (const auto& leaver : batch_.leavers) {
      Cursor cursor = leaver.cursor;
      if (found_.page_ok) cursor.page = unpublished;
      add_field(leaver.name, cursor.text(), command);
    }
    add_fields(std::move(command));
  }

  void add_page() {
    add_last_times();
    add_next_times();
    Command entries = {"HSET", keys_.schedules()};
    for (const auto& [index, json] : batch_.page) {
      if (!blocked(index)) add_field(schedule(index).name, json, entries);
    }
    add_fields(std::move(entries));
    Command gone = {"HDEL", keys_.schedules()};
    gone.append(found_.ours);
    add_fields(std::move(gone));
  }

 private:
  const Schedule& schedule(std::size_t index) const { return context_.schedules[index]; }
  bool blocked(std::size_t index) const { return found_.jobs.blocked.contains(index); }

  /// A command on hash fields: left out when there are none.
  void add_fields(Command command) {
    if (command.size() > 2) commands_.push_back(std::move(command));
  }

  /// Mostly that of the one before.
  const std::string& text_of(Instant tick) {
    if (tick != formatted_) text_ = format_instant(formatted_ = tick);
    return text_;
  }

  void add_last_times() {
    std::map<std::size_t, Instant> last;
    for (const auto& job : batch_.jobs) {
      if (!blocked(job.schedule)) last.insert_or_assign(last.end(), job.schedule, job.tick);
    }
    Command command = {"HSET", keys_.last_times()};
    for (const auto& [index, tick] : last) {
      add_field(schedule(index).name, text_of(tick), command);
    }
    add_fields(std::move(command));
  }

  void add_next_times() {
    Command coming = {"HSET", keys_.next_times()};
    Command none = {"HDEL", keys_.next_times()};
    for (const auto* plan : batch_.done) {
      if (blocked(plan->schedule) || plan->keep_cursor) continue;
      const auto& entry = schedule(plan->schedule);
      const auto next = entry.enabled ? next_tick(entry.timing, *entry.zone, context_.now)
                                      : std::optional<Instant>();
      auto& command = next ? coming : none;
      command.push_back(entry.name);
      if (next) command.push_back(text_of(*next));
    }
    none.append(found_.ours);
    add_fields(std::move(coming));
    add_fields(std::move(none));
  }

  const TransactionContext& context_;
  const Keys& keys_;
  const Batch& batch_;
  const PreflightResult& found_;
  std::vector<Command>& commands_;
  Instant formatted_{};
  std::string text_ = format_instant(formatted_);
};

}  // namespace

JobList jobs_let_in(const Batch& batch, const JobCheckResult& found) {
  JobList jobs;
  jobs.reserve(batch.jobs.size());
  for (std::size_t i = 0; i < batch.jobs.size(); ++i) {
    if (found.lets_in(i, batch.jobs[i].schedule)) jobs.push_back(&batch.jobs[i]);
  }
  return jobs;
}

void add_trims(const Batch& batch, const PreflightResult& found, Instant forget_before,
               Seconds slack, TrimLines& lines) {
  for (const auto* job : jobs_let_in(batch, found.jobs)) {
    const auto oldest = found.jobs.oldest_of(job->schedule);
    const auto cursor = batch.cursors.find(job->schedule);
    if (!oldest || cursor == batch.cursors.end()) continue;
    const Instant line = std::min(forget_before, cursor->second.resume());
    if (*oldest < line - slack) lines.insert_or_assign(job->schedule, line);
  }
}

std::map<std::size_t, Cursor> written_cursors(const Batch& batch, const PreflightResult& found,
                                              const TrimLines& lines) {
  std::map<std::size_t, Cursor> cursors;
  for (const auto& [index, planned] : batch.cursors) {
    const bool waits = found.jobs.blocked.contains(index);
    const auto start = batch.starts.find(index);
    if (waits && start == batch.starts.end()) continue;
    Cursor cursor = waits ? start->second : planned;
    if (!found.page_ok) cursor.page = unpublished;
    const auto line = lines.find(index);
    if (line != lines.end())
      cursor.complete = std::max(cursor.complete.value_or(always), line->second);
    cursors.emplace_hint(cursors.end(), index, std::move(cursor));
  }
  return cursors;
}

std::vector<Command> run_transaction(const TransactionContext& context, const Batch& batch,
                                     const PreflightResult& found,
                                     const std::map<std::size_t, Cursor>& cursors,
                                     const TrimLines& lines) {
  std::vector<Command> commands;
  Builder builder(context, batch, found, commands);
  builder.add_jobs(lines);
  builder.add_cursors(cursors);
  if (commands.empty()) return {};
  if (found.page_ok) builder.add_page();
  add_exec(context.min_replicas, commands);
  return commands;
}

}  // namespace sidetick
