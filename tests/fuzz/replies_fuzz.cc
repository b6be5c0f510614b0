// A whole run against a server that says anything: only what is documented comes out.
//
// Input:   the first byte is how many replies are those of an empty Redis; the bytes after it are
//          read as replies by hiredis' reader until they end; the rest is an empty Redis again.
#include <hiredis/hiredis.h>

#include <nlohmann/json.hpp>
#include <set>
#include <utility>
#include <vector>

#include "core/enqueue/run.h"
#include "core/error.h"
#include "expect.h"
#include "io/redis/reply_reader.h"
#include "support/empty_redis.h"
#include "support/schedules.h"

using namespace sidetick;
using fuzz::expect;

namespace {

/// Throws as io/wire does.
class LyingRedis : public Redis {
 public:
  LyingRedis(unsigned honest, std::string_view bytes) : honest_(honest) {
    redisReaderFeed(reader_.get(), bytes.data(), bytes.size());
  }

  std::vector<Reply> exchange(const std::vector<Command>& commands) override {
    send(commands);
    expect(!replies_due_.empty(), "an exchange asks for something");
    return std::exchange(replies_due_, {});
  }

  void send(const std::vector<Command>& commands) override {
    for (const Command& command : commands) {
      expect_job(command);
      executed = executed || command[0] == "EXEC";
      replies_due_.push_back(reply_to(command));
    }
  }

  bool executed = false;

 private:
  Reply reply_to(const Command& command) {
    Reply honest = empty_.answer(command);
    if (honest_ > 0) return --honest_, honest;
    if (!replies_.has_rest()) return honest;
    try {
      if (auto reply = replies_.next()) return std::move(*reply);
    } catch (const std::runtime_error& error) {
      fuzz::expect_message(error.what());
      throw Error(Exit::temporary, error.what());
    }
    throw ConnectionLost("the server closed the connection");
  }

  static void expect_job(const Command& command) {
    if (command[0] != "LPUSH") return;
    for (std::size_t i = 2; i < command.size(); ++i) {
      expect(nlohmann::json::accept(command[i]), "a job is JSON", command[i]);
    }
  }

  struct Free {
    void operator()(redisReader* reader) const { redisReaderFree(reader); }
  };

  test::EmptyRedis empty_;
  std::vector<Reply> replies_due_;
  unsigned honest_;
  std::unique_ptr<redisReader, Free> reader_{redisReaderCreate()};
  ReplyReader replies_{reader_.get()};
};

std::vector<Schedule> made_schedules() {
  std::vector<Schedule> schedules{test::cron_schedule("a", "* * * * *"),
                                  test::cron_schedule("b", "*/5 * * * *"),
                                  test::cron_schedule("c", "0 0 30 2 1")};
  schedules[1].first_run = FirstRun::window;
  schedules[1].missed = Missed::latest;
  schedules[2].enabled = false;
  return schedules;
}

void expect_result(const RunResult& result, const std::vector<Schedule>& schedules, bool executed) {
  expect(executed || result.enqueued.empty(), "nothing is enqueued without EXEC");
  std::set<std::pair<std::size_t, Instant>> seen;
  for (const EnqueuedTick& one : result.enqueued) {
    expect(seen.emplace(one.schedule, one.tick).second, "a tick is enqueued once");
    expect(one.tick <= result.now, "no tick of the future is");
    expect(one.tick >= result.now - schedules[one.schedule].window, "nor one before the window");
  }
  for (const Fault& fault : result.faults) fuzz::expect_message(fault.text);
  for (const auto& text : result.warnings) fuzz::expect_message(text);
  for (const auto& text : result.news) fuzz::expect_message(text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) try {
  static const std::vector<Schedule> schedules = made_schedules();
  auto bytes = fuzz::as_text(data, size);
  const unsigned honest = fuzz::take_byte(bytes);
  LyingRedis redis(honest, bytes);
  const RunRequest request{
      schedules, {"a", "b", "c"}, Keys("exq", ""), std::chrono::hours{168}, Seconds{5}, {}, [] {
        return ClockTime{test::at("2026-11-24 10:00:02")};
      }};
  RunResult result;
  try {
    enqueue_due(redis, request, result);
  } catch (const Error& error) {
    fuzz::expect_message(error.what());
  } catch (const ConnectionLost& error) {
    fuzz::expect_message(error.what());
  }
  expect_result(result, schedules, redis.executed);
  return 0;
} catch (const std::exception& error) {
  expect(false, "nothing but Error and ConnectionLost is thrown", error.what());
  return 0;
}
