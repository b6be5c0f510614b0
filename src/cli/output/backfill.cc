#include "cli/output/backfill.h"

#include <algorithm>

#include "cli/output/json_text.h"
#include "cli/output/missed.h"
#include "cli/output/suggested_command.h"
#include "cli/output/tell.h"
#include "core/text/counted.h"
#include "core/text/json.h"
#include "core/text/quote.h"
#include "core/text/shell_word.h"
#include "core/time/duration.h"

namespace sidetick {

namespace {

constexpr std::size_t most_names = 10;

const char* verb(const BackfillRequest& request) {
  return request.dry_run ? "would enqueue " : "enqueued ";
}

const char* event_name(const BackfillRequest& request) {
  return request.dry_run ? "would_backfill" : "backfilled";
}

std::string already(std::size_t count) {
  return ", " + std::to_string(count) + " already enqueued";
}

void append_count(std::string& out, const Schedule& schedule, const BackfillCount& count) {
  out += "{\"schedule\":" + json_string(schedule.name) +
         ",\"queue\":" + json_string(schedule.job.queue) +
         ",\"enqueued\":" + std::to_string(count.enqueued) +
         ",\"already_enqueued\":" + std::to_string(count.already_enqueued) + ",\"first\":\"" +
         format_instant(*count.first) + "\",\"last\":\"" + format_instant(*count.last) + "\"";
}

void append_disabled(std::string& out, const BackfillRequest& request,
                     const DisabledSchedule& disabled) {
  out += "{\"schedule\":" + json_string(request.schedules[disabled.schedule].name) +
         ",\"reason\":" + json_string(to_string(disabled.reason)) +
         ",\"left_out\":" + (request.named ? "false" : "true") + "}";
}

void append_rehearsed(std::string& out, const BackfillSummary& summary) {
  const std::string command = summary.missed != nullptr ? missed_command(*summary.missed) : "";
  out += ",\"nothing_missed\":" +
         (summary.nothing_missed ? std::to_string(*summary.nothing_missed) : "null") +
         ",\"command\":" + (command.empty() ? "null" : json_string(command));
}

std::optional<std::size_t> limit_left(const Options& options, const BackfillResult& result) {
  if (!options.limit || *options.limit <= result.enqueued) return options.limit;
  return *options.limit - result.enqueued;
}

/// What else there is to say of a dry run.
std::string rehearsed(const BackfillResult& result, const BackfillSummary& summary) {
  if (summary.next) return "; not looked at from " + format_instant(*summary.next) + " on";
  if (summary.nothing_missed.value_or(0) == 0) return "";
  return "; nothing was missed of " +
         counted(*summary.nothing_missed, result.enqueued > 0 ? "other schedule" : "schedule");
}

}  // namespace

void tell_backfilled(const BackfillRequest& request, const BackfillResult& result, TimeStyle style,
                     const Report& report) {
  for (std::size_t i = 0; i < result.counts.size(); ++i) {
    if (result.counts[i].first) tell_backfilled(request, i, result.counts[i], style, report);
  }
}

void tell_backfilled(const BackfillRequest& request, std::size_t schedule,
                     const BackfillCount& count, TimeStyle style, const Report& report) {
  const Schedule& of = request.schedules[schedule];
  std::string range = instant_text(*count.first, *of.zone, style);
  if (count.last != count.first) range += " to " + instant_text(*count.last, *of.zone, style);
  const std::string line = verb(request) + quote_unless_word(of.name) + " " +
                           counted(count.enqueued, "tick") + " " + range +
                           already(count.already_enqueued) + ", queue=" + of.job.queue;
  tell({event_name(request), line, of.name, "", "", of.job.queue}, report);
}

std::string backfill_total(const BackfillRequest& request, const BackfillResult& result,
                           const BackfillSummary& summary) {
  std::string out = verb(request) + counted(result.enqueued, "tick");
  out += already(result.already_enqueued);
  return out +
         (request.dry_run ? rehearsed(result, summary) : ", in " + length_text(summary.duration));
}

std::string backfill_json(const BackfillRequest& request, const BackfillResult& result,
                          const BackfillSummary& summary) {
  std::string out = "{\"from\":\"" + format_instant(request.from) + "\",\"to\":\"" +
                    format_instant(request.to) +
                    "\",\"dry_run\":" + (request.dry_run ? "true" : "false") +
                    ",\"enqueued\":" + std::to_string(result.enqueued) +
                    ",\"already_enqueued\":" + std::to_string(result.already_enqueued) +
                    ",\"next\":" + optional_json(summary.next) + ",\"schedules\":[";
  for (std::size_t i = 0; i < result.counts.size(); ++i) {
    if (!result.counts[i].first) continue;
    if (out.back() == '}') out += ',';
    append_count(out, request.schedules[i], result.counts[i]);
    if (summary.missed != nullptr) out += ",\"missed\":" + missed_json(*summary.missed, i);
    out += '}';
  }
  out += "],\"disabled\":[";
  for (const auto& disabled : result.disabled) {
    if (out.back() == '}') out += ',';
    append_disabled(out, request, disabled);
  }
  out += ']';
  if (request.dry_run) append_rehearsed(out, summary);
  return out + ",\"conflicts\":" + std::to_string(result.conflicts) +
         ",\"duration_ms\":" + std::to_string(summary.duration.count()) + "}\n";
}

std::optional<std::string> disabled_warning(const BackfillRequest& request,
                                            const BackfillResult& result) {
  const std::size_t count = result.disabled.size();
  if (count == 0) return std::nullopt;
  std::string names;
  for (std::size_t i = 0; i < std::min(count, most_names); ++i) {
    names +=
        (i == 0 ? "" : ", ") + json_string(request.schedules[result.disabled[i].schedule].name);
  }
  if (count > most_names) names += " and " + std::to_string(count - most_names) + " more";
  const std::string are = counted(count, "schedule") + (count == 1 ? " is" : " are") + " disabled";
  if (request.named) return are + ", and backfilled because named: " + names;
  return are + " and left out: " + names + "; name what is to be backfilled all the same";
}

std::string backfill_options(const Options& options, Instant from, Instant to,
                             std::optional<std::size_t> limit) {
  std::string out = suggested_option("--from", format_instant(from));
  out += suggested_option("--to", format_instant(to));
  if (options.rate) out += suggested_option("--rate", std::to_string(*options.rate));
  if (!options.queue.empty()) out += suggested_option("--queue", options.queue);
  if (limit) out += suggested_option("--limit", std::to_string(*limit));
  if (options.deadline) out += suggested_option("--deadline", options.written_deadline);
  return out;
}

std::string resume_text(const Options& options, const BackfillRequest& request,
                        const BackfillResult& result, Instant next, bool unknown) {
  const char* doubt = unknown && !options.force
                          ? ", though runs may have enqueued what comes next, which is from before "
                            "the ledger is complete"
                          : "";
  return std::string("to go on") + doubt + ": " +
         command_with_names(
             suggested_program(options) + " backfill", options.names,
             backfill_options(options, next, request.to, limit_left(options, result)) +
                 (options.force || unknown ? " --force" : ""));
}

}  // namespace sidetick
