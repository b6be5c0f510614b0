// Expressions as the Ruby library fugit reads them: for sidekiq-scheduler (through rufus-scheduler)
// and sidekiq-cron.
//
// Source:  fugit 1.5.2 and 1.8 to 1.11, lib/fugit/cron.rb, and its behaviour, with which
//          tests/import/test_sidekiq_cron.py compares. What it does otherwise than crontab(5):
//          a day field that begins with * and a step is restricted, and so either may match;
//          `&` at its end makes both necessary; `5/1` and weekday `1/2` are one value; `-1` is the
//          last day of the month; of several `mon#N` or `mon%N` of one weekday the first counts.
#pragma once

#include <string>
#include <string_view>

#include "core/dialects/translation.h"

namespace sidetick {

/// A cron expression of fugit, or one of its words (`@noon`, "every day at five"). Throws
/// Untranslatable.
Translated translate_fugit(std::string_view text);

}  // namespace sidetick
