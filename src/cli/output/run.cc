#include "cli/output/run.h"

#include <algorithm>

#include "cli/output/suggested_command.h"
#include "cli/output/ticks_text.h"
#include "core/job/payload.h"
#include "core/text/json.h"
#include "core/time/duration.h"

namespace sidetick {

namespace {

const Schedule& schedule_of(const RunRequest& request, std::size_t index) {
  return request.schedules[index];
}

std::string jid_of(const RunRequest& request, const EnqueuedTick& tick) {
  return job_id(request.keys.job_prefix(), schedule_of(request, tick.schedule).name, tick.tick);
}

void append_tick(std::string& out, const RunRequest& request, const EnqueuedTick& tick) {
  const auto& schedule = schedule_of(request, tick.schedule);
  out += "{\"schedule\":" + json_string(schedule.name) + ",\"tick\":\"" +
         format_instant(tick.tick) + "\",\"jid\":\"" + jid_of(request, tick) +
         "\",\"queue\":" + json_string(schedule.job.queue) + "}";
}

void append_skip(std::string& out, const Schedule& schedule, const Skip& skip) {
  out += "{\"schedule\":" + json_string(schedule.name);
  if (skip.count == 1) {
    out += ",\"tick\":\"" + format_instant(skip.first) + "\"";
  } else {
    out += ",\"from\":\"" + format_instant(skip.first) + "\",\"to\":\"" +
           format_instant(skip.last) + "\",\"count\":" + std::to_string(skip.count);
  }
  out += ",\"reason\":" + json_string(to_string(skip.reason)) + "}";
}

/// "25 ticks … not enqueued: older than the window of 1h"
std::string dropped_text(const Schedule& schedule, const Skip& skip) {
  const auto ticks = ticks_text(skip.count, skip.first, skip.last);
  if (skip.reason == SkipReason::gone) {
    return "it was gone since " + format_instant(*skip.gone_since) + " and begins anew: " + ticks +
           " of the window left out";
  }
  if (skip.reason == SkipReason::ledger) {
    return ticks +
           " not enqueued: from before its ledger is complete, so that nobody knows whether they "
           "were enqueued";
  }
  return ticks + " not enqueued: older than the window of " + format_duration(schedule.window);
}

}  // namespace

std::string run_lines(const RunRequest& request, const RunResult& result) {
  std::string out;
  for (const auto& tick : result.enqueued) {
    const auto& schedule = schedule_of(request, tick.schedule);
    out += (request.dry_run ? "would enqueue " : "enqueued ") + schedule.name + " " +
           format_instant(tick.tick) + " jid=" + jid_of(request, tick) +
           " queue=" + schedule.job.queue + "\n";
  }
  for (const auto& [index, skip] : result.skipped) {
    out += (request.dry_run ? "would skip " : "skipped ") + schedule_of(request, index).name + " " +
           ticks_text(skip.count, skip.first, skip.last) + ": " + to_string(skip.reason) + "\n";
  }
  return out;
}

std::string idle_lines(const RunRequest& request, const RunResult& result) {
  std::vector<bool> busy(request.schedules.size());
  for (const auto& tick : result.enqueued) busy[tick.schedule] = true;
  for (const auto& skipped : result.skipped) busy[skipped.schedule] = true;
  std::string out;
  for (std::size_t i = 0; i < busy.size(); ++i) {
    if (busy[i]) continue;
    const auto& schedule = schedule_of(request, i);
    if (!schedule.enabled) {
      out += "nothing due " + schedule.name + ": " + to_string(SkipReason::disabled_in_file) + "\n";
      continue;
    }
    auto next = next_tick(schedule.timing, *schedule.zone, date::floor<Seconds>(result.now));
    out += "nothing due " + schedule.name + ": " +
           (next ? "next tick " + format_instant(*next) : "no tick to come") + "\n";
  }
  return out;
}

std::string run_json(const RunRequest& request, const RunResult& result,
                     const RunFigures& figures) {
  std::string out = "{\"now\":\"" + format_instant(date::floor<Seconds>(result.now)) +
                    "\",\"dry_run\":" + (request.dry_run ? "true" : "false") + ",\"enqueued\":[";
  for (const auto& tick : result.enqueued) {
    if (out.back() == '}') out += ',';
    append_tick(out, request, tick);
  }
  out += "],\"skipped\":[";
  for (const auto& [index, skip] : result.skipped) {
    if (out.back() == '}') out += ',';
    append_skip(out, schedule_of(request, index), skip);
  }
  return out + "],\"round_trips\":" + std::to_string(figures.round_trips) +
         ",\"conflicts\":" + std::to_string(result.conflicts) +
         ",\"duration_ms\":" + std::to_string(figures.duration.count()) + "}\n";
}

std::vector<std::string> dropped_warnings(const Options& options, const RunRequest& request,
                                          const RunResult& result) {
  std::vector<std::string> warnings;
  if (result.skipped.empty()) return warnings;
  const SuggestedBackfill backfill{options, request.history,
                                   date::floor<Seconds>(request.host_clock())};
  for (const auto& [index, skip] : result.skipped) {
    if (!is_drop(skip.reason) && skip.reason != SkipReason::gone) continue;
    const auto& schedule = schedule_of(request, index);
    const bool force = skip.reason == SkipReason::ledger;
    warnings.push_back(
        "schedule " + json_string(schedule.name) + ": " + dropped_text(schedule, skip) +
        "; to enqueue: " + backfill.command(schedule.name, skip.first, skip.last, force));
  }
  return warnings;
}

}  // namespace sidetick
