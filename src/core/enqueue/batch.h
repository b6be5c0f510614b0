// A plan cut into transactions: which ticks and cursors go into the next one.
//
// Limits:  1,000 ticks, those of 125 schedules, or 1 MiB of JSON in a transaction; 16 ticks or 16 KiB
//          in the first of a run.
// Order:   first the cursors of schedules whose stored one will not do, and schedules that have no
//          tick due; then the ticks of all schedules in order of time. A schedule's last tick
//          brings its final cursor into the same transaction.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/enqueue/pushes.h"
#include "core/plan/plan.h"

namespace sidetick {

inline constexpr std::size_t ticks_per_batch = 1'000;
inline constexpr std::size_t bytes_per_batch = 1 << 20;

/// Each has a ledger that is watched, and Redis compares a key that is to be watched with all that
/// this client watches already.
inline constexpr std::size_t ledgers_per_batch = 125;

/// How much goes into a transaction at most.
struct BatchLimits {
  std::size_t ticks = ticks_per_batch;
  std::size_t bytes = bytes_per_batch;
  std::size_t ledgers = ledgers_per_batch;
};

/// Of all hosts that wake at the same instant one wins: the others learn it when they have sent
/// little. As many bytes as Redis reads at a time.
inline constexpr BatchLimits first_batch{16, 16 << 10};

/// A schedule that has left the file: its cursor is marked, its entry on the web page goes.
struct Leaver {
  std::string name;
  Cursor cursor;
};

/// What one transaction stands for.
struct Batch {
  std::vector<PlannedJob> jobs;           ///< in order of time
  std::map<std::size_t, Cursor> cursors;  ///< schedule -> its cursor after this batch
  /// Schedule -> the cursor that it gets all the same when its ticks have to wait.
  std::map<std::size_t, Cursor> starts;
  std::map<std::size_t, std::string> page;  ///< schedule -> the JSON to publish
  std::vector<const SchedulePlan*> done;    ///< plans that are through with this batch
  std::vector<Leaver> leavers;
  std::size_t bytes = 0;
  std::size_t position = 0;  ///< where it begins, to its maker

  bool empty() const { return jobs.empty() && cursors.empty() && leavers.empty(); }
};

class BatchMaker {
 public:
  /// Keeps references to both. `plans`: those that need a write.
  BatchMaker(const std::vector<Schedule>& schedules, const std::vector<SchedulePlan>& plans);

  /// The next batch, empty when there is no more. Leaves out the schedules in `blocked`. `prefix`,
  /// that of the scheduler's keys, goes into the jids, `enqueued_at` into the payloads.
  Batch next(const BatchLimits& limits, const std::set<std::size_t>& blocked,
             std::string_view prefix, ClockTime enqueued_at);

  /// Takes `batch`, the last one, back.
  void rewind(const Batch& batch) { position_ = batch.position; }

 private:
  enum class Kind : std::uint8_t { start, tick, finish };
  /// A day of outage has a million of these.
  struct Item {
    Instant tick;
    std::uint32_t plan;  // number in plans_
    Kind kind;
    bool is_last;
  };

  /// What an item adds to a batch, as text.
  struct Addition {
    std::string payload;
    std::string page;
    /// Its share of the transaction: the texts, and about 200 bytes for cursor and ledger.
    std::size_t bytes() const { return payload.size() + page.size() + 200; }
  };

  void add_plan(std::uint32_t number);
  const SchedulePlan& plan_of(const Item& item) const { return plans_[item.plan]; }
  Addition make_addition(const Item& item, std::string_view prefix, ClockTime enqueued_at) const;
  void add(const Item& item, Addition addition, Batch& batch) const;
  Cursor cursor_of(const Item& item) const;

  const std::vector<Schedule>& schedules_;
  const std::vector<SchedulePlan>& plans_;
  std::vector<Item> items_;
  std::size_t position_ = 0;
};

}  // namespace sidetick
