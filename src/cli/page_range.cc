#include "cli/page_range.h"

#include <algorithm>

#include "cli/options/time.h"
#include "core/error.h"

namespace sidetick {

namespace {

using date::days;

constexpr days most_days{8};

/// The same time of the wall clock, so many days later.
Instant days_later(Instant instant, days number, const Zone& zone) {
  return std::min(zone.instant_of(zone.wall_clock(instant) + number), latest_instant);
}

/// From today's midnight to tomorrow's: what is due at midnight is of the day that begins.
PageRange today(const Zone& zone, Instant now) {
  const Instant begin = parse_time_option("--from", "today", zone, now);
  const Instant end = days_later(begin, days{1}, zone);
  return {begin, end, begin - Seconds{1}, end - Seconds{1}};
}

PageRange given_range(const Options& options, const Zone& zone, Instant now) {
  const Instant from =
      options.from.empty() ? now : parse_time_option("--from", options.from, zone, now);
  const Instant to = options.to.empty() ? days_later(from, days{1}, zone)
                                        : parse_time_option("--to", options.to, zone, now);
  if (to <= from) {
    throw Error(Exit::usage, "--to " + format_instant(to) + ": is not after --from " +
                                 format_instant(from) + ": a page needs time between them");
  }
  if (to > std::max(days_later(from, most_days, zone), from + most_days)) {
    throw Error(Exit::usage, "--to " + format_instant(to) + ": is more than 8 days after --from " +
                                 format_instant(from) +
                                 ": a page shows at most 8; text and json have no limit");
  }
  return {from, to, from, to};
}

}  // namespace

PageRange page_range(const Options& options, const Zone& zone, Instant now) {
  if (options.from.empty() && options.to.empty()) return today(zone, now);
  return given_range(options, zone, now);
}

}  // namespace sidetick
