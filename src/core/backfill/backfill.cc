#include "core/backfill/backfill.h"

#include <algorithm>
#include <numeric>
#include <set>

#include "core/backfill/batch.h"
#include "core/backfill/commands.h"
#include "core/backfill/refusals.h"
#include "core/enqueue/batch.h"
#include "core/enqueue/multi_exec.h"
#include "core/enqueue/queue_length.h"
#include "core/enqueue/snapshot.h"
#include "core/plan/switch.h"
#include "core/redis/expect.h"
#include "core/redis/wrong_type.h"
#include "core/text/json.h"

namespace sidetick {

/// A backfill's way over one connection.
namespace {

/// Of how many schedules a transaction holds ticks, whose two ledgers are watched: Redis compares
/// each key with all that are. A thousand ticks of up to 500 schedules cost less together; where
/// there are more, a batch has about one tick of each.
std::size_t most_schedules(std::size_t all) {
  return all > 4 * ledgers_per_batch ? ledgers_per_batch : all;
}

}  // namespace

class Backfill::Connection {
 public:
  Connection(Redis& redis, Backfill& backfill, const Allowance& allowance)
      : redis_(redis),
        request_(backfill.request_),
        stream_(backfill.stream_),
        result_(backfill.result_),
        lines_(backfill.lines_),
        switches_known_(backfill.switches_known_),
        doubtful_(backfill.doubtful_),
        missed_(backfill.missed_),
        allowance_(allowance) {}
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// What was taken and not written is to come again.
  ~Connection() {
    put_back(next_, 0);
    put_back(current_, 0);
  }

  BackfillEnd run() {
    look_around();
    if (!request_.force) refuse_unknown(request_, stream_, lines_, second());
    if (request_.dry_run && !missed_) look_at_plans();
    while (take(current_, 0)) {
      JobCheckResult found;
      Pipeline look;
      ask_batch(current_, look, found);
      look.answer(redis_);
      while (!current_.jobs.empty()) {
        take_faults(found);
        const auto jobs = fill(found);
        JobCheckResult next_found;
        if (!commit(jobs, found, next_found)) return conflict();
        current_ = std::exchange(next_, {});
        found = std::move(next_found);
      }
    }
    return end_;
  }

 private:
  const Schedule& schedule(std::size_t index) const { return request_.schedules[index]; }

  /// The difference between the clocks, since when the ledgers are complete, and the switches, which
  /// count as they were at first. They are asked for each time, since a cluster wants a key to lead
  /// to its node.
  void look_around() {
    std::vector<std::size_t> all(request_.schedules.size());
    std::iota(all.begin(), all.end(), 0);
    Pipeline look;
    look.ask({"TIME"}, [&](const Command& asked, const Reply& reply) {
      read_clock(read_time(asked, reply));
    });
    Command states = {"HMGET", request_.keys.states()};
    for (const auto& each : request_.schedules) states.push_back(each.name);
    look.ask(std::move(states), [&](const Command& asked, const Reply& reply) {
      if (!std::exchange(switches_known_, true)) read_switches(asked, reply);
    });
    ask_lines(request_, std::move(all), second(), look, lines_);
    look.answer(redis_);
  }

  /// What a run would make its plan of.
  void look_at_plans() {
    Snapshot snapshot =
        take_snapshot(redis_, request_.keys, request_.schedules, request_.host_clock);
    const Present present{second(), date::floor<Seconds>(snapshot.redis_time)};
    missed_.emplace(request_, std::move(snapshot), ask_lengths(), present);
  }

  /// Of the queues of schedules that may have to wait; none is asked for where there are none.
  QueueLengths ask_lengths() {
    QueueLengths lengths;
    Pipeline look;
    for (const auto& schedule : request_.schedules) {
      if (schedule.max_backlog > 0) ask_length(request_.keys, schedule.job.queue, look, lengths);
    }
    look.answer(redis_);
    return lengths;
  }

  void read_clock(ClockTime redis) {
    const ClockTime host = request_.host_clock();
    refuse_wrong_clock(host, redis);
    clock_error_ = host - clamp_clock(host, redis, request_.clock_tolerance);
  }

  ClockTime now() const { return request_.host_clock() - clock_error_; }
  Instant second() const { return date::floor<Seconds>(now()); }

