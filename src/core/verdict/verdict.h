// What became of a tick, as far as what Redis holds tells it.
//
// Source:  sidetick(7), "One run" and "Redis keys"; sidetick(1), "why".
// Units:   Instants; the present is handed in.
// Knows nothing of Redis, nor of the job: values in, values out.
#pragma once

#include <optional>
#include <vector>

#include "core/plan/plan.h"
#include "core/verdict/asked_time.h"

namespace sidetick {

enum class Verdict {
  no_tick,       ///< the schedule has no tick at that instant
  not_due,       ///< it is yet to come
  enqueued,      ///< the ledger has it, or its job is there
  due,           ///< no run has come to it
  waiting,       ///< its queue has no room for it: `max_backlog`
  skipped,       ///< a run has passed it, or the next one will, without enqueueing it
  not_enqueued,  ///< of a schedule that is not in the file: nobody can say that it was a tick
  unknown,       ///< the ledger is not complete back to there
};

/// What else there is to say, a sentence each.
enum class Remark {
  other_form,      ///< enqueued, but no tick of the schedule as it is now
  skipped_time,    ///< no wall clock shows the time that was asked for
  second_pass,     ///< a fixed time fires when the wall clock first shows it
  before_start,    ///< it would be one, but for the schedule's start
  from_end_on,     ///< … its end
  excluded,        ///< … its exclusions
  held_up,         ///< the cursor is so far ahead that some clock was or is wrong
  no_run_yet,      ///< no run has come to it
  no_room,         ///< the queue holds TickAnswer::queue_length jobs
  next_run_skips,  ///< nor will the next one enqueue it
  dropped,         ///< the run of TickAnswer::dropped has
  incomplete,      ///< the ledger is complete since TickAnswer::complete
  off_in_file,
  off_by_switch,
  was_off,        ///< by the switch, when runs passed it
  gone,           ///< since TickAnswer::gone no file has had it on
  never_on,       ///< runs have seen it as off in the file alone
  forgotten,      ///< `forget` made it begin anew later than that
  new_here,       ///< Redis has no cursor of it
  changed,        ///< the cursor is of other ticks
  missed_set,     ///< the schedule's `missed` leaves ticks out: perhaps this one
  passed_before,  ///< an `at` that was past when a run first saw it
  no_record,      ///< Redis does not tell why
  not_in_file,
};

/// The commands that help.
enum class Remedy { backfill, enable, forget };

struct TickAnswer {
  AskedTime asked;  ///< `asked.at` is the tick
  Verdict verdict = Verdict::unknown;
  bool by_backfill = false;               ///< enqueued by one
  bool is_tick = false;                   ///< of the schedule as it is in the file
  std::optional<WallClock> moved_from{};  ///< the time that daylight saving skipped
  std::optional<Instant> previous, next;  ///< the ticks beside it, where it is none
  std::optional<SkipReason> reason{};     ///< why it was skipped, as far as that is told
  std::optional<Dropped> dropped{};       ///< the run that has dropped it
  std::optional<Instant> complete{};      ///< since when the ledger is
  std::optional<Instant> gone{};
  std::optional<std::size_t> queue_length{};
  std::vector<Remark> remarks{};
  std::vector<Remedy> remedies{};
  bool force = false;  ///< a backfill of it needs --force
};

/// What is known of a schedule. References must outlive it.
struct ScheduleFacts {
  const Schedule* schedule;   ///< as it is in the file; none when it is not there
  const StoredState& stored;  ///< what Redis holds
  const SchedulePlan* plan;   ///< what the next run would do; none without a schedule
  Present present;
  Instant complete;  ///< every tick since then that was enqueued is in the ledger
  std::optional<std::size_t> queue_length{};  ///< of a schedule with max_backlog
};

/// What the ledgers say of one tick.
struct LedgerEntry {
  bool by_runs = false;       ///< that of runs has it
  bool by_backfills = false;  ///< that of backfills has it
};

TickAnswer judge_tick(const ScheduleFacts& facts, const LedgerEntry& ledger,
                      const AskedTime& asked);

/// The instants at which judge_tick may begin to answer otherwise, ascending: of the ticks from one to
/// the next that are in no ledger it says the same. A dozen, whatever the schedule.
std::vector<Instant> verdict_edges(const ScheduleFacts& facts);

/// True when `a` and `b` say the same of two ticks of one schedule that are in no ledger, whatever
/// helps.
bool say_the_same(const TickAnswer& a, const TickAnswer& b);

/// The job was found: so the tick was enqueued, whatever the ledger says.
void note_found_job(bool by_backfill, TickAnswer& answer);

}  // namespace sidetick
