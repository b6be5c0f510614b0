// The other time forms of sidekiq-scheduler: every, interval and at, as rufus-scheduler reads them.
//
// Source:  rufus-scheduler 3.9, lib/rufus/scheduler/util.rb and jobs_repeat.rb; fugit's
//          duration.rb: a month is 30 days there and a year 365.
#pragma once

#include <string_view>

#include "core/dialects/translation.h"

namespace sidetick {

/// "45m", "1h30m", "1 hour and 30 minutes", "90", "PT1H30M". Throws Untranslatable.
Translated translate_every(std::string_view text);

/// The same where it is said from when on it counts.
Translated translate_anchored_every(std::string_view text);

/// "2030/12/12 23:30:00 Europe/Madrid", "2030-12-12T23:30:00Z", "2030-12-12 23:30:00 +0100". Throws
/// Untranslatable.
Translated translate_at(std::string_view text);

}  // namespace sidetick
