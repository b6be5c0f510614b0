#include "cli/output/backfill.h"

#include <algorithm>

#include "cli/output/json_text.h"
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
         format_instant(*count.first) + "\",\"last\":\"" + format_instant(*count.last) + "\"}";
}

void append_disabled(std::string& out, const BackfillRequest& request,
                     const DisabledSchedule& disabled) {
  out += "{\"schedule\":" + json_string(request.schedules[disabled.schedule].name) +
         ",\"reason\":" + json_string(to_string(disabled.reason)) +
         ",\"left_out\":" + (request.named ? "false" : "true") + "}";
}

/// Those that the backfill was given, for what is left of it.
std::string resume_options(const Options& options, const BackfillRequest& request,
                           const BackfillResult& result, Instant next) {
  std::string out = suggested_option("--from", format_instant(next));
  out += suggested_option("--to", format_instant(request.to));
  if (options.rate) out += suggested_option("--rate", std::to_string(*options.rate));
  if (!options.queue.empty()) out += suggested_option("--queue", options.queue);
  if (options.limit) {
    const bool reached = *options.limit <= result.enqueued;
    const auto left = reached ? *options.limit : *options.limit - result.enqueued;
    out += suggested_option("--limit", std::to_string(left));
  }
  if (options.deadline) out += suggested_option("--deadline", format_duration(*options.deadline));
  return out;
}

}  // namespace

void tell_backfilled(const BackfillRequest& request, const BackfillResult& result, TimeStyle style,
                     const Report& report) {
  for (std::size_t i = 0; i < result.counts.size(); ++i) {
    const auto& count = result.counts[i];
    const auto& schedule = request.schedules[i];
    if (!count.first) continue;
    const std::string line = verb(request) + quote_unless_word(schedule.name) + " " +
                             counted(count.enqueued, "tick") + " " +
                             instant_text(*count.first, *schedule.zone, style) + " to " +
                             instant_text(*count.last, *schedule.zone, style) +
                             already(count.already_enqueued) + ", queue=" + schedule.job.queue;
    tell({event_name(request), line, schedule.name, "", "", schedule.job.queue}, report);
  }
}

std::string backfill_total(const BackfillRequest& request, const BackfillResult& result,
                           const BackfillSummary& summary) {
  std::string out = verb(request) + counted(result.enqueued, "tick");
  out += already(result.already_enqueued);
  if (!request.dry_run) out += ", in " + length_text(summary.duration);
  return out;
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
  }
  out += "],\"disabled\":[";
  for (const auto& disabled : result.disabled) {
    if (out.back() == '}') out += ',';
    append_disabled(out, request, disabled);
  }
  return out + "],\"conflicts\":" + std::to_string(result.conflicts) +
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

std::string resume_text(const Options& options, const BackfillRequest& request,
                        const BackfillResult& result, Instant next, bool unknown) {
  const char* doubt = unknown && !options.force
                          ? ", though runs may have enqueued what comes next, which is from before "
                            "the ledger is complete"
                          : "";
  return std::string("to go on") + doubt + ": " +
         command_with_names(suggested_program(options) + " backfill", options.names,
                            resume_options(options, request, result, next) +
                                (options.force || unknown ? " --force" : ""));
}

}  // namespace sidetick
