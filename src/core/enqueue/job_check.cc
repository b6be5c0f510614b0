#include "core/enqueue/job_check.h"

#include "core/enqueue/queue_length.h"
#include "core/plan/ledger.h"
#include "core/redis/expect.h"
#include "core/redis/wrong_type.h"
#include "core/text/json.h"
#include "core/text/number.h"

namespace sidetick {

namespace {

using Indices = std::vector<std::size_t>;

class JobCheck {
 public:
  JobCheck(const Keys& keys, const std::vector<Schedule>& schedules,
           const std::vector<PlannedJob>& jobs, Pipeline& pipeline, JobCheckResult& result)
      : keys_(keys), schedules_(schedules), jobs_(jobs), pipeline_(pipeline), result_(result) {}

  void ask(Ledgers ledgers, Command watch) {
    result_.pushed.resize(jobs_.size());
    for (std::size_t i = 0; i < jobs_.size(); ++i) {
      by_schedule_.try_emplace(by_schedule_.end(), jobs_[i].schedule)->second.push_back(i);
    }
    const bool both = ledgers == Ledgers::live_and_backfilled;
    std::map<std::string, bool> queues;  // queue -> whether its length is asked for
    for (const auto& [schedule, indices] : by_schedule_) {
      queues[schedules_[schedule].job.queue] |= !both && schedules_[schedule].max_backlog > 0;
    }
    for (const auto& [schedule, indices] : by_schedule_) {
      const auto& name = schedules_[schedule].name;
      watch.push_back(keys_.ledger(name));
      if (both) watch.push_back(keys_.backfilled(name));
    }
    if (watch.size() > 1) ask_ok(std::move(watch), pipeline_);
    for (const auto& [schedule, indices] : by_schedule_) {
      const auto& name = schedules_[schedule].name;
      ask_ledger(keys_.ledger(name), schedule, indices);
      if (both) ask_ledger(keys_.backfilled(name), schedule, indices);
      if (!both) ask_oldest(keys_.ledger(name), schedule);
    }
    for (const auto& [queue, is_limited] : queues) {
      ask_queue(queue);
      if (is_limited) ask_length(keys_, queue, pipeline_, result_.queue_lengths);
    }
    ask_queue_names();
  }

 private:
  /// Also a series that begins earlier, or ends later, may have a tick.
  void ask_ledger(const std::string& key, std::size_t schedule, const Indices& indices) {
    const Instant last = end_of_day(jobs_[indices.back()].tick);
    pipeline_.ask({"ZRANGEBYSCORE", key, epoch_text(jobs_[indices.front()].tick), epoch_text(last)},
                  [&schedules = schedules_, &jobs = jobs_, &result = result_, schedule, indices](
                      const Command& asked, const Reply& reply) {
                    if (reply.is_error("WRONGTYPE")) {
                      return block(schedules, schedule, asked[1], result);
                    }
                    for (const auto& member : expect_array(asked, reply)) {
                      const auto series = parse_ledger_member(expect_text(asked, member));
                      if (series) mark(*series, jobs, indices, result.pushed);
                    }
                  });
  }

  /// `indices`: the jobs of one schedule, in order of time.
  static void mark(const TickSeries& series, const std::vector<PlannedJob>& jobs,
                   const Indices& indices, std::vector<bool>& pushed) {
    const auto tick_of = [&](std::size_t job) { return jobs[job].tick; };
    auto next = std::ranges::lower_bound(indices, series.first, {}, tick_of);
    for (; next != indices.end() && tick_of(*next) <= series.last; ++next) {
      if (series.has(tick_of(*next))) pushed[*next] = true;
    }
  }

  static void block(const std::vector<Schedule>& schedules, std::size_t schedule,
                    const std::string& key, JobCheckResult& result) {
    result.blocked.insert(schedule);
    add_once(result.faults,
             {Exit::data, "schedule " + json_string(schedules[schedule].name) + ": its ledger, " +
                              wrong_type_text(key, "", "sorted set", "its ticks wait")});
  }

  void ask_oldest(const std::string& key, std::size_t schedule) {
    pipeline_.ask({"ZRANGE", key, "0", "0"}, [&result = result_, schedule](const Command& asked,
                                                                           const Reply& reply) {
      if (reply.is_error("WRONGTYPE")) return;
      const auto& members = expect_array(asked, reply);
      const auto oldest =
          members.empty() ? std::nullopt : parse_ledger_member(expect_text(asked, members[0]));
      if (oldest) result.oldest.emplace(schedule, oldest->last);
    });
  }

  void ask_queue(const std::string& queue) {
    pipeline_.ask({"TYPE", keys_.queue(queue)}, [&schedules = schedules_, &jobs = jobs_,
                                                 &result = result_,
                                                 queue](const Command& asked, const Reply& reply) {
      const auto& type = expect_text(asked, reply);
      if (is_type(type, "list")) return;
      std::string names;
      for (const auto& job : jobs) {
        const auto& schedule = schedules[job.schedule];
        if (schedule.job.queue != queue) continue;
        if (!result.blocked.insert(job.schedule).second) continue;
        names += (names.empty() ? "" : ", ") + json_string(schedule.name);
      }
      if (names.empty()) return;
      result.faults.push_back(
          {Exit::data, wrong_type_text(asked[1], type, "list", "the ticks of " + names + " wait")});
    });
  }

  void ask_queue_names() {
    pipeline_.ask({"TYPE", keys_.queues()}, [](const Command& asked, const Reply& reply) {
      const auto& type = expect_text(asked, reply);
      if (!is_type(type, "set")) throw_wrong_type(asked[1], type, "set", "nothing was enqueued");
    });
  }

  const Keys& keys_;
  const std::vector<Schedule>& schedules_;
  const std::vector<PlannedJob>& jobs_;
  Pipeline& pipeline_;
  JobCheckResult& result_;
  std::map<std::size_t, Indices> by_schedule_;
};

}  // namespace

void ask_job_check(const Keys& keys, const std::vector<Schedule>& schedules,
                   const std::vector<PlannedJob>& jobs, Ledgers ledgers, Command watch,
                   Pipeline& pipeline, JobCheckResult& result) {
  JobCheck(keys, schedules, jobs, pipeline, result).ask(ledgers, std::move(watch));
}

}  // namespace sidetick
