// One schedule of another scheduler, as a table of sidetick's configuration.
//
// Source:  what each program keeps (core/import/found.h), and what it does with it:
//          sidekiq-scheduler's scheduler.rb and utils.rb, exq-scheduler's schedule.ex,
//          sidekiq-cron's job.rb.
// Knows nothing of Redis. What it reads is other people's: whatever is wrong with it becomes a
// note or a reason, never a failure.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/dialects/translation.h"
#include "core/import/found.h"
#include "core/time/zone.h"

namespace sidetick {

struct ImportedSchedule {
  struct Setting {
    std::string key;
    std::string value;  ///< TOML
  };

  std::string name;
  std::vector<std::string> notes;  ///< what does not carry over, one line each
  std::vector<Setting> settings;
  std::string reason;  ///< why it is left out; "" when it is not
};

/// What the translation depends on beside what was found.
struct ImportContext {
  /// The zone of a name. Throws std::invalid_argument when there is none.
  std::function<std::shared_ptr<const Zone>(const std::string&)> find_zone;
  Instant now;
};

}  // namespace sidetick
