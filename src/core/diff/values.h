// What the configuration says of a schedule, key by key, as JSON.
//
// Source:  sidetick.toml(5): the keys are those of the file, `job.tags` one of the table `job`.
#pragma once

#include <string>
#include <vector>

#include "core/schedule/schedule.h"

namespace sidetick {

/// A key of the file and what it says, as JSON text.
struct KeyValue {
  std::string key;
  std::string json;
  std::string meaning{};  ///< what is compared, where the same may be written otherwise: 90m, 1h30m
};

/// A value that is not what it was; "" where the key is not there.
struct ValueChange {
  std::string key;
  std::string before;
  std::string after;
};

/// All that decides ticks and jobs, with what holds where the file is silent, and the description.
std::vector<KeyValue> schedule_values(const Schedule& schedule);

/// Those that differ, in the order of `before`, then of what only `after` has.
std::vector<ValueChange> changed_values(const std::vector<KeyValue>& before,
                                        const std::vector<KeyValue>& after);

}  // namespace sidetick
