// How many jobs there are to be enqueued in each minute, by queue.
//
// Units:   minutes of UTC, which are those of every wall clock since 1972.
// Knows nothing of HTML. Schedules that are disabled enqueue nothing.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "cli/output/html/row.h"

namespace sidetick {

/// The queues with the most jobs have a colour each, the rest shares the last one.
inline constexpr std::size_t coloured_queues = 6;

/// Jobs of a minute, by the place of the queue in Load::queues().
using MinuteLoad = std::array<std::uint32_t, coloured_queues + 1>;

std::size_t jobs_of(const MinuteLoad& minute);

struct QueueLoad {
  std::string queue;  ///< "3 other queues" where several share a place
  std::size_t jobs;   ///< in all
  std::size_t most;   ///< in one minute
};

class Load {
 public:
  /// Of the ticks of `rows`, which are in [begin, end].
  Load(const std::vector<PageRow>& rows, Instant begin, Instant end);

  /// With the most jobs first; those that share a place last. Queues without a job are not there.
  const std::vector<QueueLoad>& queues() const { return queues_; }
  /// The place of a queue; that of the shared colour for one that is not there.
  std::size_t place(const std::string& queue) const;

  std::size_t jobs() const { return jobs_; }
  /// The most jobs in a minute; 0 when there is none.
  std::size_t most() const { return most_; }

  std::size_t size() const { return minutes_.size(); }
  Instant minute(std::size_t index) const;
  const MinuteLoad& operator[](std::size_t index) const { return minutes_[index]; }

  /// The `many` minutes with the most jobs, the busiest first, of equal ones the earlier.
  std::vector<std::size_t> busiest(std::size_t many) const;
  /// How many minutes have most() jobs.
  std::size_t equally_busy() const;

 private:
  void rank_queues(const std::vector<PageRow>& rows);
  void add(const TickRuns& ticks, std::size_t place);
  void measure();

  Instant begin_;
  std::vector<std::string> places_;  // of the queues with a colour of their own
  std::vector<QueueLoad> queues_;
  std::vector<MinuteLoad> minutes_;
  std::size_t jobs_ = 0;
  std::size_t most_ = 0;
};

}  // namespace sidetick
