// The run over a connection whose replies are made up: what real servers never say.
// What is claimed of Redis itself is shown in tests/redis, against real servers.

#include "core/enqueue/run.h"

#include <doctest/doctest.h>

#include "core/error.h"
#include "core/job/web_entry.h"
#include "core/schedule/ticks.h"
#include "core/text/hash.h"
#include "support/empty_redis.h"
#include "support/schedules.h"

using namespace sidetick;
using test::at;
using test::cron_schedule;
using test::EmptyRedis;

namespace {

Reply error(std::string text) {
  return {Reply::Type::error, 0, std::move(text), {}};
}
const auto status = EmptyRedis::status;
const auto string = EmptyRedis::string;
const auto integer = EmptyRedis::integer;
const auto array = EmptyRedis::array;

/// Answers like an empty Redis, but the reply number `odd_one` is `odd_reply`.
class MadeUpRedis : public Redis {
 public:
  std::vector<Reply> exchange(const std::vector<Command>& commands) final {
    send(commands);
    return answer(std::exchange(queued_, {}));
  }

  void send(const std::vector<Command>& commands) override {
    queued_.insert(queued_.end(), commands.begin(), commands.end());
  }

  virtual std::vector<Reply> answer(const std::vector<Command>& commands) {
    std::vector<Reply> replies;
    for (const auto& command : commands) {
      sent.push_back(command[0]);
      Reply reply = empty_.answer(command);
      if (cursor_of != nullptr) give_cursors(command, reply);
      bool odd = static_cast<int>(sent.size()) - 1 == odd_one;
      replies.push_back(odd ? odd_reply : reply);
    }
    return replies;
  }

  std::optional<ClockTime> sent_at() const override { return ahead; }

  std::vector<std::string> sent;
  std::optional<ClockTime> ahead;
  int odd_one = -1;
  Reply odd_reply;
  const std::vector<Schedule>* cursor_of = nullptr;  // these have a cursor and an entry on the page

 private:
  /// Of 09:59:30, so that the ticks of 10:00 are due.
  void give_cursors(const Command& command, Reply& reply) const {
    for (const auto& schedule : *cursor_of) {
      if (command == Command{"HGETALL", "exq:sidetick:cursors"}) {
        Cursor cursor{at("2026-11-24 09:59:30"), form_hash(schedule)};
        cursor.page = hash64(web_entry_json(schedule));
        cursor.with = schedule.name == "a" ? "b" : "a";
        reply.elements.push_back(string(schedule.name));
        reply.elements.push_back(string(cursor.text()));
      }
      if (command[0] == "HKEYS") reply.elements.push_back(string(schedule.name));
    }
  }

  EmptyRedis empty_;
  std::vector<Command> queued_;
};

struct Run {
  std::vector<Schedule> schedules{cron_schedule("a", "* * * * *"),
                                  cron_schedule("b", "*/5 * * * *")};
  MadeUpRedis redis;
  RunResult result;

  Outcome go() {
    RunRequest request{
        schedules, {"a", "b"}, Keys("exq", ""), std::chrono::hours{168}, Seconds{5}, {}, [] {
          return ClockTime{at("2026-11-24 10:00:02")};
        }};
    request.min_replicas = min_replicas;
    return enqueue_due(redis, request, result);
  }

  int min_replicas = 0;

  bool has_sent(const std::string& name) const {
    return std::ranges::find(redis.sent, name) != redis.sent.end();
  }
};

const std::vector<Reply> odd_replies = {
    Reply{},
    status("OK"),
    status("QUEUED"),
    string(""),
    string("\xff\x01 garbage"),
    string("99999999999999999999"),
    integer(-1),
    array({}),
    array({Reply{}}),
    array({string("a"), integer(1)}),
    array({string("a"), string("b"), string("c")}),
    array({array({}), array({array({})})}),
    error("WRONGTYPE Operation against a key holding the wrong kind of value"),
    error("NOPERM this user has no permissions"),
    error("READONLY You can't write against a read only replica."),
    error("OOM command not allowed when used memory > 'maxmemory'."),
    error("ERR unknown command 'X'"),
    error(""),
};

}  // namespace

