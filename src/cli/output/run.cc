#include "cli/output/run.h"

#include <algorithm>

#include "cli/output/suggested_command.h"
#include "cli/output/time_text.h"
#include "core/job/payload.h"
#include "core/text/counted.h"
#include "core/text/json.h"
#include "core/text/quote.h"
#include "core/time/duration.h"

namespace sidetick {

namespace {

/// More ticks than these are told a line a schedule to people.
constexpr std::size_t most_lines = 20;

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

/// `"tick":…`, or `"from":…,"to":…,"count":…`.
std::string range_json(std::size_t count, Instant first, Instant last) {
  if (count == 1) return "\"tick\":\"" + format_instant(first) + "\"";
  return "\"from\":\"" + format_instant(first) + "\",\"to\":\"" + format_instant(last) +
         "\",\"count\":" + std::to_string(count);
}

void append_skip(std::string& out, const Schedule& schedule, const Skip& skip) {
  out += "{\"schedule\":" + json_string(schedule.name) + "," +
         range_json(skip.count, skip.first, skip.last) +
         ",\"reason\":" + json_string(to_string(skip.reason)) + "}";
}

void append_waiting(std::string& out, const Schedule& schedule, const WaitingTicks& ticks) {
  out += "{\"schedule\":" + json_string(schedule.name) + "," +
         range_json(ticks.count, ticks.first, ticks.last) +
         ",\"queue\":" + json_string(schedule.job.queue) +
         ",\"queue_length\":" + std::to_string(ticks.length) +
         ",\"max_backlog\":" + std::to_string(schedule.max_backlog) + "}";
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
  if (skip.reason == SkipReason::too_old) {
    return ticks + " not enqueued: older than the window of " + schedule.written_window;
  }
  return ticks + " not enqueued: " + to_string(skip.reason);
}

/// What becomes of ticks: "enqueued ", or "would enqueue " in a rehearsal.
const char* enqueued_verb(const RunRequest& request) {
  return request.dry_run ? "would enqueue " : "enqueued ";
}

const char* skipped_verb(const RunRequest& request) {
  return request.dry_run ? "would skip " : "skipped ";
}

const char* waiting_verb(const RunRequest& request) {
  return request.dry_run ? "would wait " : "waiting ";
}

std::string tick_line(const RunRequest& request, const EnqueuedTick& tick, TimeStyle style) {
  const auto& schedule = schedule_of(request, tick.schedule);
  return enqueued_verb(request) + quote_unless_word(schedule.name) + " " +
         instant_text(tick.tick, *schedule.zone, style) + " jid=" + jid_of(request, tick) +
         " queue=" + schedule.job.queue;
}

std::string skip_line(const RunRequest& request, const SkippedTicks& skipped, TimeStyle style) {
  const auto& [index, skip] = skipped;
  const auto& schedule = schedule_of(request, index);
  return skipped_verb(request) + quote_unless_word(schedule.name) + " " +
         ticks_text(skip.count, skip.first, skip.last, *schedule.zone, style) + ": " +
         to_string(skip.reason);
}

/// `queue "default" holds 10 jobs, and max_backlog is 10`
std::string no_room_text(const Schedule& schedule, const WaitingTicks& ticks) {
  return "queue " + json_string(schedule.job.queue) + " holds " + counted(ticks.length, "job") +
         ", and max_backlog is " + std::to_string(schedule.max_backlog);
}

std::string waiting_line(const RunRequest& request, const WaitingTicks& ticks, TimeStyle style) {
  const auto& schedule = schedule_of(request, ticks.schedule);
  return waiting_verb(request) + quote_unless_word(schedule.name) + " " +
         ticks_text(ticks.count, ticks.first, ticks.last, *schedule.zone, style) + ": " +
         no_room_text(schedule, ticks);
}

/// The ticks of a run by their schedules.
struct TickRange {
  std::size_t count = 0;
  Instant first = latest_instant;
  Instant last = earliest_instant;
};

/// `enqueued report 120 ticks … to … queue=default`, a line a schedule.
std::string schedule_lines(const RunRequest& request, const RunResult& result) {
  std::vector<TickRange> ranges(request.schedules.size());
  for (const auto& tick : result.enqueued) {
    TickRange& range = ranges[tick.schedule];
    ++range.count;
    range.first = std::min(range.first, tick.tick);
    range.last = std::max(range.last, tick.tick);
  }
  std::string out;
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    if (ranges[i].count == 0) continue;
    const auto& schedule = schedule_of(request, i);
    out += enqueued_verb(request) + quote_unless_word(schedule.name) + " " +
           ticks_text(ranges[i].count, ranges[i].first, ranges[i].last, *schedule.zone,
                      TimeStyle::people) +
           " queue=" + schedule.job.queue + "\n";
  }
  return out;
}

std::string idle_line(const RunResult& result, const Schedule& schedule, TimeStyle style) {
  const std::string begin = "nothing due for " + quote_unless_word(schedule.name) + ": ";
  if (!schedule.enabled) return begin + to_string(SkipReason::disabled_in_file) + "\n";
  const auto now = date::floor<Seconds>(result.now);
  const auto next = next_tick(schedule.timing, *schedule.zone, now);
  return begin +
         (next ? "next tick " + instant_text(*next, *schedule.zone, style) : "no tick to come") +
         "\n";
}

}  // namespace

