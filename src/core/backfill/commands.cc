#include "core/backfill/commands.h"

#include <algorithm>

#include "core/enqueue/multi_exec.h"
#include "core/redis/expect.h"

namespace sidetick {

namespace {

using LedgerKey = std::string (Keys::*)(std::string_view name) const;

void add_ledgers(const BackfillRequest& request, const JobList& jobs, LedgerKey ledger,
                 std::vector<Command>& commands) {
  const std::string lifetime = std::to_string((request.history + ledger_grace).count());
  auto key = [&](std::size_t index) {
    return (request.keys.*ledger)(request.schedules[index].name);
  };
  for (auto& command : ledger_commands(jobs, key)) {
    Command expire = {"EXPIRE", command[1], lifetime};
    commands.push_back(std::move(command));
    commands.push_back(std::move(expire));
  }
}

}  // namespace

BackfillPreflight::BackfillPreflight(const BackfillRequest& request,
                                     const std::vector<PlannedJob>& jobs)
    : check_(request.keys, request.schedules, jobs, Ledgers::live_and_backfilled) {
  if (jobs.empty()) return;
  commands_.push_back({"WATCH"});
  check_.add_watched(commands_[0]);
  check_.add_commands(commands_);
  if (!request.dry_run) commands_.push_back({"MULTI"});
}

JobCheckResult BackfillPreflight::read(std::vector<Reply>::const_iterator first) const {
  if (commands_.empty()) return {};
  expect_ok(commands_[0], first[0]);
  if (commands_.back()[0] == "MULTI") {
    expect_ok(commands_.back(), first[static_cast<long>(commands_.size()) - 1]);
  }
  JobCheckResult clearance;
  check_.read(&commands_[1], first + 1, clearance);
  return clearance;
}

std::vector<Command> backfill_transaction(const BackfillRequest& request, const JobList& jobs,
                                          Instant ledger_from) {
  JobList remembered;
  std::ranges::copy_if(jobs, std::back_inserter(remembered),
                       [&](const PlannedJob* job) { return job->tick >= ledger_from; });
  std::vector<Command> commands;
  add_ledgers(request, jobs, &Keys::backfilled, commands);
  add_ledgers(request, remembered, &Keys::ledger, commands);
  add_pushes(request.keys, request.schedules, jobs, commands);
  add_exec(request.min_replicas, commands);
  return commands;
}

}  // namespace sidetick
