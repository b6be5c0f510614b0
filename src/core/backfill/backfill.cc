#include "core/backfill/backfill.h"

#include <algorithm>

#include "core/backfill/batch.h"
#include "core/backfill/commands.h"
#include "core/enqueue/multi_exec.h"
#include "core/enqueue/snapshot.h"
#include "core/plan/switch.h"
#include "core/redis/expect.h"
#include "core/text/json.h"
#include "core/time/duration.h"

namespace sidetick {

/// A backfill's way over one connection.
class Backfill::Connection {
 public:
  Connection(Redis& redis, Backfill& backfill, const Allowance& allowance)
      : redis_(redis),
        request_(backfill.request_),
        stream_(backfill.stream_),
        result_(backfill.result_),
        switches_known_(backfill.switches_known_),
        doubtful_(backfill.doubtful_),
        allowance_(allowance) {}
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// What was taken and not written is to come again.
  ~Connection() {
    put_back(next_, 0);
    put_back(current_, 0);
  }

  BackfillEnd run() {
    take_snapshot();
    while (take(current_, 0)) {
      JobCheckResult clearance = look();
      while (!current_.jobs.empty()) {
        take_clearance(clearance);
        const auto jobs = fill(clearance);
        auto next_clearance = commit(jobs, clearance);
        if (!next_clearance) return conflict();
        current_ = std::exchange(next_, {});
        clearance = std::move(*next_clearance);
      }
    }
    return end_;
  }

 private:
  const Schedule& schedule(std::size_t index) const { return request_.schedules[index]; }

  /// The difference between the clocks, and the switches, which count as they were at first. They
  /// are asked for each time, since a cluster wants a key to lead to its node.
  void take_snapshot() {
    std::vector<Command> commands = {{"TIME"}, {"HMGET", request_.keys.states()}};
    for (const auto& each : request_.schedules) commands[1].push_back(each.name);
    auto replies = redis_.exchange(commands);
    const ClockTime host = request_.host_clock();
    const ClockTime redis = read_time(commands[0], replies[0]);
    clock_error_ = host - clamp_clock(host, redis, request_.clock_tolerance);
    if (!switches_known_) read_switches(commands[1], replies[1]);
    switches_known_ = true;
  }

  ClockTime now() const { return request_.host_clock() - clock_error_; }

