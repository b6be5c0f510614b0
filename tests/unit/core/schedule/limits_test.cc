// What start, end and exclude take away, and periods of days.
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>

#include "core/schedule/ticks.h"
#include "io/host/zone_file.h"
#include "support/naive_ticks.h"
#include "support/random_cron.h"
#include "support/schedules.h"
#include "support/tick_text.h"

using namespace sidetick;
using test::at;

namespace {

LocalDate local_date(int year, unsigned month, unsigned day) {
  return LocalDate{date::year{year} / static_cast<int>(month) / static_cast<int>(day)};
}

Timing limited(Timing timing, Limits limits) {
  limits.exclusions.finish();
  timing.limits = std::make_shared<const Limits>(std::move(limits));
  return timing;
}

Timing excluding(const char* cron, std::vector<DateRange> ranges,
                 std::vector<date::weekday> days = {}) {
  Limits limits;
  for (const DateRange& range : ranges) limits.exclusions.add(range);
  for (const date::weekday day : days) limits.exclusions.add(day);
  return limited(CronExpr::parse(cron), limits);
}

/// The ticks in (after, until], on the wall clock.
std::string shown(const Timing& timing, const char* zone_name, const char* after,
                  const char* until) {
  const auto zone = find_zone(zone_name);
  return tick_text(ticks_between(timing, *zone, at(after), at(until)), *zone);
}

Timing every_days(int days, WallClock anchor) {
  return EveryDays{date::days{days}, anchor};
}

/// Years in which clocks went back over midnight, or a date was left out.
const std::pair<const char*, const char*> odd_nights[]{
    {"America/St_Johns", "2006-10-29 02:31"},  // at 00:01, to 23:01 of the day before
    {"America/St_Johns", "2006-04-02 03:31"},  {"Pacific/Apia", "2011-12-30 10:00"},
    {"America/Sao_Paulo", "2016-02-21 02:00"},  // at 00:00, to 23:00
    {"America/Sao_Paulo", "2016-10-16 03:00"}, {"America/Nuuk", "2026-10-25 01:00"},
    {"Europe/Copenhagen", "2026-03-29 01:00"}};

/// In the plain way: date by date, tick by tick.
class PlainLimits {
 public:
  PlainLimits(std::mt19937& random, Instant middle) {
    const auto day = date::floor<date::days>(WallClock{middle.time_since_epoch()});
    for (int i = random_number(random, 0, 3); i > 0; --i) {
      const LocalDate first = day + date::days{random_number(random, -3, 2)};
      ranges_.push_back({first, first + date::days{random_number(random, 0, 2)}});
    }
    for (int i = random_number(random, 0, 2); i > 0; --i) {
      days_.emplace_back(static_cast<unsigned>(random_number(random, 0, 6)));
    }
    if (random_number(random, 0, 2) == 0) start_ = middle + hours(random);
    if (random_number(random, 0, 2) == 0) end_ = middle + std::chrono::hours{24} + hours(random);
  }

  Limits limits() const {
    Limits limits{start_, end_, {}};
    for (const DateRange& range : ranges_) limits.exclusions.add(range);
    for (const date::weekday day : days_) limits.exclusions.add(day);
    return limits;
  }

  bool leaves(Instant tick, const Zone& zone) const {
    const LocalDate date = date::floor<date::days>(zone.wall_clock(tick));
    const bool in_range = std::ranges::any_of(
        ranges_, [&](const auto& each) { return each.first <= date && date <= each.last; });
    const bool on_day = std::ranges::find(days_, date::weekday{date}) != days_.end();
    return tick >= start_ && tick < end_ && !in_range && !on_day;
  }

 private:
  static Seconds hours(std::mt19937& random) {
    return Seconds{random_number(random, -90000, 90000)};
  }

  std::vector<DateRange> ranges_;
  std::vector<date::weekday> days_;
  Instant start_ = earliest_instant;
  Instant end_ = latest_instant;
};

Timing random_timing(std::mt19937& random, WallClock middle) {
  switch (random_number(random, 0, 4)) {
    case 0:
      return Every{Seconds{random_number(random, 60, 100000)}, Instant{}};
    case 1:
      return every_days(random_number(random, 1, 3), middle -
                                                         date::days{random_number(random, -1, 9)} +
                                                         Seconds{random_number(random, 0, 86399)});
    default:
      break;
  }
  for (;;) {
    try {
      return CronExpr::parse(random_cron(random));
    } catch (const CronError&) {
      // It would never fire.
    }
  }
}

}  // namespace

