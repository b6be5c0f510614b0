// next: print coming (or past) ticks. Needs no Redis.
//
// Order:   what to show -> from when to when -> the ticks of all, merged -> exit status.

#include "cli/output/next.h"

#include "cli/commands.h"
#include "cli/loaded_config.h"
#include "cli/next_cases.h"
#include "cli/next_expression.h"
#include "cli/next_page.h"
#include "cli/options/time.h"
#include "cli/output/expression_text.h"
#include "core/error.h"
#include "core/schedule/tick_stream.h"
#include "core/text/json.h"
#include "io/host/clock.h"
#include "io/host/line_reader.h"
#include "io/host/print.h"

namespace sidetick {

namespace {

constexpr unsigned default_count = 10;

/// The ticks in (from, to], so many of each source and so many in all.
struct TickRange {
  Instant from;
  std::optional<Instant> to;
  std::optional<unsigned> each;
  std::optional<unsigned> all;
};

Instant now() {
  return date::floor<Seconds>(host_clock());
}

TickRange make_range(const Options& options, const Zone& zone) {
  TickRange range{now(), {}, {}, {}};
  const Instant now = range.from;
  if (!options.from.empty()) range.from = parse_time_option("--from", options.from, zone, now);
  if (!options.to.empty()) range.to = parse_time_option("--to", options.to, zone, now);
  if (range.to && *range.to < range.from) {
    throw Error(Exit::usage, "--to " + format_instant(*range.to) + ": is before --from " +
                                 format_instant(range.from));
  }
  auto& count = options.names.empty() ? range.all : range.each;
  count = options.count;
  if (!count && !range.to) count = default_count;
  return range;
}

/// Prints the ticks of all sources in order of time. False when there were none.
bool print_ticks(const std::vector<TickSource>& sources, std::vector<TickLabel> labels,
                 const TickRange& range, OutputFormat format) {
  TickOutput output(format, printed_style(), now(), std::move(labels));
  TickStream ticks(sources, range.from, range.to.value_or(latest_instant));
  std::vector<unsigned> shown(sources.size());
  for (unsigned i = 0; !range.all || i < *range.all; ++i) {
    const auto tick = range.each == 0u ? std::nullopt : ticks.next();
    if (!tick) break;
    output.add(*tick);
    if (print_failure() != 0) break;
    if (++shown[tick->schedule] == range.each) ticks.leave_out(tick->schedule);
  }
  output.finish();
  return !output.empty();
}

Exit next_of_expression(const Options& options, const Report& report) {
  const auto [timing, zone, hashed] = next_expression(options);
  const TickRange range = make_range(options, *zone);
  const bool found = print_ticks({{&timing, zone.get()}}, {{"", true, zone, &timing, zone, hashed}},
                                 range, options.format);
  if (!found && !range.to && range.all != 0u) {
    report.warning("--cron " + json_string(options.cron) + ": has no tick in " + zone->name() +
                   " after " + format_instant(range.from));
  }
  return Exit::ok;
}

Exit next_of_schedules(const Options& options, const Report& report) {
  Config config = load_reported(options, report, Absent::ignored);
  if (config.unusable) return Exit::config;
  select_schedules(config, options.names, "next");
  std::vector<TickSource> sources;
  std::vector<TickLabel> labels;
  const auto zone = zone_option(options.zone);
  for (const Schedule& schedule : config.schedules) {
    sources.push_back({&schedule.timing, schedule.zone.get()});
    labels.push_back({schedule.name, schedule.enabled, options.zone.empty() ? schedule.zone : zone,
                      &schedule.timing, schedule.zone, hashed_expression(schedule)});
  }
  print_ticks(sources, std::move(labels), make_range(options, *zone), options.format);
  return config.problems.empty() ? Exit::ok : Exit::config;
}

Exit answer_cases(const Options& options) {
  const Instant begin = now();
  LineReader lines(options.cases);
  while (print_failure() == 0) {
    const auto line = lines.next();
    if (!line) break;
    print(answer_case(*line, begin) + "\n");
  }
  return Exit::ok;
}

void refuse_contradictions(const Options& options) {
  // next_expression() judges names beside --cron.
  const bool names = !options.names.empty() && options.cron.empty();
  const int kinds = static_cast<int>(names) + static_cast<int>(!options.cron.empty()) +
                    static_cast<int>(!options.cases.empty());
  if (kinds > 1) throw Error(Exit::usage, "next: give schedule names, --cron or --cases, not two");
}

}  // namespace

Exit next_command(const Options& options, const Report& report) {
  refuse_contradictions(options);
  if (options.format == OutputFormat::html) return next_page(options, report);
  if (!options.cases.empty()) return answer_cases(options);
  if (!options.cron.empty()) return next_of_expression(options, report);
  return next_of_schedules(options, report);
}

}  // namespace sidetick
