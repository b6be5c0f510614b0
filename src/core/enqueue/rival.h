// Another host that is at the same ticks and was faster: whoever sees one leaves the rest to it, as long as it goes on.
// Two that write at once cost one of them its transaction, and Redis both.
//
// Costs:   one command a look, whatever the number of schedules.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/plan/plan.h"
#include "core/plan/stored.h"
#include "core/redis/keys.h"
#include "core/redis/redis.h"

namespace sidetick {

class Rival {
 public:
  /// Its cursors are looked at from here on: those of `plans` whose ticks are to be written, some of them, and the
  /// one that is written last.
  void watch(const std::vector<SchedulePlan>& plans, const std::vector<Schedule>& schedules,
             const std::vector<StoredState>& stored);

  /// It has not done with what it was at, and something has changed not too long ago. False ends the watch; also where
  /// there is none. Throws what Redis::exchange throws.
  bool goes_on(Redis& redis, const Keys& keys);

  bool was_seen() const { return was_seen_; }
  /// Nothing has changed for so long that it has died, or waits for something else.
  bool is_gone() const { return looks_unchanged_ == most_looks_unchanged; }

 private:
  /// The pauses between them grow: about a tenth of a second in all.
  static constexpr int most_looks_unchanged = 4;

  struct Watched {
    std::string schedule;
    std::optional<std::string> cursor;
    bool operator==(const Watched&) const = default;
  };

  std::vector<Watched>
      watched_;  // in the order in which they are written; empty: there is no watch
  int looks_unchanged_ = 0;
  bool was_seen_ = false;
};

}  // namespace sidetick