TEST_CASE("an excluded date has no tick, whether named, in a range, or by its day of the week") {
  const auto christmas = local_date(2026, 12, 25);
  CHECK(shown(excluding("0 9 * * *", {{christmas, christmas}}), "Europe/Copenhagen",
              "2026-12-24 00:00",
              "2026-12-27 00:00") == "2026-12-24 09:00 +01:00, 2026-12-26 09:00 +01:00");
  CHECK(shown(excluding("0 9 * * *", {{local_date(2026, 12, 24), local_date(2027, 1, 2)}}), "UTC",
              "2026-12-23 00:00",
              "2027-01-04 00:00") == "2026-12-23 09:00 +00:00, 2027-01-03 09:00 +00:00");
  CHECK(shown(excluding("0 9 * * *", {}, {date::Saturday, date::Sunday}), "UTC", "2026-12-04 00:00",
              "2026-12-08 00:00") == "2026-12-04 09:00 +00:00, 2026-12-07 09:00 +00:00");
}

TEST_CASE("the date is the one at which a tick fires, in the schedule's zone") {
  // 00:30 is skipped, and the tick fires at one o'clock of the same date.
  const auto day = local_date(2016, 10, 16);
  CHECK(shown(excluding("30 0 * * *", {{day, day}}), "America/Sao_Paulo", "2016-10-15 12:00",
              "2016-10-17 12:00") == "2016-10-17 00:30 -02:00");
  // The 30th is left out in Apia, and its tick fires at the beginning of the 31st.
  const auto skipped = local_date(2011, 12, 30);
  CHECK(shown(excluding("0 9 * * *", {{skipped, skipped}}), "Pacific/Apia", "2011-12-30 00:00",
              "2011-12-31 00:00") == "2011-12-31 00:00 +14:00, 2011-12-31 09:00 +14:00");
}

TEST_CASE("a clock that goes back over midnight shows a date again that is not excluded") {
  const auto day = local_date(2006, 10, 29);
  CHECK(shown(excluding("*/30 * * * *", {{day, day}}), "America/St_Johns", "2006-10-29 01:29",
              "2006-10-30 03:30") ==
        "2006-10-28 23:00 -02:30, 2006-10-28 23:30 -02:30, 2006-10-28 23:30 -03:30, "
        "2006-10-30 00:00 -03:30");
}

TEST_CASE("start is the first instant, end the first one after") {
  Limits limits;
  limits.start = at("2026-03-01 09:00");
  limits.end = at("2026-03-03 09:00");
  const Timing timing = limited(CronExpr::parse("0 9 * * *"), limits);
  CHECK(shown(timing, "UTC", "2026-01-01 00:00", "2026-12-01 00:00") ==
        "2026-03-01 09:00 +00:00, 2026-03-02 09:00 +00:00");
  CHECK(previous_tick(timing, *Zone::utc(), at("2026-12-01 00:00")) == at("2026-03-02 09:00"));
  CHECK(previous_tick(timing, *Zone::utc(), at("2026-03-01 09:00")) == std::nullopt);
}

TEST_CASE("nothing is left, and that is found at once") {
  CHECK(next_tick(excluding("0 9 * * sat", {}, {date::Saturday}), *Zone::utc(), earliest_instant) ==
        std::nullopt);
  std::vector<date::weekday> week;
  for (unsigned day = 0; day < 7; ++day) week.emplace_back(day);
  CHECK(next_tick(excluding("* * * * * *", {}, week), *Zone::utc(), earliest_instant) ==
        std::nullopt);
}

TEST_CASE("a century of excluded dates is left as one is, however it is written") {
  // Each date by itself, but for those that the weekends take away.
  std::vector<DateRange> dates;
  for (LocalDate date = local_date(2000, 1, 1); date < local_date(2100, 1, 1);
       date += date::days{1}) {
    const date::weekday day{date};
    if (day != date::Saturday && day != date::Sunday) dates.push_back({date, date});
  }
  const Timing timing = excluding("* * * * *", dates, {date::Saturday, date::Sunday});
  CHECK(timing.limits->exclusions.ranges().size() == 1);
  CHECK(next_tick(timing, *find_zone("Europe/Copenhagen"), at("2000-01-05 12:00")) ==
        at("2099-12-31 23:00"));
}

