#include "core/why/job_search.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "core/redis/expect.h"
#include "core/redis/pipeline.h"

namespace sidetick {

namespace {

constexpr std::size_t portion = 500;
constexpr std::size_t processes_at_once = 100;

using Texts = std::vector<std::string>;

/// The elements of a reply; none of a key of another type, which holds no jobs.
Texts read_texts(const Command& command, const Reply& reply) {
  Texts texts;
  if (reply.is_error("WRONGTYPE")) return texts;
  for (const auto& element : expect_array(command, reply)) {
    texts.push_back(expect_text(command, element));
  }
  return texts;
}

std::size_t read_count(const Command& command, const Reply& reply) {
  if (reply.is_error("WRONGTYPE")) return 0;
  if (!reply.is_integer()) expect_text(command, reply);  // throws
  return static_cast<std::size_t>(std::max(0LL, reply.integer));
}

class Search {
 public:
  Search(Redis& redis, const Keys& keys, const std::string& queue, std::string_view jid)
      : redis_(redis), keys_(keys), queue_(queue), jid_(jid) {}

  JobRecord find() {
    ask_names();
    const bool found = (!queue_.empty() && is_in_queue(queue_, most_read)) || is_in_sets() ||
                       is_with_process() || is_in_other_queues();
    if (!found) record_ = JobRecord{};
    record_.unread = std::move(unread_);
    return record_;
  }

 private:
  void ask_names() {
    Pipeline pipeline;
    pipeline.ask({"SMEMBERS", keys_.queues()}, into(queues_));
    pipeline.ask({"SMEMBERS", keys_.processes()}, into(processes_));
    pipeline.answer(redis_);
    std::ranges::sort(queues_);
    std::ranges::sort(processes_);
  }

  static Pipeline::Take into(Texts& texts) {
    return [&texts](const Command& command, const Reply& reply) {
      texts = read_texts(command, reply);
    };
  }

  Texts ask(const Command& command) {
    return read_texts(command, redis_.exchange({command}).at(0));
  }

  bool take(std::optional<JobRecord> record) {
    if (record) record_ = std::move(*record);
    return record.has_value();
  }

  /// The last `most` of the list, which are taken first. Leaves in read_ how many there were.
  bool is_in_queue(const std::string& queue, std::size_t most) {
    const std::string key = keys_.queue(queue);
    const Command count = {"LLEN", key};
    const std::size_t length = read_count(count, redis_.exchange({count}).at(0));
    read_ = std::min(length, most);
    // A list that grows faster than it is read must not keep us here.
    const std::size_t end = length + most;
    bool is_through = false;
    for (std::size_t at = length - read_; !is_through && at < end; at += portion) {
      const Command range = {"LRANGE", key, std::to_string(at), std::to_string(at + portion - 1)};
      const auto replies = redis_.exchange({range, count});
      const Texts jobs = read_texts(range, replies[0]);
      if (const auto place = take_one_of(jobs)) {
        note_position(queue, at + *place, read_count(count, replies[1]));
        return true;
      }
      is_through = jobs.size() < portion;
    }
    if (length > most || !is_through) unread_.push_back(key);
    return false;
  }

  /// Where among `jobs` ours is.
  std::optional<std::size_t> take_one_of(const Texts& jobs) {
    for (std::size_t i = 0; i < jobs.size(); ++i) {
      if (take(read_job(jobs[i], jid_))) return i;
    }
    return std::nullopt;
  }

  void note_position(const std::string& queue, std::size_t index, std::size_t length) {
    record_.place = JobPlace::waiting;
    record_.queue = queue;
    record_.of = std::max(length, index + 1);
    record_.position = record_.of - index;
  }

  bool is_in_sets() {
    const std::array<std::pair<std::string, JobPlace>, 3> sets{{
        {keys_.retries(), JobPlace::retrying},
        {keys_.scheduled(), JobPlace::scheduled},
        {keys_.dead(), JobPlace::dead},
    }};
    return std::ranges::any_of(
        sets, [this](const auto& set) { return is_in_set(set.first, set.second); });
  }

  bool is_in_set(const std::string& key, JobPlace place) {
    for (std::size_t rank = 0; rank < most_read; rank += portion) {
      const Texts pairs = ask({"ZREVRANGE", key, std::to_string(rank),
                               std::to_string(rank + portion - 1), "WITHSCORES"});
      for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) {
        if (!take(read_job(pairs[i], jid_))) continue;
        record_.place = place;
        record_.at = parse_score(pairs[i + 1]);
        return true;
      }
      if (pairs.size() < 2 * portion) return false;
    }
    const std::string next = std::to_string(most_read);
    if (!ask({"ZREVRANGE", key, next, next}).empty()) unread_.push_back(key);
    return false;
  }

  bool is_with_process() {
    for (std::size_t first = 0; first < processes_.size(); first += processes_at_once) {
      const std::size_t end = std::min(first + processes_at_once, processes_.size());
      Pipeline pipeline;
      bool found = false;
      for (std::size_t i = first; i < end; ++i) ask_process(processes_[i], pipeline, found);
      pipeline.answer(redis_);
      if (found) return true;
    }
    return false;
  }

  /// A process that has not told of itself within the last minute has no hash: what it worked at is
  /// no more than a memory.
  void ask_process(const std::string& process, Pipeline& pipeline, bool& found) {
    auto is_alive = std::make_shared<bool>(false);
    pipeline.ask({"HGET", keys_.process(process), "beat"},
                 [is_alive](const Command& command, const Reply& reply) {
                   const bool has_hash = !reply.is_error("WRONGTYPE");
                   *is_alive = has_hash && expect_optional(command, reply).has_value();
                 });
    const auto look = [this, &process, &found, is_alive](const Command& command,
                                                         const Reply& reply) {
      for (const auto& text : read_texts(command, reply)) {
        if (*is_alive && !found && take(read_work(text, jid_))) note_process(process, found);
      }
    };
    pipeline.ask({"HGETALL", keys_.work(process)}, look);
    pipeline.ask({"HGETALL", keys_.workers(process)}, look);
    if (queue_.empty()) return;
    pipeline.ask({"LRANGE", keys_.backup(process, queue_), "0", std::to_string(portion - 1)},
                 [this, &process, &found](const Command& command, const Reply& reply) {
                   for (const auto& text : read_texts(command, reply)) {
                     if (!found && take(read_job(text, jid_))) note_process(process, found);
                   }
                 });
  }

  void note_process(const std::string& process, bool& found) {
    record_.place = JobPlace::working;
    record_.process = process;
    found = true;
  }

  /// Where a backfill may have put it, or the file had it at the time.
  bool is_in_other_queues() {
    std::size_t left = most_read;
    for (const auto& queue : queues_) {
      if (queue == queue_) continue;
      if (left > 0 ? is_in_queue(queue, left) : skip_queue(queue)) return true;
      left -= std::min(left, read_);
    }
    return false;
  }

  bool skip_queue(const std::string& queue) {
    unread_.push_back(keys_.queue(queue));
    return false;
  }

  Redis& redis_;
  const Keys& keys_;
  const std::string& queue_;
  const std::string_view jid_;
  Texts queues_;
  Texts processes_;
  Texts unread_;
  std::size_t read_ = 0;  // of the queue that was read last
  JobRecord record_;
};

}  // namespace

JobRecord find_job(Redis& redis, const Keys& keys, const std::string& queue, std::string_view jid) {
  return Search(redis, keys, queue, jid).find();
}

}  // namespace sidetick