  void read_switches(const Command& command, const Reply& reply) {
    if (reply.is_error("WRONGTYPE")) {
      throw_wrong_type(command[1], "", "hash", "nothing was enqueued");
    }
    const auto& states = expect_array(command, reply, static_cast<int>(request_.schedules.size()));
    for (std::size_t i = 0; i < states.size(); ++i) {
      std::vector<Note> notes;
      bool on = switched_on(expect_optional(command, states[i]), notes);
      for (const auto& note : notes) {
        result_.warnings.push_back("schedule " + json_string(schedule(i).name) + ": " + note.text);
      }
      if (on && schedule(i).enabled) continue;
      auto reason = schedule(i).enabled ? SkipReason::disabled : SkipReason::disabled_in_file;
      result_.disabled.push_back({i, reason});
      if (!request_.named) stream_.leave_out(i);
    }
  }

  /// The next ticks, while `under_way` are about to be enqueued; false when there are none to come,
  /// or no more are to be enqueued.
  bool take(BackfillBatch& batch, std::size_t under_way) {
    if (!stream_.front()) return stop(BackfillEnd::done);
    const std::size_t left = request_.limit - result_.enqueued - under_way;
    if (left == 0) return stop(BackfillEnd::limit);
    const std::size_t allowed = allowance_();
    if (allowed == 0) return stop(BackfillEnd::stopped);
    batch.allowance = std::min(left, allowed);
    // Where all was enqueued before, a small allowance must not make small steps.
    std::size_t size = nothing_new_ ? ticks_per_batch : std::min(batch.allowance, ticks_per_batch);
    batch.jobs.reserve(size);
    std::set<std::size_t> schedules;
    for (; size > 0 && stream_.front(); --size) {
      schedules.insert(stream_.front()->schedule);
      if (schedules.size() > most_schedules(request_.schedules.size())) break;
      const auto tick = *stream_.next();
      batch.jobs.push_back({tick.schedule, tick.tick, {}});
    }
    return true;
  }

  bool stop(BackfillEnd end) {
    end_ = end;
    return false;
  }

  void put_back(BackfillBatch& batch, std::size_t first) {
    auto& jobs = batch.jobs;
    for (; jobs.size() > first; jobs.pop_back()) {
      stream_.put_back({jobs.back().schedule, jobs.back().tick});
    }
  }

  void ask_batch(const BackfillBatch& batch, Pipeline& pipeline, JobCheckResult& found) {
    ask_backfill_preflight(request_, batch.jobs, second(), pipeline, found, lines_);
  }

  void take_faults(const JobCheckResult& found) {
    for (const auto& fault : found.faults) add_once(result_.faults, fault);
    for (auto index : found.blocked) stream_.leave_out(index);
  }

  /// The jobs that go in; what does not fit comes again.
  JobList fill(const JobCheckResult& found) {
    if (!request_.force) refuse_forgotten(request_, current_.jobs, lines_);
    auto [jobs, end] = select_jobs(request_, current_, found, now());
    put_back(current_, end);
    return std::move(jobs);
  }

  /// Enqueues `jobs` of the current batch, and looks at the next one in the same round trip: most of
  /// our work is done while the server is at its own. False when a ledger was written meanwhile.
  bool commit(const JobList& jobs, const JobCheckResult& found, JobCheckResult& next_found) {
    auto sent = send_transaction(jobs);
    if (request_.look_ahead) take(next_, jobs.size());
    Pipeline look;
    ask_batch(next_, look, next_found);
    std::vector<Reply> replies;
    if (!sent.empty() || !look.empty()) {
      replies = redis_.exchange_while(look.commands(), [&] {
        forget_texts(current_, sent);
        // After a batch of which nothing was new, the next one is not made ahead: nothing of it will
        // be new either.
        if (!jobs.empty()) make_ahead(request_, next_, lines_, now());
      });
    }
    TransactionResult done;
    if (!request_.dry_run) {
      done = read_transaction(request_.min_replicas, sent, replies.begin());
      if (!done.committed) return false;
      if (!done.begin_again.empty()) begin_again(jobs, done);
    }
    const JobList lost = lost_jobs(jobs, done);
    record(found, done, lost);
    if (!lost.empty()) take_back_jobs(lost);
    look.read(replies.begin() + static_cast<long>(sent.size()));
    return true;
  }