TEST_CASE("days are counted on the wall clock: a fixed time, every so many days") {
  const Timing timing = every_days(14, WallClock{local_date(2026, 3, 16)} + std::chrono::hours{9});
  CHECK(shown(timing, "Europe/Copenhagen", "2026-01-01 00:00", "2026-04-14 00:00") ==
        "2026-03-16 09:00 +01:00, 2026-03-30 09:00 +02:00, 2026-04-13 09:00 +02:00");
  const Timing gap = every_days(1, WallClock{local_date(2026, 3, 28)} + std::chrono::minutes{150});
  CHECK(shown(gap, "Europe/Copenhagen", "2026-03-01 00:00", "2026-03-31 00:00") ==
        "2026-03-28 02:30 +01:00, 2026-03-29 03:00 +02:00, 2026-03-30 02:30 +02:00");
  const Timing twice =
      every_days(1, WallClock{local_date(2026, 10, 24)} + std::chrono::minutes{150});
  CHECK(shown(twice, "Europe/Copenhagen", "2026-10-01 00:00", "2026-10-27 00:00") ==
        "2026-10-24 02:30 +02:00, 2026-10-25 02:30 +02:00, 2026-10-26 02:30 +01:00");
  const Timing apia = every_days(1, WallClock{local_date(2011, 12, 29)} + std::chrono::hours{9});
  CHECK(shown(apia, "Pacific/Apia", "2011-12-01 00:00", "2012-01-01 00:00") ==
        "2011-12-29 09:00 -10:00, 2011-12-31 00:00 +14:00, 2011-12-31 09:00 +14:00, "
        "2012-01-01 09:00 +14:00");
}

TEST_CASE("periods of days agree with a walk over every minute") {
  for (const auto& [zone_name, night] : odd_nights) {
    CAPTURE(zone_name);
    const auto zone = find_zone(zone_name);
    const Instant middle = at(night);
    const auto steps = walk(middle - date::days{4}, middle + date::days{4}, std::chrono::minutes{1},
                            [&](Instant instant) { return zone->period(instant).offset; });
    for (int minute = 0; minute < 1440; minute += 30) {
      const WallClock anchor = date::floor<date::days>(WallClock{middle.time_since_epoch()}) -
                               date::days{3} + std::chrono::minutes{minute};
      const auto matches = [&](WallClock wall) {
        return wall >= anchor && (wall - anchor) % date::days{2} == Seconds{0};
      };
      std::vector<Instant> expected;
      for (const Step& step : steps) {
        if (step.at <= middle - date::days{2} || step.at > middle + date::days{3}) continue;
        const bool fires = (step.first_showing && matches(step.wall)) ||
                           std::ranges::any_of(step.skipped, matches);
        if (fires) expected.push_back(step.at);
      }
      const auto found = ticks_between(every_days(2, anchor), *zone, middle - date::days{2},
                                       middle + date::days{3});
      CHECK(tick_text(found, *zone) == tick_text(expected, *zone));
    }
  }
}

TEST_CASE("what limits leave of random ticks is what is left date by date") {
  const unsigned seed = test_seed();
  CAPTURE(seed);
  std::mt19937 random(seed);
  for (int i = 0; i < 700; ++i) {
    const auto& [zone_name, night] =
        odd_nights[static_cast<std::size_t>(i) % std::size(odd_nights)];
    const auto zone = find_zone(zone_name);
    const Instant middle = at(night);
    const Timing all = random_timing(random, WallClock{middle.time_since_epoch()});
    const PlainLimits plain(random, middle);
    const Timing timing = limited(all, plain.limits());
    const Instant after = middle - Seconds{random_number(random, 0, 200000)};
    const Instant until = middle + Seconds{random_number(random, 0, 200000)};
    CAPTURE(zone_name);
    CAPTURE(i);
    auto expected = ticks_between(all, *zone, after, until);
    std::erase_if(expected, [&](Instant tick) { return !plain.leaves(tick, *zone); });
    CHECK(tick_text(ticks_between(timing, *zone, after, until), *zone) ==
          tick_text(expected, *zone));
  }
}
