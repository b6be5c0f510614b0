#include "core/enqueue/job_check.h"

#include <map>
#include <numeric>
#include <span>

#include "core/enqueue/ledger_members.h"
#include "core/enqueue/queue_length.h"
#include "core/redis/expect.h"
#include "core/redis/wrong_type.h"
#include "core/text/json.h"
#include "core/text/number.h"

namespace sidetick {

namespace {

class JobCheck {
 public:
  JobCheck(const Keys& keys, const std::vector<Schedule>& schedules,
           const std::vector<PlannedJob>& jobs, JobCheckResult& result)
      : keys_(keys), schedules_(schedules), jobs_(jobs), result_(result) {
    result_.pushed.resize(jobs_.size());
    sort_jobs();
  }

  void ask(Ledgers ledgers, Command watch, Pipeline& pipeline) {
    const bool both = ledgers == Ledgers::live_and_backfilled;
    for (const auto& group : groups_) {
      watch.push_back(group.ledger);
      if (both) watch.push_back(keys_.backfilled(schedule_of(group).name));
    }
    if (watch.size() > 1) ask_ok(std::move(watch), pipeline);
    for (const auto& group : groups_) {
      ask_ledger(group.ledger, group, pipeline);
      if (both) ask_ledger(keys_.backfilled(schedule_of(group).name), group, pipeline);
      if (!both) ask_oldest(group, pipeline);
    }
    ask_queues(both, pipeline);
    ask_queue_names(pipeline);
  }

 private:
  /// The jobs of one schedule, in order of time.
  struct Group {
    std::size_t schedule;
    std::span<const std::size_t> jobs;
    std::string ledger;  ///< a key
  };

  const Schedule& schedule_of(const Group& group) const { return schedules_[group.schedule]; }

  void sort_jobs() {
    order_.resize(jobs_.size());
    std::iota(order_.begin(), order_.end(), 0);
    const auto schedule = [&](std::size_t job) { return jobs_[job].schedule; };
    std::ranges::stable_sort(order_, {}, schedule);
    for (std::span<const std::size_t> rest = order_; !rest.empty();) {
      const std::size_t of = schedule(rest.front());
      const auto end = std::ranges::upper_bound(rest, of, {}, schedule);
      const auto count = static_cast<std::size_t>(end - rest.begin());
      groups_.push_back({of, rest.first(count), keys_.ledger(schedules_[of].name)});
      rest = rest.subspan(count);
    }
  }

  void ask_ledger(const std::string& key, const Group& group, Pipeline& pipeline) {
    const Instant first = jobs_[group.jobs.front()].tick;
    const Instant last = jobs_[group.jobs.back()].tick;
    pipeline.ask(ledger_range(key, first, last),
                 [this, &group](const Command& asked, const Reply& reply) {
                   if (reply.is_error("WRONGTYPE")) return block(group, asked[1]);
                   for (const auto& series : read_members(asked, reply)) mark(series, group);
                 });
  }

  void mark(const TickSeries& series, const Group& group) {
    const auto tick_of = [&](std::size_t job) { return jobs_[job].tick; };
    auto next = std::ranges::lower_bound(group.jobs, series.first, {}, tick_of);
    for (; next != group.jobs.end() && tick_of(*next) <= series.last; ++next) {
      if (series.has(tick_of(*next))) result_.pushed[*next] = true;
    }
  }

  void block(const Group& group, const std::string& key) {
    result_.blocked.insert(group.schedule);
    add_once(result_.faults,
             {Exit::data, "schedule " + json_string(schedule_of(group).name) + ": its ledger, " +
                              wrong_type_text(key, "", "sorted set", "its ticks wait")});
  }

  void ask_oldest(const Group& group, Pipeline& pipeline) {
    pipeline.ask({"ZRANGE", group.ledger, "0", "0"}, [this, &group](const Command& asked,
                                                                    const Reply& reply) {
      if (reply.is_error("WRONGTYPE")) return;
      const auto& members = expect_array(asked, reply);
      const auto oldest =
          members.empty() ? std::nullopt : parse_ledger_member(expect_text(asked, members[0]));
      if (oldest) result_.oldest.emplace(group.schedule, oldest->last);
    });
  }

  void ask_queues(bool of_backfill, Pipeline& pipeline) {
    std::map<std::string_view, bool> queues;  // queue -> whether its length is asked for
    for (const auto& group : groups_) {
      const Schedule& schedule = schedule_of(group);
      queues[schedule.job.queue] |= !of_backfill && schedule.max_backlog > 0;
    }
    for (const auto& [queue, is_limited] : queues) {
      ask_queue(queue, pipeline);
      if (is_limited) ask_length(keys_, std::string(queue), pipeline, result_.queue_lengths);
    }
  }

  void ask_queue(std::string_view queue, Pipeline& pipeline) {
    pipeline.ask({"TYPE", keys_.queue(queue)}, [this, queue](const Command& asked,
                                                             const Reply& reply) {
      const auto& type = expect_text(asked, reply);
      if (is_type(type, "list")) return;
      std::string names;
      for (const auto& group : groups_) {
        if (schedule_of(group).job.queue != queue) continue;
        if (!result_.blocked.insert(group.schedule).second) continue;
        names += (names.empty() ? "" : ", ") + json_string(schedule_of(group).name);
      }
      if (names.empty()) return;
      result_.faults.push_back(
          {Exit::data, wrong_type_text(asked[1], type, "list", "the ticks of " + names + " wait")});
    });
  }

  void ask_queue_names(Pipeline& pipeline) const {
    pipeline.ask({"TYPE", keys_.queues()}, [](const Command& asked, const Reply& reply) {
      const auto& type = expect_text(asked, reply);
      if (!is_type(type, "set")) throw_wrong_type(asked[1], type, "set", "nothing was enqueued");
    });
  }

  const Keys& keys_;
  const std::vector<Schedule>& schedules_;
  const std::vector<PlannedJob>& jobs_;
  JobCheckResult& result_;
  std::vector<std::size_t> order_;  // numbers of jobs_, by schedule
  std::vector<Group> groups_;
};

}  // namespace

void ask_job_check(const Keys& keys, const std::vector<Schedule>& schedules,
                   const std::vector<PlannedJob>& jobs, Ledgers ledgers, Command watch,
                   Pipeline& pipeline, JobCheckResult& result) {
  const auto check = std::make_shared<JobCheck>(keys, schedules, jobs, result);
  check->ask(ledgers, std::move(watch), pipeline);
  result.check = check;
}

}  // namespace sidetick