TEST_CASE("a new schedule is enqueued with its ledger, queue, cursor and page in one transaction") {
  Run run;
  CHECK(run.go() == Outcome::done);
  CHECK(run.result.enqueued.size() == 2);
  std::string sent;
  for (const auto& name : run.redis.sent) sent += name + " ";
  CHECK(sent ==
        "WATCH TIME HGETALL HGETALL HKEYS HGET HGET ZREVRANGE HGET HGET ZREVRANGE "
        "WATCH ZRANGEBYSCORE ZRANGE ZRANGEBYSCORE ZRANGE TYPE TYPE TYPE TYPE TYPE MULTI "
        "ZADD PERSIST ZADD PERSIST SADD LPUSH HSET HSET HSET HSET "
        "EXEC ");
}

TEST_CASE("no reply of a wrong shape, at any place, crashes or counts as an enqueued tick") {
  Run plain;
  plain.go();
  const int total = static_cast<int>(plain.redis.sent.size());
  for (int place = 0; place < total; ++place) {
    for (const auto& odd : odd_replies) {
      CAPTURE(plain.redis.sent[static_cast<std::size_t>(place)]);
      CAPTURE(odd.text);
      Run run;
      run.redis.odd_one = place;
      run.redis.odd_reply = odd;
      try {
        run.go();
      } catch (const Error&) {
      } catch (const ConnectionLost&) {
      }
      if (!run.result.enqueued.empty()) CHECK(run.has_sent("EXEC"));
      // Queued commands and EXEC itself: whatever they say but the right thing, nothing counts.
      bool in_transaction = place >= total - 11;
      bool harmless = odd.type != Reply::Type::error && place != total - 1;
      if (in_transaction && !harmless) CHECK(run.result.enqueued.empty());
    }
  }
}

TEST_CASE("where every tick may have to wait, MULTI is not sent before there is room") {
  Run run;
  for (auto& schedule : run.schedules) schedule.max_backlog = 1;
  // Known to Redis, so that nothing but ticks is to be written.
  run.redis.cursor_of = &run.schedules;
  CHECK(run.go() == Outcome::done);
  std::string sent;
  for (const auto& name : run.redis.sent) sent += name + " ";
  CHECK(sent ==
        "WATCH TIME HGETALL HGETALL HKEYS "
        "WATCH ZRANGEBYSCORE ZRANGE ZRANGEBYSCORE ZRANGE TYPE LLEN TYPE TYPE TYPE TYPE "
        "MULTI ZADD PERSIST SADD LPUSH HSET HSET HSET EXEC ");
  CHECK(run.result.enqueued.size() == 1);
  REQUIRE(run.result.waiting.size() == 1);
  CHECK(run.result.waiting[0].schedule == 1);
}

TEST_CASE("a run that finds nothing but ticks that wait ends after it has looked") {
  Run run;
  for (auto& schedule : run.schedules) schedule.max_backlog = 1;
  run.redis.cursor_of = &run.schedules;
  run.redis.odd_one = 11;
  run.redis.odd_reply = integer(1);
  CHECK(run.go() == Outcome::done);
  CHECK(run.redis.sent[11] == "LLEN");
  CHECK(run.redis.sent.back() == "TYPE");
  CHECK(run.result.waiting.size() == 2);
}

TEST_CASE("a length that is none enqueues nothing") {
  for (const auto& odd : odd_replies) {
    Run run;
    for (auto& schedule : run.schedules) schedule.max_backlog = 1;
    run.redis.cursor_of = &run.schedules;
    run.redis.odd_one = 11;
    run.redis.odd_reply = odd;
    if (odd.is_error("WRONGTYPE")) continue;  // TYPE, which says that it is none, decides
    CHECK_THROWS(run.go());
    CHECK(run.result.enqueued.empty());
  }
}

