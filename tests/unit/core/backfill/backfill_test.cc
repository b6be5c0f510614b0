// A backfill over connections that are lost, conflict or refuse at any point: what is made ahead,
// while the server is at work, is enqueued only when the server's answer lets it in, and nothing
// that was made ahead is lost.

#include "core/backfill/backfill.h"

#include <doctest/doctest.h>

#include "core/enqueue/batch.h"
#include "core/job/payload.h"
#include "support/ledger_redis.h"
#include "support/schedules.h"

using namespace sidetick;
using test::at;
using test::cron_schedule;
using test::LedgerRedis;
using test::RedisData;

namespace {

constexpr std::size_t no_limit = std::numeric_limits<std::size_t>::max();
constexpr std::size_t ticks = 2 * 1800;  // of two schedules: four batches

std::string between(const std::string& text, const std::string& before, const std::string& after) {
  const auto begin = text.find(before) + before.size();
  return text.substr(begin, text.find(after, begin) - begin);
}

/// Half an hour of two schedules, each every second.
struct HalfAnHour {
  HalfAnHour() {
    for (auto& schedule : schedules) {
      schedule.job.class_name = schedule.name;
      schedule.job.include_metadata = true;
      schedule.job.queue = "of_" + schedule.name;
    }
    request.force = true;
  }

  BackfillEnd go_on(LedgerRedis& redis) {
    return backfill.go_on(redis, [this] { return allowance; });
  }

  /// Over as many connections as it takes, from one that `first` was told to.
  void finish(LedgerRedis first) {
    try {
      if (go_on(first) == BackfillEnd::done) return;
    } catch (const ConnectionLost&) {
    }
    LedgerRedis second(data);
    REQUIRE(go_on(second) == BackfillEnd::done);
  }

  /// "a 1774746000.0", in the order in which workers get them.
  std::vector<std::string> enqueued(const std::string& schedule) const {
    std::vector<std::string> list;
    const auto found = data.lists.find("queue:of_" + schedule);
    if (found == data.lists.end()) return list;
    for (const auto& payload : found->second) {
      list.push_back(between(payload, R"("class":")", "\"") + " " +
                     between(payload, R"("scheduled_at":)", "}"));
    }
    return list;
  }

  std::vector<std::string> expected(const std::string& schedule) const {
    std::vector<std::string> list;
    for (Instant tick = request.from; tick < request.to; tick += Seconds{1}) {
      list.push_back(schedule + " " + float_seconds(tick));
    }
    return list;
  }

  void check_all_enqueued_once() const {
    for (const auto& schedule : schedules) {
      CHECK(enqueued(schedule.name) == expected(schedule.name));
    }
    CHECK(backfill.result().done() == ticks);
  }

  RedisData data;
  std::vector<Schedule> schedules{cron_schedule("a", "* * * * * *"),
                                  cron_schedule("b", "* * * * * *")};
  ClockTime clock = at("2026-11-24 10:00:02");
  BackfillRequest request{schedules,
                          Keys("", ""),
                          at("2026-11-24 09:00"),
                          at("2026-11-24 09:30"),
                          std::chrono::hours{168},
                          Seconds{86400},
                          [this] { return clock; }};
  std::size_t allowance = no_limit;
  Backfill backfill{request};
};

}  // namespace

TEST_CASE("a backfill enqueues every tick once, a thousand in a transaction") {
  HalfAnHour half;
  half.finish(LedgerRedis(half.data));
  half.check_all_enqueued_once();
  CHECK(half.data.transactions == std::vector<std::size_t>{1000, 1000, 1000, 600});
}

TEST_CASE("a connection that is lost at any command costs no tick and doubles none") {
  // TIME, HMGET, a look of 9 commands, and so on; and some that are never reached.
  for (int commands = 0; commands < 90; ++commands) {
    CAPTURE(commands);
    HalfAnHour half;
    LedgerRedis redis(half.data);
    redis.commands_until_lost = commands;
    half.finish(redis);
    half.check_all_enqueued_once();
  }
}

TEST_CASE("a ledger that somebody wrote meanwhile costs no tick and doubles none") {
  for (int transactions = 0; transactions < 4; ++transactions) {
    CAPTURE(transactions);
    HalfAnHour half;
    LedgerRedis redis(half.data);
    redis.transactions_until_conflict = transactions;
    half.finish(redis);
    half.check_all_enqueued_once();
    CHECK(half.backfill.result().conflicts == 1);
  }
}

