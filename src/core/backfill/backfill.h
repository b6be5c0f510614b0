// Enqueueing the ticks of a past range: what a backfill does over its connections.
//
// Order:   look at the ledgers of up to 1,000 ticks -> one transaction for those that are in none of
//          them, and so on, the oldest tick first over all schedules.
// Costs:   one round trip a batch, since the look at the next batch travels with the transaction.
//          While the server is at both, the next batch is made as if all of it were let in; what is
//          sent of it is what was let in.
// Ledgers: ledger_lines.h says which ticks stand in which. A tick that is in either is not enqueued;
//          both are under WATCH until EXEC.
// A dry run also asks what a run asks for its plan, once, and works out why the ticks were missed.
// Cursors are read, for since when the ledger is complete, and not written: a run goes on where it
// was, and finds what a backfill has enqueued in its ledger.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/backfill/ledger_lines.h"
#include "core/backfill/missed.h"
#include "core/backfill/request.h"
#include "core/fault.h"
#include "core/plan/skips.h"
#include "core/redis/redis.h"
#include "core/schedule/tick_stream.h"

namespace sidetick {

/// What was done of one schedule so far.
struct BackfillCount {
  std::size_t enqueued = 0;  ///< in a dry run: would be
  std::size_t already_enqueued = 0;
  std::optional<Instant> first, last;  ///< of both
};

/// A disabled schedule, and what disabled it.
struct DisabledSchedule {
  std::size_t schedule;
  SkipReason reason;
};

struct BackfillResult {
  std::vector<BackfillCount> counts;  ///< one for each schedule
  std::size_t enqueued = 0;
  std::size_t already_enqueued = 0;
  std::vector<DisabledSchedule> disabled;
  std::vector<Fault> faults;
  std::vector<std::string> warnings;
  int conflicts = 0;

  std::size_t done() const { return enqueued + already_enqueued; }
};

enum class BackfillEnd {
  done,      ///< the range is through
  limit,     ///< the limit is reached
  stopped,   ///< no more was allowed
  conflict,  ///< somebody wrote a ledger meanwhile: go on over a fresh connection
};

/// How many ticks the next batch may enqueue; 0: stop. May take its time.
using Allowance = std::function<std::size_t()>;

class Backfill {
 public:
  /// Keeps a reference to `request`.
  explicit Backfill(const BackfillRequest& request);

  /// Goes on over `redis`, a fresh connection, from where the last call ended, whichever way it
  /// did. Throws what Redis::exchange throws, and Error for replies that end the backfill; and
  /// Error(Exit::usage) for a tick that a run may have enqueued and forgotten, without `force`.
  BackfillEnd go_on(Redis& redis, const Allowance& allowance);

  /// The first tick that is not dealt with.
  std::optional<Instant> position() const;
  /// True when that tick is from before the ledger of runs is complete, as far as was last asked.
  bool is_position_unknown() const;
  /// How many ticks of the range are not dealt with, at most `most`. Costs about 0.1 µs a tick.
  std::size_t count_left(std::size_t most) const { return stream_.count(most); }
  const BackfillResult& result() const { return result_; }
  /// Why the ticks of a dry run that were counted as enqueued are not; none before it has looked.
  const MissedReport* missed() const { return missed_ ? &missed_->missed() : nullptr; }
  /// True for a schedule that is off and was not named, or that has a key of the wrong type.
  bool is_left_out(std::size_t schedule) const { return stream_.is_left_out(schedule); }

 private:
  class Connection;
  /// Those that were committed on a server that is perhaps no primary any more.
  using DoubtfulTicks = std::set<std::pair<std::size_t, Instant>>;

  const BackfillRequest& request_;
  TickStream stream_;
  BackfillResult result_;
  std::vector<LedgerLines> lines_;  // one for each schedule, as they were last asked for
  bool switches_known_ = false;
  DoubtfulTicks doubtful_;
  std::optional<MissedJudge> missed_;  // in a dry run
};

}  // namespace sidetick
