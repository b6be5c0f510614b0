// Expressions as exq-scheduler reads them, with Elixir's crontab library.
//
// Source:  crontab 1.1, lib/crontab/cron_expression/parser.ex and date_checker.ex: five fields and
//          a year; both day fields must match; `*/n` are the values that n divides (the 5th, 10th,
//          … for days), not every nth from the first; `L` is Sunday as a weekday, December as a
//          month.
#pragma once

#include <string_view>

#include "core/dialects/translation.h"

namespace sidetick {

/// Throws Untranslatable.
Translated translate_exq_cron(std::string_view text);

}  // namespace sidetick
