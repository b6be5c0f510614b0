#include "core/backfill/refusals.h"

#include <algorithm>

#include "core/error.h"
#include "core/text/json.h"

namespace sidetick {

void refuse_unknown(const BackfillRequest& request, const TickStream& stream,
                    const std::vector<LedgerLines>& lines, Instant now) {
  const auto front = stream.front();
  const Instant begin = std::max(request.from, front ? front->tick : request.to);
  std::optional<std::size_t> worst;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (stream.is_left_out(i)) continue;
    const auto& schedule = request.schedules[i];
    const auto tick = next_tick(schedule.timing, *schedule.zone, begin - Seconds{1});
    if (!tick || *tick >= std::min(lines[i].complete, request.to)) continue;
    if (!worst || lines[i].complete > lines[*worst].complete) worst = i;
  }
  if (!worst) return;
  const auto since = format_instant(std::max(lines[*worst].complete, now - request.history));
  throw Error(Exit::usage,
              "--from " + format_instant(request.from) + ": the ledger of " +
                  json_string(request.schedules[*worst].name) + " is complete only since " + since +
                  ": which ticks before that were enqueued by runs is not known; to enqueue "
                  "those since then, --from " +
                  since + "; to enqueue all that no backfill has enqueued, add --force");
}

void refuse_forgotten(const BackfillRequest& request, const std::vector<PlannedJob>& jobs,
                      const std::vector<LedgerLines>& lines) {
  for (const auto& job : jobs) {
    const Instant complete = lines[job.schedule].complete;
    if (job.tick >= complete) continue;
    throw Error(Exit::usage, "the ledger of " + json_string(request.schedules[job.schedule].name) +
                                 " is meanwhile complete only since " + format_instant(complete) +
                                 ": whether a run has enqueued the tick of " +
                                 format_instant(job.tick) +
                                 " is not known any more; to enqueue the rest all the same, add "
                                 "--force");
  }
}

}  // namespace sidetick
