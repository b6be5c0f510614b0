#include "core/backfill/commands.h"

#include <algorithm>

#include "core/enqueue/ledger_members.h"
#include "core/enqueue/multi_exec.h"
#include "core/redis/expect.h"

namespace sidetick {

void ask_lines(const BackfillRequest& request, std::vector<std::size_t> schedules, Instant now,
               Pipeline& pipeline, std::vector<LedgerLines>& lines) {
  Command command = {"HMGET", request.keys.cursors()};
  for (auto index : schedules) command.push_back(request.schedules[index].name);
  pipeline.ask(std::move(command), [&request, &lines, now, schedules = std::move(schedules)](
                                       const Command& asked, const Reply& reply) {
    const auto& texts = expect_array(asked, reply, static_cast<int>(schedules.size()));
    for (std::size_t i = 0; i < texts.size(); ++i) {
      lines[schedules[i]] = ledger_lines(expect_optional(asked, texts[i]), now, request.history);
    }
  });
}

void ask_backfill_preflight(const BackfillRequest& request, const std::vector<PlannedJob>& jobs,
                            Instant now, Pipeline& pipeline, JobCheckResult& found,
                            std::vector<LedgerLines>& lines) {
  if (jobs.empty()) return;
  ask_job_check(request.keys, request.schedules, jobs, Ledgers::live_and_backfilled, {"WATCH"},
                pipeline, found);
  std::set<std::size_t> schedules;
  for (const auto& job : jobs) schedules.insert(job.schedule);
  ask_lines(request, {schedules.begin(), schedules.end()}, now, pipeline, lines);
  if (!request.dry_run) ask_ok({"MULTI"}, pipeline);
}

std::vector<LostEntries> ledger_entries(const BackfillRequest& request, const JobList& jobs,
                                        const std::vector<LedgerLines>& lines) {
  std::vector<LostEntries> entries;
  for (const auto& [index, ticks] : ticks_by_schedule(jobs)) {
    const auto& name = request.schedules[index].name;
    const auto runs = std::ranges::lower_bound(ticks, lines[index].runs_from);
    if (runs != ticks.end()) entries.push_back({request.keys.ledger(name), {runs, ticks.end()}});
    entries.push_back({request.keys.backfilled(name), ticks});
  }
  return entries;
}

std::vector<LostPosition> lost_positions(const BackfillRequest& request, const JobList& lost,
                                         const std::vector<LedgerLines>& lines) {
  std::vector<LostPosition> positions;
  for (const auto& [index, ticks] : ticks_by_schedule(lost)) {
    const auto& cursor = lines[index].cursor;
    if (!cursor) continue;
    const auto first = std::ranges::upper_bound(ticks, *cursor);
    if (first == ticks.end()) continue;
    const auto& schedule = request.schedules[index];
    positions.push_back({schedule.name, form_hash(schedule), *first});
  }
  return positions;
}

std::vector<Command> backfill_transaction(const BackfillRequest& request, const JobList& jobs,
                                          const std::vector<LedgerLines>& lines, ClockTime now) {
  const Instant single_from = date::floor<Seconds>(now) - single_for;
  std::vector<Command> commands;
  for (const auto& entry : ledger_entries(request, jobs, lines)) {
    commands.push_back(zadd(entry.ledger, series_of(entry.ticks, single_from)));
    commands.push_back({"PERSIST", entry.ledger});
  }
  add_pushes(request.keys, request.schedules, jobs, commands);
  add_exec(request.min_replicas, commands);
  return commands;
}

}  // namespace sidetick
