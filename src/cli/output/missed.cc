#include "cli/output/missed.h"

#include <algorithm>

#include "cli/output/json_text.h"
#include "cli/output/suggested_command.h"
#include "cli/output/tell.h"
#include "cli/output/tick_reason.h"
#include "core/text/json.h"
#include "core/text/quote.h"
#include "core/text/shell_word.h"
#include "io/host/print.h"

namespace sidetick {

namespace {

/// A command that names more schedules is not for reading: it is for all of them.
constexpr std::size_t most_named = 10;

/// How many ticks are for what.
struct Sums {
  std::size_t all = 0;
  std::size_t for_next_run = 0;
  std::size_t unknown = 0;  ///< that runs may have enqueued
};

Sums sums_of(const MissedReport& missed) {
  Sums sums;
  for (const auto& schedule : missed.schedules) {
    for (const auto& group : schedule.groups) {
      sums.all += group.count;
      if (is_for_next_run(group, schedule)) sums.for_next_run += group.count;
      if (group.answer.verdict == Verdict::unknown) sums.unknown += group.count;
    }
  }
  return sums;
}

ReasonLook reason_look(const MissedLook& look, std::size_t schedule, const MissedGroup& group,
                       TimeStyle style) {
  const Schedule& of = look.request.schedules[schedule];
  return {look.missed.now, look.missed.schedules[schedule].held_up, &of, *of.zone, style,
          group.count > 1};
}

/// The remarks, and that the next run does it.
std::vector<std::string> notes(const MissedLook& look, std::size_t schedule,
                               const MissedGroup& group, TimeStyle style) {
  auto notes = remark_sentences(group.answer, reason_look(look, schedule, group, style));
  if (is_for_next_run(group, look.missed.schedules[schedule])) {
    notes.push_back(std::string("the next run enqueues ") + (group.count > 1 ? "them" : "it"));
  }
  return notes;
}

/// Each tick where they are few; the times for people are long.
std::string ticks_of(const MissedGroup& group, const Zone& zone, TimeStyle style) {
  const std::size_t most = style == TimeStyle::people ? 2 : few_ticks;
  if (group.count > most) {
    return ticks_text(group.count, group.first, group.last, zone, style);
  }
  std::string out;
  for (const Instant tick : group.few) {
    out += (out.empty() ? "" : ", ") + instant_text(tick, zone, style);
  }
  return out;
}

std::string group_text(const MissedLook& look, std::size_t schedule, const MissedGroup& group,
                       TimeStyle style) {
  const ReasonLook reason = reason_look(look, schedule, group, style);
  std::string out = ticks_of(group, reason.zone, style) + ": " + headline(group.answer, reason);
  const char* separator = group.answer.reason ? "; " : ": ";
  for (const auto& note : notes(look, schedule, group, style)) {
    out += separator + note;
    separator = note.ends_with('?') ? " " : "; ";
  }
  return out;
}

void tell_group(const MissedLook& look, std::size_t schedule, const MissedGroup& group,
                TimeStyle style, const Report& report) {
  const std::string text = group_text(look, schedule, group, style);
  if (!report.has_events()) return print("  " + text + "\n");
  const auto& name = look.request.schedules[schedule].name;
  const auto& reason = group.answer.reason;
  report.event({"missed", quote_unless_word(name) + ": " + text, name,
                group.count == 1 ? format_instant(group.first) : "", "", "",
                reason ? to_string(*reason) : ""});
}

std::string group_json(const MissedLook& look, std::size_t schedule, const MissedGroup& group) {
  const auto& reason = group.answer.reason;
  return "{\"count\":" + std::to_string(group.count) + ",\"first\":\"" +
         format_instant(group.first) + "\",\"last\":\"" + format_instant(group.last) +
         "\",\"verdict\":" + json_string(verdict_word(group.answer.verdict)) +
         ",\"reason\":" + (reason ? json_string(to_string(*reason)) : "null") +
         ",\"next_run\":" + boolean_json(is_for_next_run(group, look.missed.schedules[schedule])) +
         ",\"notes\":" +
         json_array(notes(look, schedule, group, TimeStyle::programs),
                    [](const std::string& note) { return json_string(note); }) +
         "}";
}

/// The schedules that missed ticks, from the first of these to the last.
struct Found {
  std::vector<std::size_t> schedules;
  Instant first = latest_instant;
  Instant last = earliest_instant;
};

Found find_missed(const MissedReport& missed) {
  Found found;
  for (std::size_t i = 0; i < missed.schedules.size(); ++i) {
    const auto& groups = missed.schedules[i].groups;
    if (groups.empty()) continue;
    found.schedules.push_back(i);
    found.first = std::min(found.first, groups.front().first);
    found.last = std::max(found.last, groups.back().last);
  }
  return found;
}

/// Whether a backfill of them refuses without --force: it looks at all ticks of the range.
bool needs_force(const MissedLook& look, const Found& found) {
  return std::ranges::any_of(found.schedules, [&](std::size_t i) {
    const Schedule& schedule = look.request.schedules[i];
    const auto tick = next_tick(schedule.timing, *schedule.zone, found.first - Seconds{1});
    return tick && *tick < look.missed.schedules[i].complete;
  });
}

std::string aim(const MissedReport& missed) {
  const Sums sums = sums_of(missed);
  const std::string them = sums.all > 1 ? "them" : "it";
  if (sums.unknown > 0) return "to enqueue " + them + ", perhaps a second time";
  if (sums.for_next_run == 0) return "to enqueue " + them;
  const bool all = sums.for_next_run == sums.all;
  return "the next run enqueues " +
         (all ? them : std::to_string(sums.for_next_run) + " of " + them) +
         " by itself; to enqueue " + (all ? them : "all") + " now, " +
         (sums.all > 1 ? "each " : "") + "once";
}

}  // namespace

void tell_missed(const MissedLook& look, TimeStyle style, const Report& report) {
  for (std::size_t i = 0; i < look.missed.schedules.size(); ++i) {
    const auto& groups = look.missed.schedules[i].groups;
    if (groups.empty()) continue;
    BackfillCount count = look.result.counts[i];
    count.first = groups.front().first;
    count.last = groups.back().last;
    tell_backfilled(look.request, i, count, style, report);
    for (const auto& group : groups) tell_group(look, i, group, style, report);
  }
}

void tell_missed_command(const MissedLook& look, const Report& report) {
  const std::string command = missed_command(look);
  if (command.empty()) return;
  if (report.has_events()) return report.notice(aim(look.missed) + ": " + command);
  print(aim(look.missed) + ":\n  " + command + "\n");
}

std::string missed_json(const MissedLook& look, std::size_t schedule) {
  return json_array(look.missed.schedules[schedule].groups,
                    [&](const MissedGroup& group) { return group_json(look, schedule, group); });
}

std::string missed_command(const MissedLook& look) {
  const Found found = find_missed(look.missed);
  if (found.schedules.empty()) return "";
  std::vector<std::string> names;
  for (const auto i : found.schedules) names.push_back(look.request.schedules[i].name);
  const bool all = !look.request.named && names.size() > most_named;
  if (all) names.clear();
  const bool force = look.options.force && (all || needs_force(look, found));
  return command_with_names(
      suggested_program(look.options) + " backfill", names,
      backfill_options(look.options, found.first, found.last + Seconds{1}, look.options.limit) +
          (force ? " --force" : ""));
}

}  // namespace sidetick