TEST_CASE("of what was made ahead, only what is in no ledger is enqueued") {
  HalfAnHour half;
  const std::string known = epoch_text(at("2026-11-24 09:10"));  // in the second portion
  half.data.ledgers["sidetick:backfilled:a"].emplace(std::stoll(known), known);
  half.finish(LedgerRedis(half.data));
  auto without_it = half.expected("a");
  std::erase(without_it, "a " + known + ".0");
  CHECK(half.enqueued("a") == without_it);
  CHECK(half.enqueued("b") == half.expected("b"));
  CHECK(half.backfill.result().already_enqueued == 1);
}

TEST_CASE("a queue that becomes another type stops its schedule, also what was made ahead of it") {
  HalfAnHour half;
  std::size_t portions = 0;
  LedgerRedis redis(half.data);
  half.backfill.go_on(redis, [&] {
    if (++portions == 3) half.data.strings.insert("queue:of_a");
    return no_limit;
  });
  auto begun = half.expected("a");
  begun.resize(1000);  // half of the first two portions
  CHECK(half.enqueued("a") == begun);
  CHECK(half.enqueued("b") == half.expected("b"));
  CHECK(half.backfill.result().faults.size() == 1);
}

TEST_CASE("nothing is queued when MULTI is refused") {
  HalfAnHour half;
  LedgerRedis redis(half.data);
  redis.refused = "MULTI";
  CHECK_THROWS_AS(half.go_on(redis), Error);
  CHECK(half.data.ledgers.empty());
  CHECK(half.data.lists.empty());
}

TEST_CASE("a transaction holds a mebibyte at most, also when it was made ahead") {
  HalfAnHour half;
  half.request.to = half.request.from + Seconds{50};
  for (auto& schedule : half.schedules)
    schedule.job.args = "[\"" + std::string(100'000, 'x') + "\"]";
  LedgerRedis redis(half.data);
  Backfill(half.request).go_on(redis, [] { return no_limit; });
  CHECK(half.enqueued("a") == half.expected("a"));
  CHECK(half.enqueued("b") == half.expected("b"));
  CHECK(std::ranges::max(half.data.payload_bytes) <= bytes_per_batch);
}

TEST_CASE("a limit and an allowance hold over all portions") {
  HalfAnHour half;
  LedgerRedis redis(half.data);
  SUBCASE("limit") {
    half.request.limit = 1500;
    CHECK(half.go_on(redis) == BackfillEnd::limit);
    CHECK(half.backfill.result().enqueued == 1500);
    CHECK(half.backfill.position() == at("2026-11-24 09:12:30"));
  }
  SUBCASE("allowance") {
    half.allowance = 700;
    CHECK(half.go_on(redis) == BackfillEnd::done);
    CHECK(std::ranges::max(half.data.transactions) == 700);
    half.check_all_enqueued_once();
  }
  SUBCASE("allowance, asked for when it is needed") {
    half.request.look_ahead = false;
    half.allowance = 700;
    CHECK(half.go_on(redis) == BackfillEnd::done);
    CHECK(std::ranges::max(half.data.transactions) == 700);
    half.check_all_enqueued_once();
  }
  SUBCASE("allowance, after much that was enqueued before") {
    half.request.to -= Seconds{600};
    Backfill(half.request).go_on(redis, [] { return no_limit; });
    half.data.transactions.clear();
    half.request.to += Seconds{600};
    half.allowance = 70;
    LedgerRedis another(half.data);
    CHECK(half.go_on(another) == BackfillEnd::done);
    CHECK(half.backfill.result().already_enqueued == 2400);
    CHECK(std::ranges::max(half.data.transactions) == 70);
    half.check_all_enqueued_once();
  }
  SUBCASE("no more is allowed") {
    int portions = 0;
    CHECK(half.backfill.go_on(redis, [&] { return ++portions < 3 ? no_limit : 0; }) ==
          BackfillEnd::stopped);
    CHECK(half.backfill.result().enqueued == 2000);
    CHECK(half.backfill.position() == at("2026-11-24 09:16:40"));
  }
}
