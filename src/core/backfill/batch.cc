#include "core/backfill/batch.h"

#include <algorithm>

#include "core/backfill/commands.h"
#include "core/job/payload.h"

namespace sidetick {

namespace {

std::string make_payload(const BackfillRequest& request, const PlannedJob& job, ClockTime now) {
  const Schedule& schedule = request.schedules[job.schedule];
  const auto jid = job_id(request.key_namespace, schedule.name, job.tick);
  return job_payload(schedule, job.tick, jid, now);
}

}  // namespace

Selection select_jobs(const BackfillRequest& request, BackfillBatch& portion,
                      const JobCheckResult& clearance, ClockTime now) {
  Selection selected;
  std::size_t bytes = 0;
  for (std::size_t& i = selected.end; i < portion.jobs.size(); ++i) {
    PlannedJob& job = portion.jobs[i];
    if (!clearance.lets_in(i, job.schedule)) continue;
    if (selected.jobs.size() == portion.allowance) break;
    if (!request.dry_run && job.payload.empty()) job.payload = make_payload(request, job, now);
    bytes += job.payload.size() + 100;
    if (!selected.jobs.empty() && bytes > bytes_per_batch) break;
    selected.jobs.push_back(&job);
  }
  return selected;
}

std::vector<Command> batch_transaction(const BackfillRequest& request, const JobList& jobs,
                                       ClockTime now) {
  // Past `history`, as far as runs remember: a host whose clock is behind looks further back.
  return backfill_transaction(request, jobs, remembered_from(request, now) - ledger_grace);
}

void make_ahead(const BackfillRequest& request, BackfillBatch& portion, ClockTime now) {
  if (portion.jobs.empty() || request.dry_run) return;
  JobCheckResult all_in;
  all_in.pushed.resize(portion.jobs.size());
  portion.made_ahead = select_jobs(request, portion, all_in, now).jobs;
  portion.transaction = batch_transaction(request, portion.made_ahead, now);
}

void forget_texts(BackfillBatch& portion, std::vector<Command>& transaction) {
  for (auto& job : portion.jobs) std::string().swap(job.payload);
  for (auto& command : transaction) command.resize(std::min<std::size_t>(command.size(), 2));
}

Instant remembered_from(const BackfillRequest& request, ClockTime now) {
  return date::floor<Seconds>(now) - request.history;
}

}  // namespace sidetick