TEST_CASE("nothing is written before the server has agreed to MULTI") {
  for (const auto& odd : odd_replies) {
    Run run;
    run.redis.odd_one = 21;
    run.redis.odd_reply = odd;
    bool agreed = odd.type == Reply::Type::status && odd.text == "OK";
    CAPTURE(odd.text);
    if (agreed) continue;
    CHECK_THROWS(run.go());
    CHECK(run.redis.sent.back() == "MULTI");
  }
}

TEST_CASE("EXEC nil is a conflict, and an error inside EXEC is told as what it is") {
  Run run;
  Run plain;
  plain.go();
  run.redis.odd_one = static_cast<int>(plain.redis.sent.size()) - 1;
  SUBCASE("nil") {
    CHECK(run.go() == Outcome::conflict);
    CHECK(run.result.enqueued.empty());
    CHECK(run.result.conflicts == 1);
  }
  SUBCASE("LPUSH failed: its jobs do not count, and are taken back") {
    std::vector<Reply> inner(10, integer(1));
    inner[5] = error("WRONGTYPE Operation against a key holding the wrong kind of value");
    run.redis.odd_reply = array(inner);
    CHECK(run.go() == Outcome::more);
    CHECK(run.result.enqueued.empty());
    const std::vector<std::string> expected{"WATCH", "ZRANGEBYSCORE", "ZRANGEBYSCORE", "HMGET",
                                            "MULTI", "HSET",          "EXEC"};
    REQUIRE(run.redis.sent.size() > expected.size());
    CHECK(std::vector(run.redis.sent.end() - 7, run.redis.sent.end()) == expected);
    REQUIRE(run.result.faults.size() == 1);
    CHECK(run.result.faults[0].exit == Exit::data);
    CHECK(run.result.faults[0].text.starts_with("LPUSH \"exq:queue:default\" failed inside a"));
  }
}

namespace {

/// An empty Redis but for cursors, whose connection is lost when EXEC is sent.
class LosesExec : public MadeUpRedis {
 public:
  explicit LosesExec(Reply cursors) : cursors_(std::move(cursors)) {}

  std::vector<Reply> answer(const std::vector<Command>& commands) override {
    for (const auto& command : commands) {
      if (command[0] == "EXEC") throw ConnectionLost("cut");
    }
    auto replies = MadeUpRedis::answer(commands);
    for (std::size_t i = 0; i < commands.size(); ++i) {
      if (commands[i] == Command{"HGETALL", "exq:sidetick:cursors"}) replies[i] = cursors_;
    }
    return replies;
  }

 private:
  Reply cursors_;
};

Reply cursor_of(const Schedule& schedule, const char* instant) {
  Cursor cursor{at(instant), form_hash(schedule), unpublished};
  cursor.next = next_tick(schedule.timing, *schedule.zone, cursor.at);
  cursor.complete = always;
  cursor.with = schedule.name;
  return array({string(schedule.name), string(cursor.text())});
}

/// What is said of dropped ticks by a run whose first EXEC is lost and whose second attempt finds
/// the cursor at `second`.
std::vector<std::size_t> too_old_counts(const char* second) {
  const std::vector<Schedule> schedules{cron_schedule("a", "*/5 * * * *")};
  const RunRequest request{
      schedules, {"a"}, Keys("exq", ""), std::chrono::hours{168}, Seconds{5}, {}, [] {
        return ClockTime{at("2026-11-24 10:00:02")};
      }};
  RunResult result;
  for (const char* cursor : {"2026-11-24 08:00:02", second}) {
    LosesExec redis(cursor_of(schedules[0], cursor));
    CHECK_THROWS_AS(enqueue_due(redis, request, result), ConnectionLost);
  }
  CHECK(result.enqueued.empty());
  std::vector<std::size_t> counts;
  for (const auto& [schedule, skip] : result.skipped) {
    if (skip.reason == SkipReason::too_old) counts.push_back(skip.count);
  }
  return counts;
}

}  // namespace