std::string run_lines(const RunRequest& request, const RunResult& result, TimeStyle style) {
  std::string out;
  if (style == TimeStyle::people && result.enqueued.size() > most_lines) {
    out = schedule_lines(request, result);
  } else {
    for (const auto& tick : result.enqueued) out += tick_line(request, tick, style) + "\n";
  }
  for (const auto& skipped : result.skipped) out += skip_line(request, skipped, style) + "\n";
  for (const auto& ticks : result.waiting) out += waiting_line(request, ticks, style) + "\n";
  return out;
}

std::string idle_lines(const RunRequest& request, const RunResult& result, TimeStyle style) {
  std::vector<bool> busy(request.schedules.size());
  for (const auto& tick : result.enqueued) busy[tick.schedule] = true;
  for (const auto& skipped : result.skipped) busy[skipped.schedule] = true;
  for (const auto& ticks : result.waiting) busy[ticks.schedule] = true;
  std::string out;
  for (std::size_t i = 0; i < busy.size(); ++i) {
    if (!busy[i]) out += idle_line(result, schedule_of(request, i), style);
  }
  return out;
}

std::string next_line(const RunRequest& request, const RunResult& result) {
  const auto now = date::floor<Seconds>(result.now);
  const Schedule* first = nullptr;
  std::optional<Instant> next;
  for (std::size_t i = 0; i < request.schedules.size(); ++i) {
    const Schedule& schedule = schedule_of(request, i);
    if (!schedule.enabled || result.off.contains(i)) continue;
    const auto tick = next_tick(schedule.timing, *schedule.zone, now);
    if (!tick || (next && *next <= *tick)) continue;
    next = tick;
    first = &schedule;
  }
  if (first == nullptr) return "nothing due; no tick is to come\n";
  return "nothing due; next: " + quote_unless_word(first->name) + " " +
         time_text(*next, *first->zone) + ", " + distance_text(*next, now) + "\n";
}

std::string run_sum(const RunRequest& request, const RunResult& result, const RunFigures& figures) {
  std::size_t skipped = 0;
  for (const auto& each : result.skipped) skipped += each.skip.count;
  std::size_t waiting = 0;
  for (const auto& each : result.waiting) waiting += each.count;
  return enqueued_verb(request) + counted(result.enqueued.size(), "tick") +
         (skipped > 0 ? ", skipped " + std::to_string(skipped) : "") +
         (waiting > 0 ? ", waiting " + std::to_string(waiting) : "") + ", " +
         counted(static_cast<std::size_t>(figures.round_trips), "round trip") + ", " +
         (result.conflicts > 0
              ? counted(static_cast<std::size_t>(result.conflicts), "conflict") + ", "
              : "") +
         length_text(figures.duration);
}

void report_events(const RunRequest& request, const RunResult& result, const Report& report) {
  for (const auto& tick : result.enqueued) {
    const auto& schedule = schedule_of(request, tick.schedule);
    report.event({request.dry_run ? "would_enqueue" : "enqueued",
                  tick_line(request, tick, TimeStyle::programs), schedule.name,
                  format_instant(tick.tick), jid_of(request, tick), schedule.job.queue});
  }
  for (const auto& skipped : result.skipped) {
    const auto& schedule = schedule_of(request, skipped.schedule);
    const Skip& skip = skipped.skip;
    report.event({request.dry_run ? "would_skip" : "skipped",
                  skip_line(request, skipped, TimeStyle::programs), schedule.name,
                  skip.count == 1 ? format_instant(skip.first) : "", "", schedule.job.queue,
                  to_string(skip.reason)});
  }
  for (const auto& ticks : result.waiting) {
    const auto& schedule = schedule_of(request, ticks.schedule);
    report.event({request.dry_run ? "would_wait" : "waiting",
                  waiting_line(request, ticks, TimeStyle::programs), schedule.name,
                  ticks.count == 1 ? format_instant(ticks.first) : "", "", schedule.job.queue,
                  no_room_text(schedule, ticks)});
  }
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
  out += "],\"waiting\":[";
  for (const auto& ticks : result.waiting) {
    if (out.back() == '}') out += ',';
    append_waiting(out, schedule_of(request, ticks.schedule), ticks);
  }
  return out + "],\"round_trips\":" + std::to_string(figures.round_trips) +
         ",\"conflicts\":" + std::to_string(result.conflicts) +
         ",\"duration_ms\":" + std::to_string(figures.duration.count()) + "}\n";
}

void warn_of_dropped(const Options& options, const RunRequest& request, const RunResult& result,
                     const Report& report) {
  if (result.skipped.empty()) return;
  const SuggestedBackfill backfill{options, request.history,
                                   date::floor<Seconds>(request.host_clock())};
  for (const auto& [index, skip] : result.skipped) {
    if (!is_drop(skip.reason) && skip.reason != SkipReason::gone) continue;
    const auto& schedule = schedule_of(request, index);
    const bool force = skip.reason == SkipReason::ledger;
    report.warning_with_command("schedule " + json_string(schedule.name) + ": " +
                                    dropped_text(schedule, skip) + "; to enqueue",
                                backfill.command(schedule.name, skip.first, skip.last, force));
  }
}

}  // namespace sidetick