  /// Returns the commands that were sent: none in a dry run.
  std::vector<Command> send_transaction(const JobList& jobs) {
    if (request_.dry_run) return {};
    const bool is_made = !current_.transaction.empty() && jobs == current_.made_ahead;
    auto commands = is_made ? std::move(current_.transaction)
                            : backfill_transaction(request_, jobs, lines_, now());
    redis_.send(commands);
    return commands;
  }

  /// What was committed is looked at again, on the primary that there is by then: there it counts,
  /// whether it is found or enqueued once more.
  [[noreturn]] void begin_again(const JobList& jobs, const TransactionResult& done) {
    add_faults(done);
    for (const auto* job : jobs) doubtful_.emplace(job->schedule, job->tick);
    throw NotReady(done.begin_again);
  }

  void add_faults(const TransactionResult& done) {
    for (const auto& fault : done.faults) add_once(result_.faults, fault);
    for (const auto& warning : done.warnings) add_once(result_.warnings, warning);
  }

  /// The jobs whose push failed inside EXEC: their ticks are in the ledgers, and they are nowhere.
  JobList lost_jobs(JobList jobs, const TransactionResult& done) const {
    std::erase_if(jobs, [&](const PlannedJob* job) {
      return !done.failed_keys.contains(request_.keys.queue(schedule(job->schedule).job.queue));
    });
    return jobs;
  }

  /// Ends this connection's way: the next one finds them in no ledger, and their key of the wrong
  /// type before it opens a transaction.
  [[noreturn]] void take_back_jobs(const JobList& lost) {
    if (!next_.jobs.empty()) discard_transaction(redis_);
    take_back(redis_, request_.keys.cursors(), ledger_entries(request_, lost, lines_),
              lost_positions(request_, lost, lines_));
    for (const auto* job : lost) stream_.leave_out(job->schedule);
    current_.jobs.clear();
    throw ConnectionLost("jobs that were not enqueued were taken back");
  }

  void record(const JobCheckResult& found, const TransactionResult& done, const JobList& lost) {
    add_faults(done);
    nothing_new_ = true;
    for (std::size_t i = 0; i < current_.jobs.size(); ++i) {
      const auto& job = current_.jobs[i];
      if (found.blocked.contains(job.schedule)) continue;
      if (std::ranges::find(lost, &job) != lost.end()) continue;
      nothing_new_ &= found.pushed[i];
      count(job, found.pushed[i] && !doubtful_.contains({job.schedule, job.tick}));
    }
    if (lost.empty()) current_.jobs.clear();
  }

  void count(const PlannedJob& job, bool already_enqueued) {
    BackfillCount& count = result_.counts[job.schedule];
    ++(already_enqueued ? count.already_enqueued : count.enqueued);
    ++(already_enqueued ? result_.already_enqueued : result_.enqueued);
    if (missed_ && !already_enqueued) {
      missed_->add(job.schedule, job.tick, lines_[job.schedule].complete);
    }
    if (!count.first) count.first = job.tick;
    count.last = job.tick;
  }

  BackfillEnd conflict() {
    ++result_.conflicts;
    return BackfillEnd::conflict;
  }

  Redis& redis_;
  const BackfillRequest& request_;
  TickStream& stream_;
  BackfillResult& result_;
  std::vector<LedgerLines>& lines_;  // one for each schedule
  bool& switches_known_;
  DoubtfulTicks& doubtful_;
  std::optional<MissedJudge>& missed_;
  const Allowance& allowance_;
  BackfillBatch current_, next_;
  bool nothing_new_ = false;
  BackfillEnd end_ = BackfillEnd::done;
  std::chrono::microseconds clock_error_{};
};

Backfill::Backfill(const BackfillRequest& request)
    : request_(request), stream_(request.schedules, request.from, request.to) {
  result_.counts.resize(request.schedules.size());
  lines_.resize(request.schedules.size());
}

BackfillEnd Backfill::go_on(Redis& redis, const Allowance& allowance) {
  return Connection(redis, *this, allowance).run();
}

std::optional<Instant> Backfill::position() const {
  const auto tick = stream_.front();
  return tick ? std::optional(tick->tick) : std::nullopt;
}

bool Backfill::is_position_unknown() const {
  const auto tick = stream_.front();
  return tick && tick->tick < lines_[tick->schedule].complete;
}

}  // namespace sidetick