TEST_CASE("ticks that are dropped are named also when the reply to EXEC was lost") {
  CHECK(too_old_counts("2026-11-24 10:00:02") == std::vector<std::size_t>{12});
}

TEST_CASE("ticks that are dropped are named once when EXEC was lost and comes again") {
  CHECK(too_old_counts("2026-11-24 08:00:02") == std::vector<std::size_t>{12});
}

namespace {

/// What is enqueued, and warned of, after a run whose first server ended WAIT with `reply`: its
/// second attempt finds the cursors of the first, or, with `lost`, an empty Redis.
std::string after_wait(const char* reply, bool lost) {
  Run run;
  run.min_replicas = 1;
  Run plain;
  plain.min_replicas = 1;
  plain.go();
  CHECK(plain.redis.sent.back() == "WAIT");
  run.redis.odd_one = static_cast<int>(plain.redis.sent.size()) - 1;
  run.redis.odd_reply = error(reply);
  CHECK_THROWS_AS(run.go(), NotReady);
  CHECK(run.result.enqueued.size() == 2);
  run.redis.sent.clear();
  run.redis.odd_one = lost ? -1 : 2;
  run.redis.odd_reply = array({});
  for (const auto& schedule : run.schedules) {
    const Cursor cursor{at("2026-11-24 10:00:02"), form_hash(schedule),
                        hash64(web_entry_json(schedule))};
    run.redis.odd_reply.elements.push_back(string(schedule.name));
    run.redis.odd_reply.elements.push_back(string(cursor.text()));
  }
  CHECK(run.go() == Outcome::done);
  CHECK(run.has_sent("LPUSH") == lost);
  std::string text;
  for (const auto& each : run.result.enqueued) {
    text += run.schedules[each.schedule].name + " " + format_instant(each.tick) + "\n";
  }
  for (const auto& warning : run.result.warnings) text += warning + "\n";
  CHECK(run.result.faults.empty());
  return text;
}

}  // namespace

TEST_CASE("what was enqueued before a failover ended WAIT counts once, be it kept or lost") {
  for (bool lost : {false, true}) {
    CAPTURE(lost);
    CHECK(after_wait("UNBLOCKED force unblock from blocking operation, instance state changed "
                     "(master -> replica?)",
                     lost) ==
          "a 2026-11-24T10:00:00Z\n"
          "b 2026-11-24T10:00:00Z\n"
          "WAIT: Redis has become a replica (UNBLOCKED force unblock from blocking operation, "
          "instance state changed (master -> replica?)): whether replicas have the jobs that were "
          "enqueued is not known\n");
    CHECK(after_wait("ERR WAIT cannot be used with replica instances. Please also note that since "
                     "Redis 4.0 if a replica is configured to be writable (which is not the "
                     "default) writes to replicas are just local and are not propagated.",
                     lost)
              .starts_with("a 2026-11-24T10:00:00Z\nb 2026-11-24T10:00:00Z\nWAIT: Redis has become "
                           "a replica (ERR WAIT cannot be used with replica instances. "));
  }
}

namespace {

/// An empty Redis but for cursors, which are gone after the first EXEC.
class KeepsExec : public MadeUpRedis {
 public:
  explicit KeepsExec(Reply cursors) { odd_one = 2, odd_reply = std::move(cursors); }

  std::vector<Reply> answer(const std::vector<Command>& commands) override {
    const bool executes = std::ranges::find(commands, Command{"EXEC"}) != commands.end();
    if (executes) executed = commands;
    return MadeUpRedis::answer(commands);
  }

  std::vector<Command> executed;
};

}  // namespace

