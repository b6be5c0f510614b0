// The jobs of a transaction, and the commands that put them into queues.
//
// Source:  sidetick(7), "Redis keys".
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/redis/keys.h"
#include "core/redis/redis.h"
#include "core/schedule/schedule.h"

namespace sidetick {

/// Ledgers are kept for this much longer than `history`: clocks differ, and a backfill that begins
/// with the oldest tick of `history` takes a moment to get there.
inline constexpr Seconds ledger_grace = std::chrono::minutes{5};

/// A tick with the job it stands for.
struct PlannedJob {
  std::size_t schedule;
  Instant tick;
  std::string payload;
};

/// Jobs of a batch, in order of time.
using JobList = std::vector<const PlannedJob*>;

/// Schedules, ascending, and the ticks of each, ascending.
using TicksBySchedule = std::vector<std::pair<std::size_t, std::vector<Instant>>>;

TicksBySchedule ticks_by_schedule(JobList jobs);

/// Appends SADD of the queues' names and one LPUSH a queue; nothing when there are no jobs. A
/// worker takes from the other end, so the oldest tick comes out first.
void add_pushes(const Keys& keys, const std::vector<Schedule>& schedules, const JobList& jobs,
                std::vector<Command>& commands);

}  // namespace sidetick
