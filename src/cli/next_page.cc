// Order:   what to show -> the zone of the axis -> from when to when -> the ticks of each -> the page.

#include "cli/next_page.h"

#include <algorithm>

#include "cli/loaded_config.h"
#include "cli/next_expression.h"
#include "cli/options/time.h"
#include "cli/output/expression_text.h"
#include "cli/output/html/page.h"
#include "cli/page_range.h"
#include "core/schedule/tick_stream.h"
#include "core/text/counted.h"
#include "io/host/clock.h"

namespace sidetick {

namespace {

/// A row, and when it has ticks.
struct RowSource {
  PageRow row;
  const Timing* timing;
  std::shared_ptr<const Zone> zone;
};

std::vector<RowSource> schedule_rows(const Config& config) {
  std::vector<RowSource> rows;
  for (const Schedule& each : config.schedules) {
    rows.push_back({{each.name,
                     expression_text(each, TimeStyle::programs),
                     each.zone->name(),
                     each.job.queue,
                     each.job.class_name,
                     each.enabled,
                     {},
                     {}},
                    &each.timing,
                    each.zone});
  }
  return rows;
}

/// The ticks of `source`, at most so many. Those that are moved are looked for only where its own
/// wall clock changes.
void add_ticks(RowSource& source, const PageRange& range, std::size_t most) {
  Ticks ticks(*source.timing, *source.zone, range.after);
  const bool changes = source.zone->period(range.after).end <= range.until;
  for (std::size_t i = 0; i < most; ++i) {
    const auto tick = ticks.next();
    if (!tick || *tick > range.until) break;
    source.row.ticks.add(*tick);
    if (!changes) continue;
    const auto skipped = moved_from(*source.timing, *source.zone, *tick);
    if (skipped) source.row.moved.push_back({*tick, *skipped});
  }
}

/// How many ticks each row has of the first `most` of all.
std::vector<std::size_t> shares(const std::vector<RowSource>& rows, const PageRange& range,
                                std::size_t most) {
  std::vector<TickSource> sources;
  sources.reserve(rows.size());
  for (const RowSource& each : rows) sources.push_back({each.timing, each.zone.get()});
  TickStream ticks(sources, range.after, range.until);
  std::vector<std::size_t> found(rows.size());
  for (std::size_t i = 0; i < most; ++i) {
    const auto tick = ticks.next();
    if (!tick) break;
    ++found[tick->schedule];
  }
  return found;
}

/// --count is of each NAME, or of all.
void fill(std::vector<RowSource>& rows, const PageRange& range, const Options& options) {
  constexpr auto unlimited = static_cast<std::size_t>(-1);
  std::vector<std::size_t> most(rows.size(), options.count ? *options.count : unlimited);
  if (options.count && options.names.empty()) most = shares(rows, range, *options.count);
  for (std::size_t i = 0; i < rows.size(); ++i) add_ticks(rows[i], range, most[i]);
}

/// What is left out of the picture, in words.
std::vector<std::string> notes_of(const std::vector<RowSource>& rows, const PageRange& range,
                                  const Options& options) {
  std::vector<std::string> notes;
  const auto fires_first = [&](const RowSource& each) {
    return next_tick(*each.timing, *each.zone, range.begin - Seconds{1}) == range.begin;
  };
  if (range.after == range.begin && std::ranges::any_of(rows, fires_first)) {
    notes.emplace_back(
        "Ticks at the very beginning of this page are left out: --from means after that time.");
  }
  if (options.count) {
    notes.push_back("No more than " + std::to_string(*options.count) + " ticks are shown" +
                    (options.names.empty() ? "" : " of each schedule") + ", as --count asks for.");
  }
  return notes;
}

void print_rows(std::vector<RowSource> sources, const std::shared_ptr<const Zone>& zone,
                const Options& options, const std::string& fault = "") {
  const PageRange range = page_range(options, *zone, date::floor<Seconds>(host_clock()));
  fill(sources, range, options);
  auto notes = notes_of(sources, range, options);
  if (!fault.empty()) notes.push_back(fault);
  std::vector<PageRow> rows;
  rows.reserve(sources.size());
  for (RowSource& each : sources) rows.push_back(std::move(each.row));
  print_page(rows, Axis(range.begin, range.end, zone), notes);
}

Exit page_of_expression(const Options& options) {
  const auto [timing, zone, hashed] = next_expression(options);
  const std::string shown = options.cron + (hashed.empty() ? "" : " (" + hashed + ")");
  print_rows({{{options.cron, shown, zone->name(), "", "", true, {}, {}}, &timing, zone}},
             options.zone.empty() ? zone : zone_option(options.zone), options);
  return Exit::ok;
}

/// "" when all schedules are right: a page is read far from where it was made.
std::string fault_of(const Config& config) {
  const std::size_t wrong = config.schedule_names.size() - config.schedules.size();
  if (wrong == 0) return "";
  return counted(wrong, "schedule") + " of the configuration " + (wrong == 1 ? "is" : "are") +
         " wrong, and not on this page: see sidetick check.";
}

Exit page_of_schedules(const Options& options, const Report& report) {
  Config config = load_reported(options, report, Absent::ignored);
  if (config.unusable) return Exit::config;
  const std::string fault = fault_of(config);
  select_schedules(config, options.names, "next");
  print_rows(schedule_rows(config),
             options.zone.empty() ? config.time_zone : zone_option(options.zone), options, fault);
  return config.problems.empty() ? Exit::ok : Exit::config;
}

}  // namespace

Exit next_page(const Options& options, const Report& report) {
  if (!options.cases.empty()) {
    throw Error(Exit::usage, "--format html: not with --cases, which answers in JSON");
  }
  return options.cron.empty() ? page_of_schedules(options, report) : page_of_expression(options);
}

}  // namespace sidetick