TEST_CASE("the cursor of a schedule that has changed is not ahead of a run that was cut short") {
  std::vector<Schedule> schedules{cron_schedule("a", "* * * * * *")};
  const RunRequest request{
      schedules, {"a"}, Keys("exq", ""), std::chrono::hours{168}, Seconds{5}, {}, [] {
        return ClockTime{at("2026-11-24 10:00:02")};
      }};
  RunResult result;
  KeepsExec redis(cursor_of(cron_schedule("a", "0 9 * * *"), "2026-11-24 08:00:00"));
  CHECK(enqueue_due(redis, request, result) == Outcome::conflict);
  REQUIRE(result.enqueued.size() == first_batch.ticks);
  const auto written = std::ranges::find_if(redis.executed, [](const Command& command) {
    return command[0] == "HSET" && command[1] == "exq:sidetick:cursors";
  });
  REQUIRE(written != redis.executed.end());
  CHECK(parse_cursor((*written)[3])->at == result.enqueued.back().tick);
}

TEST_CASE("what Redis' answer takes is no difference between the clocks") {
  const std::vector<Schedule> schedules{cron_schedule("a", "* * * * *")};
  struct {
    const char* asked;  // TIME is 10:00:02.25
    const char* answered;
    const char* now;
    const char* warning;
  } rows[] = {
      {"2026-11-24 10:00:02", "2026-11-24 10:00:32", "2026-11-24 10:00:07", ""},
      {"2026-11-24 09:59:32", "2026-11-24 10:00:02", "2026-11-24 10:00:02", ""},
      {"2026-11-24 10:00:12", "2026-11-24 10:00:42", "2026-11-24 10:00:07", "9 s ahead of"},
      {"2026-11-24 09:59:12", "2026-11-24 09:59:42", "2026-11-24 09:59:57", "21 s behind"},
      {"2026-11-24 10:00:42", "2026-11-24 10:00:12", "2026-11-24 10:00:07", "9 s ahead of"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.answered);
    int asked = 0;
    const RunRequest request{
        schedules, {"a"}, Keys("exq", ""), std::chrono::hours{168}, Seconds{5}, {}, [&] {
          return ClockTime{at(asked++ == 0 ? row.asked : row.answered)};
        }};
    MadeUpRedis redis;
    RunResult result;
    enqueue_due(redis, request, result);
    CHECK(date::floor<Seconds>(result.now) == at(row.now));
    REQUIRE(result.warnings.size() == (*row.warning ? 1 : 0));
    if (*row.warning) CHECK(result.warnings[0].find(row.warning) != std::string::npos);
  }
}

TEST_CASE("what the schedules' reading takes is no difference between the clocks either") {
  const std::vector<Schedule> schedules{cron_schedule("a", "* * * * *")};
  const RunRequest request{
      schedules, {"a"}, Keys("exq", ""), std::chrono::hours{168}, Seconds{5}, {}, [] {
        return ClockTime{at("2026-11-24 10:00:42")};
      }};
  for (const char* ahead : {"10:00:02", "10:00:12"}) {  // TIME is 10:00:02.25
    CAPTURE(ahead);
    MadeUpRedis redis;
    redis.ahead = at(std::string("2026-11-24 ") + ahead);
    RunResult result;
    enqueue_due(redis, request, result);
    CHECK(result.warnings.size() == (ahead == std::string("10:00:02") ? 0 : 1));
  }
}

TEST_CASE("what a server calls the type of a key is told on one line") {
  Run run;
  run.redis.odd_reply = status("odd\x1b\n");
  SUBCASE("of a queue") {
    run.redis.odd_one = 16;
    run.go();
    REQUIRE(run.result.faults.size() == 1);
    CHECK(
        run.result.faults[0].text ==
        R"(redis key "exq:queue:default" is a odd\x1b\n, not a list: the ticks of "a", "b" wait; )"
        "rename or delete it");
  }
  SUBCASE("of the set of queues") {
    run.redis.odd_one = 17;
    CHECK_THROWS_WITH(run.go(), R"(redis key "exq:queues" is a odd\x1b\n, not a set: nothing was )"
                                "enqueued; rename or delete it");
  }
}
