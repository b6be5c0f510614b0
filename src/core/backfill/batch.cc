#include "core/backfill/batch.h"

#include <algorithm>

#include "core/backfill/commands.h"
#include "core/enqueue/batch.h"
#include "core/job/payload.h"

namespace sidetick {

namespace {

std::string make_payload(const BackfillRequest& request, const PlannedJob& job, ClockTime now) {
  const Schedule& schedule = request.schedules[job.schedule];
  const auto jid = job_id(request.keys.job_prefix(), schedule.name, job.tick);
  return job_payload(schedule, job.tick, jid, now);
}

}  // namespace

Selection select_jobs(const BackfillRequest& request, BackfillBatch& batch,
                      const JobCheckResult& found, ClockTime now) {
  Selection selected;
  std::size_t bytes = 0;
  for (std::size_t& i = selected.end; i < batch.jobs.size(); ++i) {
    PlannedJob& job = batch.jobs[i];
    if (!found.lets_in(i, job.schedule)) continue;
    if (selected.jobs.size() == batch.allowance) break;
    if (!request.dry_run && job.payload.empty()) job.payload = make_payload(request, job, now);
    bytes += job.payload.size() + 100;
    if (!selected.jobs.empty() && bytes > bytes_per_batch) break;
    selected.jobs.push_back(&job);
  }
  return selected;
}

void make_ahead(const BackfillRequest& request, BackfillBatch& batch,
                const std::vector<LedgerLines>& lines, ClockTime now) {
  if (batch.jobs.empty() || request.dry_run) return;
  JobCheckResult all_in;
  all_in.pushed.resize(batch.jobs.size());
  batch.made_ahead = select_jobs(request, batch, all_in, now).jobs;
  batch.transaction = backfill_transaction(request, batch.made_ahead, lines, now);
}

void forget_texts(BackfillBatch& batch, std::vector<Command>& transaction) {
  for (auto& job : batch.jobs) std::string().swap(job.payload);
  for (auto& command : transaction) command.shorten(2);
}

}  // namespace sidetick
