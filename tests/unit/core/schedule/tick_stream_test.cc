// The ticks of several schedules in order of time.
#include "core/schedule/tick_stream.h"

#include <doctest/doctest.h>

#include <string>

#include "support/schedules.h"

using namespace sidetick;
using test::at;
using test::cron_schedule;

namespace {

const Timing quarters = CronExpr::parse("*/15 * * * *");
const Timing twenties = CronExpr::parse("*/20 * * * *");
const Timing once = At{at("2026-01-01 00:20")};

std::vector<TickSource> sources_of(const std::vector<const Timing*>& timings) {
  static const auto utc = Zone::utc();
  std::vector<TickSource> sources;
  for (const Timing* timing : timings) sources.push_back({timing, utc.get()});
  return sources;
}

/// All that is to come, "b 00:15, a 00:20": index and time of day.
std::string rest_of(TickStream stream) {
  std::string text;
  while (const auto tick = stream.next()) {
    text += (text.empty() ? "" : ", ") + std::string(1, static_cast<char>('a' + tick->schedule)) +
            " " + format_instant(tick->tick).substr(11, 5);
  }
  return text;
}

/// What comes after midnight up to `until`, of 1 January 2026.
std::string merged(const std::vector<const Timing*>& timings, const std::string& until) {
  return rest_of({sources_of(timings), at("2026-01-01 00:00"), at("2026-01-01 " + until)});
}

}  // namespace

TEST_CASE("ticks of several sources come in order of time, then of the sources") {
  CHECK(merged({&twenties, &quarters, &once}, "01:00") ==
        "b 00:15, a 00:20, c 00:20, b 00:30, a 00:40, b 00:45, a 01:00, b 01:00");
  CHECK(merged({&once, &quarters}, "00:44:59") == "b 00:15, a 00:20, b 00:30");
}

TEST_CASE("without sources, or after their last tick, there is none") {
  CHECK(merged({}, "01:00") == "");
  CHECK(merged({&once}, "01:00") == "a 00:20");
  CHECK(merged({&once}, "00:19:59") == "");
}

TEST_CASE("the ticks of schedules are those in [from, to)") {
  const std::vector<Schedule> schedules{cron_schedule("a", "*/15 * * * *"),
                                        cron_schedule("b", "30 * * * *")};
  CHECK(rest_of({schedules, at("2026-01-01 00:15"), at("2026-01-01 01:00")}) ==
        "a 00:15, a 00:30, b 00:30, a 00:45");
}

TEST_CASE("what is put back comes again before all others, and is counted") {
  TickStream stream(sources_of({&twenties, &quarters}), at("2026-01-01 00:00"),
                    at("2026-01-01 00:30"));
  const auto first = stream.next();
  const auto second = stream.next();
  CHECK(rest_of(stream) == "b 00:30");
  stream.put_back(*second);
  stream.put_back(*first);
  CHECK(rest_of(stream) == "b 00:15, a 00:20, b 00:30");
  CHECK(stream.front()->tick == at("2026-01-01 00:15"));
  CHECK(stream.count(10) == 3);
  CHECK(stream.count(2) == 2);
}

TEST_CASE("what is left out has no more ticks, also of those that were put back") {
  TickStream stream(sources_of({&twenties, &quarters}), at("2026-01-01 00:00"),
                    at("2026-01-01 00:45"));
  stream.put_back(*stream.next());
  stream.leave_out(1);
  CHECK(stream.is_left_out(1));
  CHECK_FALSE(stream.is_left_out(0));
  CHECK(rest_of(stream) == "a 00:20, a 00:40");
}
