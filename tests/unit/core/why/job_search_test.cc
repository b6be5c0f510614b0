// Where a job is found while workers take others away and applications push more.
#include "core/why/job_search.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <deque>
#include <string>

#include "core/text/number.h"
#include "support/empty_redis.h"

using namespace sidetick;
using test::EmptyRedis;

namespace {

std::string job_of(std::size_t number) {
  std::string jid;
  append_decimal(jid, static_cast<std::int64_t>(number), 24);
  return R"({"jid":")" + jid + R"("})";
}

std::string jid_of(std::size_t number) {
  return job_of(number).substr(8, 24);
}

/// A queue and the set of the dead, both of which change after each exchange.
class BusyRedis : public Redis {
 public:
  std::deque<std::string> queue;  ///< its head, where jobs are pushed, is first
  std::deque<std::string> dead;   ///< the highest score first
  std::size_t pushed_each_time = 0, taken_each_time = 0, died_each_time = 0;
  std::size_t exchanges = 0;

  void send(const std::vector<Command>&) override {}

  std::vector<Reply> exchange(const std::vector<Command>& commands) override {
    std::vector<Reply> replies;
    for (const auto& command : commands) replies.push_back(answer(command));
    ++exchanges;
    for (std::size_t i = 0; i < pushed_each_time; ++i) queue.push_front(job_of(other_++));
    for (std::size_t i = 0; i < taken_each_time && !queue.empty(); ++i) queue.pop_back();
    for (std::size_t i = 0; i < died_each_time; ++i) dead.push_front(job_of(other_++));
    return replies;
  }

 private:
  Reply answer(const Command& command) {
    if (command[0] == "SMEMBERS") return EmptyRedis::array({});
    if (command[0] == "LLEN") return EmptyRedis::integer(length(command[1]));
    if (command[0] == "LRANGE") return range(queue_of(command[1]), command, false);
    if (command[0] == "ZREVRANGE" && command[1] == "dead") return range(dead, command, true);
    return EmptyRedis().answer(command);
  }

  const std::deque<std::string>& queue_of(const std::string& key) const {
    static const std::deque<std::string> none;
    return key == "queue:default" ? queue : none;
  }
  long long length(const std::string& key) const {
    return static_cast<long long>(queue_of(key).size());
  }

  static Reply range(const std::deque<std::string>& jobs, const Command& command, bool scored) {
    const bool with_scores = scored && command.size() > 4;
    const std::size_t end = std::min(jobs.size(), std::stoul(command[3]) + 1);
    std::vector<Reply> elements;
    for (std::size_t i = std::stoul(command[2]); i < end; ++i) {
      elements.push_back(EmptyRedis::string(jobs[i]));
      if (with_scores) elements.push_back(EmptyRedis::string("1772368380"));
    }
    return EmptyRedis::array(std::move(elements));
  }

  std::size_t other_ = 1'000'000;
};

void fill(std::deque<std::string>& jobs, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) jobs.push_back(job_of(i));
}

/// "waiting 3 of 10", "dead", "gone", and what was not read.
std::string found(BusyRedis& redis, std::size_t job) {
  const Keys keys("", "");
  const JobRecord record = find_job(redis, keys, "default", jid_of(job));
  std::string text = record.place == JobPlace::dead ? "dead" : "gone";
  if (record.place == JobPlace::waiting) {
    text = "waiting " + std::to_string(record.position) + " of " + std::to_string(record.of);
  }
  for (const auto& key : record.unread) text += ", not all of " + key;
  return text;
}

}  // namespace

TEST_CASE("a place in a queue is counted from the workers' end") {
  BusyRedis redis;
  fill(redis.queue, 10);
  CHECK(found(redis, 9) == "waiting 1 of 10");
  CHECK(found(redis, 0) == "waiting 10 of 10");
  CHECK(found(redis, 10) == "gone");
}

TEST_CASE("a job is found though a queue moves while it is read") {
  struct Row {
    std::size_t pushed, taken;
  };
  for (const Row& row : std::vector<Row>{{0, 0}, {70, 0}, {0, 70}, {70, 70}, {300, 3}}) {
    CAPTURE(row.pushed);
    CAPTURE(row.taken);
    for (std::size_t job = 0; job < 1200; job += 37) {
      CAPTURE(job);
      BusyRedis redis;
      redis.pushed_each_time = row.pushed;
      redis.taken_each_time = row.taken;
      fill(redis.queue, 2000);
      CHECK(found(redis, job).starts_with("waiting "));
    }
  }
}

TEST_CASE("a job is found though others die while the dead are read") {
  for (std::size_t job = 0; job < 2000; job += 37) {
    BusyRedis redis;
    redis.died_each_time = 70;
    fill(redis.dead, 2000);
    CHECK(found(redis, job) == "dead");
  }
}

TEST_CASE("a queue that grows faster than it is read does not keep the search for ever") {
  BusyRedis redis;
  redis.pushed_each_time = 5000;
  fill(redis.queue, 600);
  CHECK(found(redis, 999'999) == "gone, not all of queue:default");
  CHECK(redis.exchanges < 60);
}

TEST_CASE("of a long queue those that are taken next are read, of the dead the latest") {
  BusyRedis redis;
  fill(redis.queue, most_read + 1);
  CHECK(found(redis, 0) == "gone, not all of queue:default");
  CHECK(found(redis, 1) == "waiting 10000 of 10001");
  redis.queue.clear();
  fill(redis.dead, most_read + 1);
  CHECK(found(redis, most_read - 1) == "dead");
  CHECK(found(redis, most_read) == "gone, not all of dead");
  redis.dead.pop_back();
  CHECK(found(redis, most_read) == "gone");
}
