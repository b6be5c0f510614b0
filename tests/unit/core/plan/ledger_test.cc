#include "core/plan/ledger.h"

#include <doctest/doctest.h>

#include <random>
#include <set>

using namespace sidetick;

namespace {

Instant epoch(long long epoch) {
  return Instant{Seconds{epoch}};
}

std::set<Instant> ticks_of(const std::vector<TickSeries>& all) {
  std::set<Instant> ticks;
  for (const auto& series : all) {
    for (Instant tick = series.first; tick <= series.last; tick += series.step) ticks.insert(tick);
  }
  return ticks;
}

/// Some at equal distances, some not, over about three days around the epoch.
std::vector<Instant> random_ticks(std::mt19937& random) {
  std::uniform_int_distribution<int> length(1, 40), distance(1, 9'000), kind(0, 3);
  std::set<Instant> ticks;
  Instant tick = epoch(-100'000);
  for (int part = 0; part < 8; ++part) {
    const int step = distance(random);
    for (int i = length(random); i > 0; --i) {
      tick += Seconds{kind(random) == 0 ? distance(random) : step};
      ticks.insert(tick);
    }
  }
  return {ticks.begin(), ticks.end()};
}

}  // namespace

TEST_CASE("a member is a tick or a series, and is read as it is written") {
  CHECK(TickSeries(epoch(1774746000)).text() == "1774746000");
  const TickSeries hour{epoch(1774746000), epoch(1774749540), Seconds{60}};
  CHECK(hour.text() == "1774746000-1774749540/60");
  CHECK(parse_ledger_member("1774746000-1774749540/60") == hour);
  CHECK(parse_ledger_member("1774746000") == TickSeries(epoch(1774746000)));
  const TickSeries before{epoch(-120), epoch(-60), Seconds{60}};
  CHECK(before.text() == "-120--60/60");
  CHECK(parse_ledger_member(before.text()) == before);
  CHECK(hour.has(epoch(1774746060)));
  CHECK_FALSE(hour.has(epoch(1774746061)));
  CHECK_FALSE(hour.has(epoch(1774745940)));
  CHECK_FALSE(hour.has(epoch(1774749600)));
}

TEST_CASE("what is neither stands for no tick") {
  for (const auto* member : {"",
                             "-",
                             "/",
                             "x",
                             "1-",
                             "1/",
                             "-/1",
                             "1-2",
                             "1-2/",
                             "1-/1",
                             "1--/1",
                             "1-2/0",
                             "1-2/-1",
                             "2-1/1",
                             "1-1/1",
                             "1-4/2",
                             "0-86400/86400",
                             "86399-86400/1",
                             "1-2/1/1",
                             "1-2-3/1",
                             "1-2/1 ",
                             " 1",
                             "1.0",
                             "99999999999999999999-2/1",
                             "1-99999999999999999999/1"}) {
    CAPTURE(member);
    CHECK_FALSE(parse_ledger_member(member));
  }
}

TEST_CASE("ticks at equal distances become one, but for young ones, and not over midnight") {
  const std::vector<Instant> ticks{epoch(86'100), epoch(86'200), epoch(86'300),
                                   epoch(86'400), epoch(86'500), epoch(86'600),
                                   epoch(90'000), epoch(90'100), epoch(90'200)};
  const auto all = series_of(ticks, epoch(90'100));
  REQUIRE(all.size() == 5);
  CHECK(all[0].text() == "86100-86300/100");
  CHECK(all[1].text() == "86400-86600/100");
  CHECK(all[2].text() == "90000");
  CHECK(all[3].text() == "90100");
  CHECK(all[4].text() == "90200");
}

TEST_CASE("a series goes on where its next tick, or the next series, follows") {
  const auto put = [](std::vector<TickSeries> series) {
    std::string text;
    for (const auto& each : put_together(std::move(series), epoch(1'000)))
      text += each.text() + " ";
    return text;
  };
  CHECK(put({{epoch(0), epoch(20), Seconds{10}}, TickSeries(epoch(30))}) == "0-30/10 ");
  CHECK(put({TickSeries(epoch(0)), {epoch(10), epoch(30), Seconds{10}}}) == "0-30/10 ");
  CHECK(put({{epoch(40), epoch(60), Seconds{10}}, {epoch(0), epoch(30), Seconds{10}}}) ==
        "0-60/10 ");
  CHECK(put({{epoch(0), epoch(20), Seconds{10}}, TickSeries(epoch(35))}) == "0-20/10 35 ");
  CHECK(put({{epoch(0), epoch(20), Seconds{10}}, {epoch(30), epoch(70), Seconds{20}}}) ==
        "0-20/10 30-70/20 ");
  CHECK(put({{epoch(0), epoch(20), Seconds{10}}, TickSeries(epoch(20))}) == "0-20/10 20 ");
  CHECK(put({{epoch(980), epoch(990), Seconds{10}}, TickSeries(epoch(1'000))}) ==
        "980-990/10 1000 ");
}

TEST_CASE("of a series that loses ticks the others stay") {
  const TickSeries series{epoch(0), epoch(50), Seconds{10}};
  CHECK(without(series, {epoch(60)}) == std::vector{series});
  CHECK(without(series, {epoch(0), epoch(30), epoch(35)}) ==
        std::vector<TickSeries>{{epoch(10), epoch(20), Seconds{10}},
                                {epoch(40), epoch(50), Seconds{10}}});
  CHECK(without(TickSeries(epoch(7)), {epoch(7)}).empty());
}

TEST_CASE("whatever is put together has the same ticks, each found before the end of its day") {
  std::mt19937 random(20261130);
  for (int round = 0; round < 300; ++round) {
    CAPTURE(round);
    const auto ticks = random_ticks(random);
    const std::set<Instant> expected(ticks.begin(), ticks.end());
    const Instant single_from = ticks[random() % ticks.size()];
    // As a ledger grows: some at a time, put together now and then.
    std::vector<TickSeries> ledger;
    for (std::size_t i = 0; i < ticks.size();) {
      const std::size_t count = std::min<std::size_t>(1 + random() % 50, ticks.size() - i);
      const auto part = series_of({&ticks[i], &ticks[i] + count}, single_from);
      ledger.insert(ledger.end(), part.begin(), part.end());
      i += count;
      if (random() % 3 == 0) ledger = put_together(std::move(ledger), single_from);
    }
    std::ranges::shuffle(ledger, random);
    const std::size_t before = ledger.size();
    ledger = put_together(std::move(ledger), single_from);
    CHECK(ledger.size() <= before);
    CHECK(std::is_sorted(ledger.begin(), ledger.end()));
    CHECK(ticks_of(ledger) == expected);
    for (const auto& series : ledger) {
      CHECK(parse_ledger_member(series.text()) == series);
      CHECK(series.last <= end_of_day(series.first));
      CHECK((series.is_single() || series.last < single_from));
      for (const auto& tick : ticks_of({series})) CHECK(end_of_day(tick) >= series.last);
    }
    const std::vector<Instant> some(ticks.begin(),
                                    ticks.begin() + static_cast<long>(ticks.size() / 2));
    std::set<Instant> left;
    for (const auto& series : ledger) left.merge(ticks_of(without(series, some)));
    CHECK(left == std::set<Instant>(ticks.begin() + static_cast<long>(some.size()), ticks.end()));
  }
}