  void read_switches(const Command& command, const Reply& reply) {
    if (reply.is_error("WRONGTYPE")) throw_wrong_type(command[1], "a hash");
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
  bool take(BackfillBatch& portion, std::size_t under_way) {
    if (!stream_.front()) return stop(BackfillEnd::done);
    const std::size_t left = request_.limit - result_.enqueued - under_way;
    if (left == 0) return stop(BackfillEnd::limit);
    const std::size_t allowed = allowance_();
    if (allowed == 0) return stop(BackfillEnd::stopped);
    portion.allowance = std::min(left, allowed);
    // Where all was enqueued before, a small allowance must not make small steps.
    std::size_t size =
        nothing_new_ ? ticks_per_batch : std::min(portion.allowance, ticks_per_batch);
    portion.jobs.reserve(size);
    for (; size > 0 && stream_.front(); --size) {
      const auto tick = *stream_.next();
      portion.jobs.push_back({tick.schedule, tick.tick, {}});
    }
    return true;
  }

  bool stop(BackfillEnd end) {
    end_ = end;
    return false;
  }

  void put_back(BackfillBatch& portion, std::size_t first) {
    auto& jobs = portion.jobs;
    for (; jobs.size() > first; jobs.pop_back()) {
      stream_.put_back({jobs.back().schedule, jobs.back().tick});
    }
  }

  JobCheckResult look() {
    const BackfillPreflight look(request_, current_.jobs);
    return look.read(redis_.exchange(look.commands()).begin());
  }

  void take_clearance(const JobCheckResult& clearance) {
    for (const auto& fault : clearance.faults) add_once(result_.faults, fault);
    for (auto index : clearance.blocked) stream_.leave_out(index);
  }

  /// The jobs that go in; what does not fit comes again.
  JobList fill(const JobCheckResult& clearance) {
    if (!request_.force && !request_.dry_run) refuse_forgotten();
    auto [jobs, end] = select_jobs(request_, current_, clearance, now());
    put_back(current_, end);
    return std::move(jobs);
  }

  /// The range was young enough when the backfill began. A slow one may fall behind.
  void refuse_forgotten() const {
    const Instant tick = current_.jobs.front().tick;
    if (tick >= remembered_from(request_, now()) - ledger_grace / 2) return;
    throw Error(Exit::usage, "the ticks that come next, from " + format_instant(tick) +
                                 " on, have meanwhile become older than history (" +
                                 format_duration(request_.history) +
                                 "): whether a run has enqueued them is not known any more; to "
                                 "enqueue them all the same, add --force");
  }

  /// Enqueues `jobs` of the current portion, and looks at the next one in the same round trip:
  /// most of our work is done while the server is at its own. Nothing when a ledger was written
  /// meanwhile.
  std::optional<JobCheckResult> commit(const JobList& jobs, const JobCheckResult& clearance) {
    auto sent = send_transaction(jobs);
    if (request_.look_ahead) take(next_, jobs.size());
    const BackfillPreflight look(request_, next_.jobs);
    std::vector<Reply> replies;
    if (!sent.empty() || !look.commands().empty()) {
      replies = redis_.exchange_while(look.commands(), [&] {
        forget_texts(current_, sent);
        // Where nothing was new, nothing of what comes next will be.
        if (!jobs.empty()) make_ahead(request_, next_, now());
      });
    }
    TransactionResult done;
    if (!request_.dry_run) {
      done = read_transaction(request_.min_replicas, sent, replies.begin());
      if (!done.committed) return std::nullopt;
      if (done.begin_again) begin_again(jobs, done);
    }
    record(clearance, done);
    return look.read(replies.begin() + static_cast<long>(sent.size()));
  }

  /// Returns the commands that were sent: none in a dry run.
  std::vector<Command> send_transaction(const JobList& jobs) {
    if (request_.dry_run) return {};
    const bool is_made = !current_.transaction.empty() && jobs == current_.made_ahead;
    auto commands =
        is_made ? std::move(current_.transaction) : batch_transaction(request_, jobs, now());
    redis_.send(commands);
    return commands;
  }

  /// What was committed is looked at again, on the primary that there is by then: there it counts,
  /// whether it is found or enqueued once more.
  [[noreturn]] void begin_again(const JobList& jobs, const TransactionResult& done) {
    say(done);
    for (const auto* job : jobs) doubtful_.emplace(job->schedule, job->tick);
    throw NotReady(*done.begin_again);
  }

  void say(const TransactionResult& done) {
    for (const auto& fault : done.faults) add_once(result_.faults, fault);
    for (const auto& warning : done.warnings) add_once(result_.warnings, warning);
  }

  void record(const JobCheckResult& clearance, const TransactionResult& done) {
    say(done);
    nothing_new_ = true;
    for (std::size_t i = 0; i < current_.jobs.size(); ++i) {
      const auto& job = current_.jobs[i];
      if (clearance.blocked.contains(job.schedule) || has_failed(job, done)) continue;
      nothing_new_ &= clearance.pushed[i];
      count(job, clearance.pushed[i] && !doubtful_.contains({job.schedule, job.tick}));
    }
    current_.jobs.clear();
  }

  bool has_failed(const PlannedJob& job, const TransactionResult& done) const {
    if (done.failed_keys.empty()) return false;
    return done.failed_keys.contains(request_.keys.queue(schedule(job.schedule).job.queue));
  }

  void count(const PlannedJob& job, bool already_enqueued) {
    BackfillCount& count = result_.counts[job.schedule];
    ++(already_enqueued ? count.already_enqueued : count.enqueued);
    ++(already_enqueued ? result_.already_enqueued : result_.enqueued);
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
  bool& switches_known_;
  DoubtfulTicks& doubtful_;
  const Allowance& allowance_;
  BackfillBatch current_, next_;
  bool nothing_new_ = false;
  BackfillEnd end_ = BackfillEnd::done;
  std::chrono::microseconds clock_error_{};
};

Backfill::Backfill(const BackfillRequest& request)
    : request_(request), stream_(request.schedules, request.from, request.to) {
  result_.counts.resize(request.schedules.size());
}

BackfillEnd Backfill::go_on(Redis& redis, const Allowance& allowance) {
  return Connection(redis, *this, allowance).run();
}

std::optional<Instant> Backfill::position() const {
  const auto tick = stream_.front();
  return tick ? std::optional(tick->tick) : std::nullopt;
}

}  // namespace sidetick
