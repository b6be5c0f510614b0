#include "cli/output/status.h"

#include <algorithm>
#include <utility>

#include "cli/output/expression_text.h"
#include "cli/output/json_text.h"
#include "cli/output/table.h"
#include "cli/output/time_text.h"
#include "core/text/json.h"
#include "core/text/quote.h"
#include "core/time/duration.h"

namespace sidetick {

namespace {

/// A schedule that is later than this is shown in red: a run every minute has missed it twice.
constexpr Seconds late = std::chrono::minutes{2};

/// An instant, or `-`; briefly, without UTC beside the wall clock.
TableCell time_cell(const std::optional<Instant>& instant, const Zone& zone, TimeStyle style) {
  if (!instant) return {"-"};
  const bool people = style == TimeStyle::people;
  return {instant_text(*instant, zone, style), TextStyle::plain,
          people ? wall_text(*instant, zone) : ""};
}

bool is_on(const Schedule& schedule, const ScheduleStatus& status) {
  return schedule.enabled && status.switched_on;
}

/// On or off, and by whom.
TableCell switch_cell(const Schedule& schedule, const ScheduleStatus& status) {
  if (!schedule.enabled) {
    return {status.switched_on ? "off (file)" : "off (file, Redis)", TextStyle::dim};
  }
  if (!status.switched_on) return {"off (Redis)", TextStyle::dim};
  return {status.has_switch ? "on (Redis)" : "on"};
}

const char* seen_text(Seen seen) {
  switch (seen) {
    case Seen::never:
      return "new";
    case Seen::otherwise:
      return "changed";
    case Seen::unclear:
      return "unclear";
    case Seen::yes:
      break;
  }
  return "seen";
}

TableCell lag_cell(const Schedule& schedule, const ScheduleStatus& status) {
  if (!is_on(schedule, status)) return {"-"};
  if (!status.lag) {
    return {seen_text(status.seen),
            status.seen == Seen::unclear ? TextStyle::alert : TextStyle::plain};
  }
  std::string text = length_text(*status.lag);
  if (status.due > 0) text += ", " + std::to_string(status.due) + " due";
  if (status.waiting > 0) text += ", " + std::to_string(status.waiting) + " waiting";
  return {text, *status.lag > late ? TextStyle::alert : TextStyle::plain};
}

/// `34 min ago`; by a clock that is behind, a run may be yet to come.
std::string age_text(Instant at, Instant now) {
  return length_text(std::max(now - at, Seconds{0})) + " ago";
}

TableCell dropped_cell(const ScheduleStatus& status, Instant now) {
  if (!status.dropped) return {"-"};
  return {std::to_string(status.dropped->count) + ", " + age_text(status.dropped->at, now),
          lately_dropped(status, now) ? TextStyle::alert : TextStyle::plain};
}

/// How long until the next tick. An `at` that has passed and has no last tick was dropped, or skipped,
/// or seen too late, or it was forgotten that it was enqueued: why looks at the ledger.
std::string when_text(const Schedule& schedule, const ScheduleStatus& status, Instant now) {
  if (!is_on(schedule, status)) return "-";
  if (status.next_tick) return distance_text(*status.next_tick, now);
  if (status.due > 0) return "due";
  const bool missed = schedule.timing.as<At>() != nullptr && !status.last_tick;
  if (!missed || !status.cursor) return "-";
  return status.dropped ? "passed, and was dropped" : "passed: ask sidetick why";
}

TableCell complete_cell(const ScheduleStatus& status, const Zone& zone, TimeStyle style) {
  return status.complete == always ? TableCell{"the beginning"}
                                   : time_cell(status.complete, zone, style);
}

std::vector<TableCell> cells(const Schedule& schedule, const ScheduleStatus& status, Instant now,
                             const TextLook& look) {
  const Zone& zone = *schedule.zone;
  std::vector<TableCell> row = {{escape_controls(schedule.name)},
                                {escape_controls(expression_text(schedule, look.times))},
                                {zone.name()},
                                switch_cell(schedule, status),
                                time_cell(status.last_tick, zone, look.times),
                                time_cell(status.next_tick, zone, look.times),
                                {when_text(schedule, status, now)},
                                lag_cell(schedule, status),
                                dropped_cell(status, now)};
  if (look.wide) {
    row.push_back(time_cell(status.cursor, zone, look.times));
    row.push_back(complete_cell(status, zone, look.times));
  }
  return row;
}

Table make_table(bool wide) {
  std::vector<TableColumn> columns = {
      {"SCHEDULE", 9},  {"EXPRESSION", 4, 12}, {"ZONE", 2}, {"ENABLED", 7}, {"LAST TICK", 1},
      {"NEXT TICK", 5}, {"WHEN", 6},           {"LAG", 8},  {"DROPPED", 3}};
  if (wide) {
    columns.push_back({"CURSOR", 0});
    columns.push_back({"COMPLETE SINCE", 0});
  }
  return Table(std::move(columns));
}

/// Why `dropped` was not enqueued.
const char* reason_text(const Dropped& dropped) {
  return to_string(skip_reason(dropped.reason));
}

std::string dropped_lines(const StatusRequest& request, const Status& status,
                          const SuggestedBackfill& backfill) {
  std::string out;
  for (std::size_t i = 0; i < status.schedules.size(); ++i) {
    const auto& dropped = status.schedules[i].dropped;
    if (!dropped) continue;
    const Schedule& schedule = request.schedules[i];
    out += "dropped " + escape_controls(schedule.name) + " " +
           ticks_text(dropped->count, dropped->first, dropped->last) + " by " +
           run_text(dropped->at, status.now) + ": " + reason_text(*dropped) + "; to enqueue:\n  " +
           backfill.command(schedule.name, dropped->first, dropped->last,
                            dropped->reason == DropReason::ledger) +
           "\n";
  }
  return out;
}

/// Schedules that have left the file, with the day on which they are forgotten.
std::string gone_lines(const Status& status) {
  std::string out;
  for (const Orphan& orphan : status.orphans) {
    if (!orphan.gone) continue;
    out += "gone " + escape_controls(orphan.name) + ": since " + format_instant(*orphan.gone);
    if (orphan.forgotten_at) {
      out += ", forgotten with its ledger on " + format_instant(*orphan.forgotten_at).substr(0, 10);
    }
    out += "\n";
  }
  return out;
}

std::string orphan_lines(const Status& status) {
  std::string out;
  for (const Orphan& orphan : status.orphans) {
    if (orphan.gone) continue;
    out += "not in the file " + escape_controls(orphan.name) + ": ";
    if (orphan.cursor) {
      out += "its last run was at " + format_instant(*orphan.cursor) +
             (orphan.published ? ", and the web page shows it" : "");
    } else {
      out += orphan.published ? "the web page shows it, by another scheduler"
                              : "Redis has a switch for it alone";
    }
    out += "\n";
  }
  return out;
}

/// "always": nothing was ever trimmed from the ledger.
std::string complete_json(const std::optional<Instant>& complete) {
  return complete == always ? "\"always\"" : optional_json(complete);
}

std::string dropped_json(const std::optional<Dropped>& dropped) {
  if (!dropped) return "null";
  return "{\"count\":" + std::to_string(dropped->count) + ",\"first\":\"" +
         format_instant(dropped->first) + "\",\"last\":\"" + format_instant(dropped->last) +
         "\",\"at\":\"" + format_instant(dropped->at) +
         "\",\"reason\":" + json_string(reason_text(*dropped)) + "}";
}

/// What Redis holds may be no UTF-8, which JSON has to be.
std::string text_json(const std::string& text) {
  return json_string(escape_controls(text));
}

std::string problem_json(const StatusProblem& problem) {
  return text_json(problem.text);
}

/// What the problems say of a schedule that stands in `where`.
std::vector<StatusProblem> problems_of(const Schedule& schedule, const ScheduleStatus& status) {
  std::vector<StatusProblem> problems = status.problems;
  if (const auto& skip = status.too_old) {
    problems.push_back({ticks_text(skip->count, skip->first, skip->last) +
                        " will be dropped by the next run: older than the window of " +
                        schedule.written_window});
  }
  return problems;
}

std::string schedule_json(const Schedule& schedule, const ScheduleStatus& status) {
  const char* in_redis = status.has_switch ? boolean_json(status.switched_on) : "null";
  const std::string local =
      status.next_tick
          ? "\"" +
                format_local(*status.next_tick, schedule.zone->period(*status.next_tick).offset) +
                "\""
          : "null";
  return "{\"schedule\":" + json_string(schedule.name) + ",\"kind\":\"" +
         timing_key(schedule.timing) + "\",\"expression\":" + json_string(schedule.expression) +
         ",\"zone\":" + json_string(schedule.zone->name()) +
         ",\"enabled\":" + boolean_json(is_on(schedule, status)) +
         ",\"enabled_in_file\":" + boolean_json(schedule.enabled) +
         ",\"enabled_in_redis\":" + in_redis + ",\"seen\":" + json_string(seen_text(status.seen)) +
         ",\"cursor\":" + optional_json(status.cursor) +
         ",\"last_tick\":" + optional_json(status.last_tick) +
         ",\"next_tick\":" + optional_json(status.next_tick) + ",\"next_local\":" + local +
         ",\"lag_seconds\":" + (status.lag ? std::to_string(status.lag->count()) : "null") +
         ",\"due\":" + std::to_string(status.due) +
         ",\"waiting\":" + std::to_string(status.waiting) +
         ",\"dropped\":" + dropped_json(status.dropped) +
         ",\"complete_since\":" + complete_json(status.complete) +
         ",\"problems\":" + json_array(problems_of(schedule, status), problem_json) + "}";
}

std::string orphan_json(const Orphan& orphan) {
  return "{\"schedule\":" + json_string(escape_controls(orphan.name)) +
         ",\"cursor\":" + optional_json(orphan.cursor) +
         ",\"published\":" + boolean_json(orphan.published) +
         ",\"gone\":" + optional_json(orphan.gone) +
         ",\"forgotten_at\":" + optional_json(orphan.forgotten_at) + "}";
}

}  // namespace

std::string run_text(Instant at, Instant now) {
  return "the run of " + format_instant(at) + ", " + age_text(at, now);
}

bool lately_dropped(const ScheduleStatus& status, Instant now) {
  return status.dropped && now - status.dropped->at < dropped_alarm;
}

std::string status_text(const StatusRequest& request, const Status& status, const TextLook& look,
                        const SuggestedBackfill& backfill) {
  Table table = make_table(look.wide);
  for (std::size_t i = 0; i < status.schedules.size(); ++i) {
    table.add_row(cells(request.schedules[i], status.schedules[i], status.now, look));
  }
  return table.text(look.width, look.colour) + dropped_lines(request, status, backfill) +
         gone_lines(status) + orphan_lines(status);
}

std::string status_json(const StatusRequest& request, const Status& status) {
  std::string out = "{\"now\":\"" + format_instant(status.now) + "\",\"schedules\":[";
  for (std::size_t i = 0; i < status.schedules.size(); ++i) {
    out += (i > 0 ? ",\n " : "") + schedule_json(request.schedules[i], status.schedules[i]);
  }
  return out + "],\"orphans\":" + json_array(status.orphans, orphan_json) +
         ",\"problems\":" + json_array(status.problems, text_json) + "}\n";
}

std::vector<StatusProblem> status_problems(const StatusRequest& request, const Status& status) {
  std::vector<StatusProblem> problems;
  for (const auto& text : status.problems) problems.push_back({text});
  for (std::size_t i = 0; i < status.schedules.size(); ++i) {
    const Schedule& schedule = request.schedules[i];
    for (auto& problem : problems_of(schedule, status.schedules[i])) {
      problem.text.insert(0, "schedule " + json_string(schedule.name) + ": ");
      problems.push_back(std::move(problem));
    }
  }
  return problems;
}

}  // namespace sidetick
